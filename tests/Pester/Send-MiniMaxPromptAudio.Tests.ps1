BeforeAll {
    . $PSScriptRoot/Support.ps1
    $emulator = Start-MiniMaxEmulator
    $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
}

AfterAll {
    $emulator | Stop-MiniMaxEmulator
}

Describe 'Send-MiniMaxPromptAudio' -Tag 'Send' {
    BeforeEach {
        $null = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'send')
        $files = 1..3 | ForEach-Object { New-Recording (Join-Path $TestDrive "send/$_.wav") -Seconds (0.1 * $_) }
        $before = Get-EmulatorStatistic $emulator
    }

    AfterEach {
        Remove-Item -LiteralPath (Join-Path $TestDrive 'send') -Recurse
    }

    It 'returns an object with an ID for every file' {
        $sent = $files | Send-MiniMaxPromptAudio @account
        @($sent).Count | Should -Be 3
        $sent | Should -BeOfType MiniMax.UploadedFile
        $sent.FileId | Should -BeOfType long
        @($sent.FileId | Sort-Object -Unique).Count | Should -Be 3
        $sent.Origin | Should -Be @('Uploaded', 'Uploaded', 'Uploaded')
    }

    It 'sends nothing with -WhatIf' -Tag 'WhatIf' {
        $files | Send-MiniMaxPromptAudio @account -WhatIf | Should -BeNullOrEmpty
        (Get-EmulatorStatistic $emulator).uploads | Should -Be $before.uploads
    }

    It 'continues after an invalid file' -Tag 'Error' {
        $null = New-Recording $files[1].FullName -Seconds 9
        $sent = $files | Send-MiniMaxPromptAudio @account -ErrorAction SilentlyContinue -ErrorVariable failed
        @($sent).Count | Should -Be 2
        @($failed).Count | Should -Be 1
        $failed[0].TargetObject | Should -BeOfType IO.FileInfo
        $failed[0].TargetObject.Name | Should -Be '2.wav'
    }

    It 'stops with the pipeline' -Tag 'Stop' {
        $first = $files | Send-MiniMaxPromptAudio @account -ThrottleLimit 1 | Select-Object -First 1
        @($first).Count | Should -Be 1
        # Requests in progress ended with the cmdlet, and do not affect the next command.
        @($files | Send-MiniMaxPromptAudio @account).Count | Should -Be 3
    }

    It 'sends no file twice with a checkpoint' -Tag 'Checkpoint' {
        $checkpoint = Join-Path $TestDrive 'send/uploads.jsonl'
        $once = $files | Send-MiniMaxPromptAudio @account -CheckpointPath $checkpoint
        $between = Get-EmulatorStatistic $emulator
        $twice = $files | Send-MiniMaxPromptAudio @account -CheckpointPath $checkpoint

        $twice.Origin | Should -Be @('Checkpoint', 'Checkpoint', 'Checkpoint')
        $twice.FileId | Sort-Object | Should -Be ($once.FileId | Sort-Object)
        (Get-EmulatorStatistic $emulator).uploads | Should -Be $between.uploads
    }

    It 'returns objects that Export-Clixml preserves' -Tag 'Format' {
        $path = Join-Path $TestDrive 'send/sent.xml'
        $sent = $files[0] | Send-MiniMaxPromptAudio @account
        $sent | Export-Clixml -LiteralPath $path
        $read = Import-Clixml -LiteralPath $path
        $read.FileId | Should -Be $sent.FileId
        ($read | Out-String) | Should -Match '1\.wav'
    }
}

Describe 'Errors' -Tag 'Error' {
    BeforeAll {
        $recording = New-Recording (Join-Path $TestDrive 'error.wav')
        $null = New-Recording (Join-Path $TestDrive 'long.wav') -Seconds 8
        [IO.File]::WriteAllText((Join-Path $TestDrive 'text.wav'), 'no audio at all')
        [IO.File]::WriteAllBytes((Join-Path $TestDrive 'empty.wav'), @())
    }

    It '<File> is <Id>, <Category>' -ForEach @(
        @{ File = 'nope.wav'; Id = 'FileNotFound'; Category = 'ObjectNotFound' }
        @{ File = 'long.wav'; Id = 'AudioTooLong'; Category = 'LimitsExceeded' }
        @{ File = 'text.wav'; Id = 'AudioTypeNotSupported'; Category = 'InvalidType' }
        @{ File = 'empty.wav'; Id = 'FileEmpty'; Category = 'InvalidData' }
    ) {
        Send-MiniMaxPromptAudio -LiteralPath (Join-Path $TestDrive $File) @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failed[0].CategoryInfo.Category | Should -Be $Category
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failed[0].Exception | Should -BeOfType MiniMax.MiniMaxException
    }

    It 'ends the cmdlet for a rejected key' {
        { $recording | Send-MiniMaxPromptAudio -BaseUri $emulator.Address -ApiKey 'wrong-key-0123456789' } |
            Should -Throw -ErrorId 'InvalidApiKey,*' -ExceptionType ([MiniMax.MiniMaxException])
    }

    It 'reports a missing key before a request' {
        { $recording | Send-MiniMaxPromptAudio -BaseUri $emulator.Address } | Should -Throw -ErrorId 'ApiKeyMissing,*'
    }

    It 'rejects plain HTTP to another machine' {
        { $recording | Send-MiniMaxPromptAudio -BaseUri 'http://192.0.2.1' -ApiKey 'some-key' } | Should -Throw -ErrorId 'InsecureAddress,*'
    }
}

Describe 'Keys' -Tag 'Key' {
    It 'are not shown anywhere' {
        $secret = 'wrong-0123456789abcdefghijklmnop'
        $recording = New-Recording (Join-Path $TestDrive 'key.wav')
        $said = & {
            try { $recording | Send-MiniMaxPromptAudio -BaseUri $emulator.Address -ApiKey $secret -Verbose -Debug *>&1 }
            catch { $_ }
        }
        $context = Connect-MiniMax -ApiKey $secret -BaseUri $emulator.Address -SkipTest
        Disconnect-MiniMax

        $text = @($said) + $context + $Error | Get-AllText
        $text -join '' | Should -Match 'InvalidApiKey'
        $text -join '' | Should -Not -Match $secret
    }
}
