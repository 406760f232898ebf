BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    # Names that differ in case alone are two files on Linux.
    $types = @(
        @{ Type = 'UploadedFile'; One = @{ FileId = 1; FileName = 'a.wav' }; Other = @{ FileId = 2; FileName = 'a.wav' }; Text = 'a.wav (1)' }
        @{ Type = 'RemoteFile'; One = @{ FileId = 1; FileName = 'a.wav' }; Other = @{ FileId = 2; FileName = 'a.wav' }; Text = 'a.wav (1)' }
        @{ Type = 'PromptAudioReport'; One = @{ Path = '/in/a.wav' }; Other = @{ Path = '/in/A.wav' }; Text = '/in/a.wav' }
        @{ Type = 'PromptAudioFinding'; One = @{ Code = 'AudioTooLong'; Message = '9 s' }; Other = @{ Code = 'AudioTooLong'; Message = '8 s' }; Text = 'AudioTooLong' }
        @{ Type = 'ConvertedAudio'; One = @{ Path = '/out/a.wav' }; Other = @{ Path = '/out/A.wav' }; Text = '/out/a.wav' }
        @{ Type = 'Voice'; One = @{ VoiceId = 'narrator-01' }; Other = @{ VoiceId = 'Narrator-01' }; Text = 'narrator-01' }
        @{ Type = 'Context'; One = @{ BaseUri = 'https://api.minimax.io/'; ApiKey = '****abcd' }; Other = @{ BaseUri = 'https://api.minimax.cn/' }; Text = 'https://api.minimax.io/ (****abcd)' }
        @{ Type = 'EmulatorProcess'; One = @{ Address = 'http://127.0.0.1:1/' }; Other = @{ Address = 'http://127.0.0.1:2/' }; Text = 'http://127.0.0.1:1/' }
    )
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
}

Describe 'A <Type>' -ForEach $types {
    BeforeAll {
        $class = "MiniMax.$Type" -as [type]
        $first = New-Object -TypeName $class -Property $One
        $second = New-Object -TypeName $class -Property $Other
        $again = New-Object -TypeName $class -Property $One
    }

    It 'says in a string which one it is' {
        "$first" | Should -BeExactly $Text
    }

    It 'is told from another one by Select-Object -Unique' {
        @($first, $second, $again | Select-Object -Unique) | Should -HaveCount 2
    }

    It 'is told from another one by Sort-Object -Unique' {
        @($second, $first, $again | Sort-Object -Unique) | Should -HaveCount 2
    }

    It 'is told from another one by Compare-Object' {
        @(Compare-Object -ReferenceObject $first, $second -DifferenceObject $again).InputObject | Should -Be $second
        Compare-Object -ReferenceObject $first -DifferenceObject $again | Should -BeNullOrEmpty
    }
}

Describe 'The findings of a report' {
    BeforeAll {
        Set-StrictMode -Version Latest
        $valid = [MiniMax.PromptAudioReport]@{ Path = '/in/a.wav'; IsValid = $true }
        $invalid = [MiniMax.PromptAudioReport]@{ Path = '/in/b.wav'; Findings = @([MiniMax.PromptAudioFinding]@{ Code = 'AudioTooLong'; Message = '9 s' }) }
    }

    It 'have no code in strict mode where there are none' {
        @($valid.Findings.Code) | Should -HaveCount 0
        @($valid.Findings.Message) | Should -HaveCount 0
    }

    It 'have a code each' {
        $invalid.Findings.Code | Should -Be 'AudioTooLong'
        @($valid, $invalid | Where-Object { $_.Findings.Code -contains 'AudioTooLong' }) | Should -Be $invalid
    }
}

Describe 'A made-up result of a mock' {
    BeforeAll {
        $emulator = Start-MiniMaxEmulator
        $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
        $stored = New-Recording (Join-Path $TestDrive 'a.wav') | Send-MiniMaxPromptAudio @account
    }

    AfterAll { $emulator | Stop-MiniMaxEmulator }

    It 'goes on into Save-MiniMaxFile and Remove-MiniMaxFile with its ID alone' {
        [MiniMax.UploadedFile]@{ FileId = $stored.FileId } | Save-MiniMaxFile @account -Path (Join-Path $TestDrive 'saved.wav')
        [MiniMax.UploadedFile]@{ FileId = $stored.FileId } | Remove-MiniMaxFile @account -Force
        Test-Path -LiteralPath (Join-Path $TestDrive 'saved.wav') | Should -BeTrue
        Get-MiniMaxFile @account | Should -BeNullOrEmpty
    }

    It 'of a voice is one that can be removed' {
        [MiniMax.Voice]@{ VoiceId = 'narrator-01' } | Remove-MiniMaxVoice @account -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameters,*'
    }
}
