BeforeAll {
    . $PSScriptRoot/Support.ps1

    # A typical runbook: it uploads new files and records their IDs.
    function Publish-Voice {
        param([string] $Folder, [string] $Report)

        $sent = Get-ChildItem -LiteralPath $Folder -Filter *.wav | Send-MiniMaxPromptAudio -ErrorVariable failed -ErrorAction SilentlyContinue
        $sent | Select-Object FileName, FileId | Export-Csv -LiteralPath $Report -NoTypeInformation
        if ($failed) { throw "$(@($failed).Count) of the recordings were not sent." }
    }

    $null = New-Recording (Join-Path $TestDrive 'one.wav')
    $report = Join-Path $TestDrive 'report.csv'
}

Describe 'A runbook under test' -Tag 'Mock' {
    It 'runs with a mocked result and without a key' {
        Mock Send-MiniMaxPromptAudio { [MiniMax.UploadedFile]@{ FileId = 42; FileName = 'one.wav'; Origin = 'Uploaded' } }

        Publish-Voice -Folder $TestDrive -Report $report

        Should -Invoke Send-MiniMaxPromptAudio -Times 1 -Exactly
        (Import-Csv -LiteralPath $report).FileId | Should -Be '42'
    }

    It 'handles a mocked error' {
        Mock Send-MiniMaxPromptAudio { throw [MiniMax.MiniMaxException]::new('RateLimited', 'Too many requests.', 'Wait.') }

        { Publish-Voice -Folder $TestDrive -Report $report } | Should -Throw 'Too many requests.' -ExceptionType ([MiniMax.MiniMaxException])
    }

    It 'can mock <_>, which is transient' -ForEach 'RateLimited', 'RequestTimeout', 'ConnectionFailed', 'ServerError' {
        [MiniMax.MiniMaxException]::new($_, 'Too many requests.', 'Wait.').IsTransient | Should -BeTrue
    }

    It 'can be selected by parameters' {
        Mock Test-MiniMaxPromptAudio { $true } -ParameterFilter { $Quiet }

        Test-MiniMaxPromptAudio -Path 'whatever.wav' -Quiet | Should -BeTrue
    }

    It 'accepts a key as <Kind>, as the cmdlet does' -ForEach @(
        @{ Kind = 'a string'; ApiKey = 'sk-of-a-test' }
        @{ Kind = 'a SecureString'; ApiKey = [System.Net.NetworkCredential]::new('', 'sk-of-a-test').SecurePassword }
        @{ Kind = 'a credential'; ApiKey = [pscredential]::new('x', [System.Net.NetworkCredential]::new('', 'sk-of-a-test').SecurePassword) }
    ) {
        Mock Connect-MiniMax { "connected with $ApiKey" } -ParameterFilter { $ApiKey -is [MiniMax.ApiKeySecret] }

        Connect-MiniMax -ApiKey $ApiKey | Should -Be 'connected with ****'
    }

    It 'accepts a time as <_>, as the cmdlet does' -ForEach '1:05.5', 65.5, ([timespan]'00:01:05.5') {
        Mock ConvertTo-MiniMaxPromptAudio { $Start.TotalSeconds } -ParameterFilter { $Start -eq 65.5 }

        ConvertTo-MiniMaxPromptAudio -Path 'whatever.wav' -Start $_ | Should -Be 65.5
    }

    It 'accepts a number with a fraction, as the cmdlet does' {
        Mock Send-MiniMaxPromptAudio { $RetryIntervalSec }

        Send-MiniMaxPromptAudio -Path 'whatever.wav' -RetryIntervalSec 0.5 | Should -Be 0.5
    }

    It 'passes a mocked result on by its ID' {
        Mock Remove-MiniMaxFile { $FileId }

        [MiniMax.UploadedFile]@{ FileId = 42 } | Remove-MiniMaxFile -Force | Should -Be 42
    }
}

Describe 'Test your runbooks, in README' -Tag 'Mock', 'Readme' {
    BeforeDiscovery {
        $text = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../README.md') -Raw
        $section = [regex]::Match($text, '(?s)\n## Test your runbooks\r?\n.+?(?=\n## )').Value
        $blocks = [regex]::Matches($section, '(?s)```powershell\r?\n(.+?)```') | ForEach-Object { $_.Groups[1].Value }
        $results, $failures, $inModule, $emulator = $blocks
        $count = @($blocks).Count
    }

    It 'has four blocks' -ForEach @{ Count = $count } {
        $Count | Should -Be 4
    }

    It 'mocks results' -ForEach @{ Block = $results } {
        . ([scriptblock]::Create($Block))

        (Get-Item -LiteralPath (Join-Path $TestDrive 'one.wav') | Send-MiniMaxPromptAudio).FileId | Should -Be 42
        (Get-MiniMaxFile).Purpose | Should -Be 'prompt_audio'
        (New-MiniMaxVoice narrator-01 -FileId 42).Kind | Should -Be 'Cloned'
    }

    It 'mocks an error, and a value for certain arguments' -ForEach @{ Block = $failures } {
        . ([scriptblock]::Create($Block))

        { Send-MiniMaxPromptAudio -Path 'whatever.wav' } | Should -Throw 'Too many requests.'
        Test-MiniMaxPromptAudio -Path 'whatever.wav' -Quiet | Should -BeFalse
        (Test-MiniMaxPromptAudio -Path 'whatever.wav').IsValid | Should -BeTrue
    }

    It 'mocks results for a module' -ForEach @{ Block = $inModule } {
        $module = New-Module -Name Recordings { function Publish-Recording { Send-MiniMaxPromptAudio -Path 'whatever.wav' } } | Import-Module -PassThru
        try {
            . ([scriptblock]::Create($Block))

            (Publish-Recording).FileId | Should -Be 42
        }
        finally {
            $module | Remove-Module
        }
    }

    Context 'with the emulator' {
        . ([scriptblock]::Create($emulator))

        It 'sends to it despite its faults' {
            $sent = Send-MiniMaxPromptAudio -LiteralPath (Join-Path $TestDrive 'one.wav') -RetryIntervalSec 0.01

            $sent.BaseUri | Should -Be $emulator.Address
            $sent.Attempts | Should -BeGreaterThan 1
        }
    }
}
