BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    # On Linux, names that differ only in case are two files.
    $types = @(
        @{ Type = 'UploadedFile'; One = @{ FileId = 1; FileName = 'a.wav' }; Other = @{ FileId = 2; FileName = 'a.wav' }; Text = 'a.wav (1)' }
        @{ Type = 'RemoteFile'; One = @{ FileId = 1; FileName = 'a.wav' }; Other = @{ FileId = 2; FileName = 'a.wav' }; Text = 'a.wav (1)' }
        @{ Type = 'PromptAudioReport'; One = @{ Path = '/in/a.wav' }; Other = @{ Path = '/in/A.wav' }; Text = '/in/a.wav' }
        @{ Type = 'PromptAudioFinding'; One = @{ Code = 'AudioTooLong'; Message = '9 s' }; Other = @{ Code = 'AudioTooLong'; Message = '8 s' }; Text = 'AudioTooLong' }
        @{ Type = 'ConvertedAudio'; One = @{ Path = '/out/a.wav' }; Other = @{ Path = '/out/A.wav' }; Text = '/out/a.wav' }
        @{ Type = 'Transcript'; One = @{ Path = '/in/a.wav' }; Other = @{ Path = '/in/A.wav' }; Text = '/in/a.wav' }
        @{ Type = 'Speech'; One = @{ Path = '/out/a.mp3' }; Other = @{ Path = '/out/A.mp3' }; Text = '/out/a.mp3' }
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

    It 'identifies itself as a string' {
        "$first" | Should -BeExactly $Text
    }

    It 'is distinguished from another by Select-Object -Unique' {
        @($first, $second, $again | Select-Object -Unique) | Should -HaveCount 2
    }

    It 'is distinguished from another by Sort-Object -Unique' {
        @($second, $first, $again | Sort-Object -Unique) | Should -HaveCount 2
    }

    It 'is distinguished from another by Compare-Object' {
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

    It 'have no codes in strict mode if there are none' {
        @($valid.Findings.Code) | Should -HaveCount 0
        @($valid.Findings.Message) | Should -HaveCount 0
    }

    It 'have one code each' {
        $invalid.Findings.Code | Should -Be 'AudioTooLong'
        @($valid, $invalid | Where-Object { $_.Findings.Code -contains 'AudioTooLong' }) | Should -Be $invalid
    }
}

Describe 'A result of a mock' {
    BeforeAll {
        $emulator = Start-MiniMaxEmulator
        $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
        $stored = New-Recording (Join-Path $TestDrive 'a.wav') | Send-MiniMaxPromptAudio @account
    }

    AfterAll { $emulator | Stop-MiniMaxEmulator }

    It 'binds to Save-MiniMaxFile and Remove-MiniMaxFile by its ID alone' {
        [MiniMax.UploadedFile]@{ FileId = $stored.FileId } | Save-MiniMaxFile @account -Path (Join-Path $TestDrive 'saved.wav')
        [MiniMax.UploadedFile]@{ FileId = $stored.FileId } | Remove-MiniMaxFile @account -Force
        Test-Path -LiteralPath (Join-Path $TestDrive 'saved.wav') | Should -BeTrue
        Get-MiniMaxFile @account | Should -BeNullOrEmpty
    }

    It 'binds to Remove-MiniMaxVoice if it is a voice' {
        [MiniMax.Voice]@{ VoiceId = 'narrator-01' } | Remove-MiniMaxVoice @account -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameters,*'
    }
}

# Windows PowerShell requires a machine policy for a constrained runspace.
Describe 'A view in ConstrainedLanguage' -Skip:($PSEdition -ne 'Core') {
    BeforeAll {
        $state = [initialsessionstate]::CreateDefault2()
        $state.LanguageMode = 'ConstrainedLanguage'
        $state.ImportPSModule((Join-Path (Get-Module MiniMax).ModuleBase 'MiniMax.psd1'))
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        $time = [DateTimeOffset]::new(2026, 5, 4, 12, 0, 0, [timespan]::Zero)
        $length = [timespan]::FromMilliseconds(3615)
        $items = @{
            UploadedFile      = [MiniMax.UploadedFile]@{ FileId = 42; FileName = "a$([char]0x1B)b.wav"; Bytes = 159480; Duration = $length; CreatedAt = $time; Purpose = 'prompt_audio' }
            RemoteFile        = [MiniMax.RemoteFile]@{ FileId = 42; FileName = 'a.wav'; Bytes = 159480; CreatedAt = $time; Purpose = 'prompt_audio' }
            PromptAudioReport = [MiniMax.PromptAudioReport]@{ Name = 'a.wav'; Length = 159480; Duration = $length; Codec = 'PCM'; IsValid = $true }
            ConvertedAudio    = [MiniMax.ConvertedAudio]@{ Name = 'a.wav'; Path = '/out/a.wav'; Length = 159480; Duration = $length }
            Voice             = [MiniMax.Voice]@{ VoiceId = 'narrator-01'; CreatedAt = $time }
        }
    }

    AfterAll { $runspace.Dispose() }

    It 'of a <Type> shows <Shown>' -ForEach @(
        @{ Type = 'UploadedFile'; Shown = '155.7 KB', '00:03.615', 'a?b.wav', 'prompt_audio' }
        @{ Type = 'RemoteFile'; Shown = '155.7 KB', '2026-05-0', 'a.wav', 'prompt_audio' }
        @{ Type = 'PromptAudioReport'; Shown = 'valid', '155.7 KB', '00:03.615', 'a.wav', 'PCM' }
        @{ Type = 'ConvertedAudio'; Shown = '155.7 KB', '00:03.615', 'a.wav' }
        @{ Type = 'Voice'; Shown = 'narrator-01', '2026-05-04' }
    ) {
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $shell.AddScript('param($Item) $Item | Format-Table | Out-String -Width 200; $Item | Format-List | Out-String -Width 200; "errors: $($Error.Count)"').AddArgument($items[$Type]) | Out-Null
        $text = $shell.Invoke() -join ''
        $shell.Dispose()
        $Shown | ForEach-Object { $text | Should -BeLike "*$([WildcardPattern]::Escape($_))*" }
        $text | Should -BeLike '*errors: 0*'
    }
}
