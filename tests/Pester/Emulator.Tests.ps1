BeforeAll {
    . $PSScriptRoot/Support.ps1
    $recording = New-Recording (Join-Path $TestDrive 'a.wav')
}

AfterAll {
    Stop-MiniMaxEmulator
    Disconnect-MiniMax
}

Describe 'Start-MiniMaxEmulator' -Tag 'Emulator' {
    AfterEach { Stop-MiniMaxEmulator }

    It 'gives a runbook a service to talk to' {
        $emulator = Start-MiniMaxEmulator -Connect
        $emulator | Should -BeOfType MiniMax.EmulatorProcess
        (Get-MiniMaxContext).BaseUri | Should -Be $emulator.Address
        ($recording | Send-MiniMaxPromptAudio).BaseUri | Should -Be $emulator.Address
    }

    It 'fails as it is told to' {
        $null = Start-MiniMaxEmulator -Connect -Fault RateLimited -Count 2
        ($recording | Send-MiniMaxPromptAudio -RetryIntervalSec 0.01).Attempts | Should -Be 3
    }

    It 'refuses a fault that it does not know, with the names that it does' {
        { Start-MiniMaxEmulator -Fault Nonsense } | Should -Throw '*ConnectionResetStored*'
    }

    It 'shows address and process in a table' {
        $emulator = Start-MiniMaxEmulator
        $text = $emulator | Out-String -Width 80
        $text | Should -Match "$($emulator.ProcessId)"
        $text | Should -Match ([regex]::Escape("$($emulator.Address)"))
    }

    It 'starts nothing with -WhatIf' {
        Start-MiniMaxEmulator -WhatIf | Should -BeNullOrEmpty
    }
}

Describe 'Stop-MiniMaxEmulator' -Tag 'Emulator' {
    It 'ends the process and the connection to it' {
        $emulator = Start-MiniMaxEmulator -Connect
        $emulator | Stop-MiniMaxEmulator
        Get-Process -Id $emulator.ProcessId -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-MiniMaxContext).ApiKey | Should -BeNullOrEmpty
    }

    It 'touches no process that this session did not start' {
        [MiniMax.EmulatorProcess]@{ ProcessId = $PID } | Stop-MiniMaxEmulator -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'EmulatorNotFound,*'
    }
}
