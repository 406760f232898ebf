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

    It 'provides a service for a runbook' {
        $emulator = Start-MiniMaxEmulator -Connect
        $emulator | Should -BeOfType MiniMax.EmulatorProcess
        (Get-MiniMaxContext).BaseUri | Should -Be $emulator.Address
        ($recording | Send-MiniMaxPromptAudio).BaseUri | Should -Be $emulator.Address
    }

    It 'fails with the given faults' {
        $null = Start-MiniMaxEmulator -Connect -Fault RateLimited -Count 2
        ($recording | Send-MiniMaxPromptAudio -RetryIntervalSec 0.01).Attempts | Should -Be 3
    }

    It 'rejects an unknown fault and lists the known names' {
        { Start-MiniMaxEmulator -Fault Nonsense } | Should -Throw '*ConnectionResetStored*'
    }

    It 'shows the address and the process in a table' {
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
    It 'stops the process and disconnects from it' {
        $emulator = Start-MiniMaxEmulator -Connect
        $emulator | Stop-MiniMaxEmulator
        Get-Process -Id $emulator.ProcessId -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-MiniMaxContext).ApiKey | Should -BeNullOrEmpty
    }

    It 'does not stop a process that this session did not start' {
        [MiniMax.EmulatorProcess]@{ ProcessId = $PID } | Stop-MiniMaxEmulator -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'EmulatorNotFound,*'
    }
}
