# What a runbook relies on when something fails: broken links, -ErrorAction Stop, and the target of an error.

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $emulator = Start-MiniMaxEmulator
    $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
}

AfterAll {
    $emulator | Stop-MiniMaxEmulator
}

Describe 'A runbook' -Tag 'Runbook' {
    BeforeEach {
        $folder = Join-Path $TestDrive 'runbook'
        $null = New-Item -ItemType Directory -Path (Join-Path $folder 'bad')
        $files = 1..12 | ForEach-Object { New-Recording (Join-Path $folder "$_.wav") -Seconds (0.02 * $_) }
        $before = Get-EmulatorStatistic $emulator
    }

    AfterEach {
        Remove-Item -LiteralPath $folder -Recurse
    }

    It 'continues after a broken link with <_>' -Tag 'Link' -Skip:($PSVersionTable.PSEdition -ne 'Core' -or $IsWindows) -ForEach 'Test-MiniMaxPromptAudio', 'Send-MiniMaxPromptAudio', 'ConvertTo-MiniMaxPromptAudio' {
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder '0.wav') -Target (Join-Path $folder 'gone.wav') -Force
        $more = @{}
        if ($_ -like 'Send-*') { $more = $account }
        if ($_ -like 'ConvertTo-*') { $more = @{ Destination = Join-Path $folder 'out' } }

        $results = & $_ -Path (Join-Path $folder '*.wav') @more -ErrorAction SilentlyContinue -ErrorVariable failed

        @($results).Count | Should -Be 12
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $failed[0].TargetObject.Name | Should -Be '0.wav'
    }

    It 'has the ID of every stored file when -ErrorAction Stop ends it' -Tag 'Stop' {
        $missing = [IO.FileInfo](Join-Path $folder 'missing.wav')
        $sent = [Collections.Generic.List[object]]::new()

        { @($files) + $missing | Send-MiniMaxPromptAudio @account -ErrorAction Stop | ForEach-Object { $sent.Add($_) } } |
            Should -Throw -ErrorId 'FileNotFound,*'

        $sent.Count | Should -Be 12
        (Get-EmulatorStatistic $emulator).uploads - $before.uploads | Should -Be 12
    }

    It 'moves the files that failed, by their exact names, with <_>' -Tag 'Target' -ForEach 'Send-MiniMaxPromptAudio', 'Send-MiniMaxCloneAudio', 'ConvertTo-MiniMaxPromptAudio' {
        $odd = Join-Path $folder 'take[1].mp3'
        [IO.File]::WriteAllText($odd, 'no audio')
        [IO.File]::WriteAllText((Join-Path $folder 'take1.mp3'), 'no audio either')
        $file = Get-Item -LiteralPath $odd
        $more = @{}
        if ($_ -like 'Send-*') { $more = $account }

        $file | & $_ @more -ErrorAction SilentlyContinue -ErrorVariable failed
        [object]::ReferenceEquals($failed[0].TargetObject, $file) | Should -BeTrue
        $bad = Join-Path $folder 'bad'
        $null = New-Item $bad -ItemType Directory -Force
        $failed | Where-Object { $_ -isnot [Exception] } | ForEach-Object TargetObject | Move-Item -Destination $bad

        Test-Path -LiteralPath (Join-Path $folder 'bad/take[1].mp3') | Should -BeTrue
        Test-Path -LiteralPath (Join-Path $folder 'take1.mp3') | Should -BeTrue
    }
}

Describe 'The runbook of README' -Tag 'Runbook', 'Readme' {
    BeforeAll {
        $repository = Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')
        $text = Get-Content -LiteralPath (Join-Path $repository 'README.md') -Raw
        $runbook = [regex]::Match($text, '(?s)(?<=In a runbook:\s+```powershell\s)\$sent = .+?(?=```)').Value
        $location = Get-Location
        Set-Location -LiteralPath (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'readme'))
        $null = New-Item -ItemType Directory -Path 'recordings'
        $audio = [IO.File]::ReadAllBytes((Join-Path $repository 'samples/audio/fox.mp3'))
        1..20 | ForEach-Object {
            # An ID3v1 tag makes the content of each file unique.
            $tag = [Text.Encoding]::ASCII.GetBytes("TAGtake $_".PadRight(128, [char]0))
            [IO.File]::WriteAllBytes((Join-Path $PWD "recordings/take-$_.mp3"), $audio + $tag)
        }
        [IO.File]::WriteAllText((Join-Path $PWD 'recordings/notes.mp3'), 'no audio')
    }

    AfterAll {
        Set-Location -LiteralPath $location
        Disconnect-MiniMax
    }

    It 'stores every recording and returns every ID in two runs with faults' {
        $faults = 'ServerError', 'ConnectionReset', 'GatewayTimeoutStored', 'RateLimited', 'ConnectionResetStored', 'TruncatedJson', 'BadGateway'
        $strict = Start-MiniMaxEmulator -Connect -Fault $faults -Count 2
        try {
            # Without retries, the first run fails for some of the files.
            $PSDefaultParameterValues = @{ 'Send-MiniMaxPromptAudio:MaximumRetryCount' = 0; 'Send-MiniMaxPromptAudio:ErrorAction' = 'SilentlyContinue' }
            $listed = . ([scriptblock]::Create($runbook))
            $listed | Should -Not -BeNullOrEmpty
            @($listed) -like '*notes.mp3: AudioTypeNotSupported' | Should -HaveCount 1
            $failed.Count | Should -BeGreaterThan 1
            $first = @(Import-Csv -LiteralPath uploads.csv)
            $first.Count | Should -Be (21 - $failed.Count)

            $PSDefaultParameterValues = @{ 'Send-MiniMaxPromptAudio:RetryIntervalSec' = 0.01; 'Send-MiniMaxPromptAudio:ErrorAction' = 'SilentlyContinue' }
            $listed = . ([scriptblock]::Create($runbook))
            $listed | Should -BeLike '*notes.mp3: AudioTypeNotSupported'
            $second = @(Import-Csv -LiteralPath uploads.csv)
            ($second.FileName | Sort-Object) | Should -Be (1..20 | ForEach-Object { "take-$_.mp3" } | Sort-Object)
            $first.FileId | ForEach-Object { $second.FileId | Should -Contain $_ }

            # Each file is stored once, even if its response was lost.
            (Get-MiniMaxFile -Purpose prompt_audio).FileId | Sort-Object | Should -Be ([long[]]$second.FileId | Sort-Object)
        }
        finally {
            $strict | Stop-MiniMaxEmulator
        }
    }
}
