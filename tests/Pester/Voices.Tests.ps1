BeforeAll {
    . $PSScriptRoot/Support.ps1
    $emulator = Start-MiniMaxEmulator
    $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
    $greeting = New-Recording (Join-Path $TestDrive 'greeting.wav')
    $interview = New-Recording (Join-Path $TestDrive 'interview.wav') -Seconds 10

    # The emulator lists a clone after its first use for speech.
    function Use-Voice {
        $null = ConvertTo-MiniMaxSpeech 'Hello.' -VoiceId narrator-01 -OutFile (Join-Path $TestDrive 'used.mp3') -Force @account
    }
}

AfterAll {
    $emulator | Stop-MiniMaxEmulator
}

Describe 'Recordings for cloning' -Tag 'Clone' {
    It '<Seconds> s is <Verdict>' -ForEach @(
        @{ Seconds = 9.999; Verdict = 'AudioTooShort' }
        @{ Seconds = 10; Verdict = '' }
        @{ Seconds = 300; Verdict = '' }
        @{ Seconds = 300.001; Verdict = 'AudioTooLong' }
    ) {
        $report = New-Recording (Join-Path $TestDrive 'length.wav') -Seconds $Seconds | Test-MiniMaxCloneAudio
        $report | Should -BeOfType MiniMax.CloneAudioReport
        $report.IsValid | Should -Be ($Verdict -eq '')
        "$($report.Findings | Where-Object { $_.Severity -eq 'Error' })" | Should -Be $Verdict
    }

    It 'rejects a prompt with a remedy' -Tag 'Error' {
        $sent = $greeting, $interview | Send-MiniMaxCloneAudio @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $sent.Purpose | Should -Be 'voice_clone'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AudioTooShort,*'
        $failed[0].CategoryInfo.Category | Should -Be 'LimitsExceeded'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Send-MiniMaxPromptAudio'
    }
}

Describe 'New-MiniMaxVoice' -Tag 'Voice' {
    BeforeEach {
        Clear-Emulator $emulator
        $prompt = $greeting | Send-MiniMaxPromptAudio @account
        $source = $interview | Send-MiniMaxCloneAudio @account
        $before = Get-EmulatorStatistic $emulator
    }

    It 'creates a voice that expires after 7 days unless it is used' {
        $voice = $source | New-MiniMaxVoice narrator-01 -PromptFileId $prompt.FileId -PromptText 'Good morning.' @account
        $voice | Should -BeOfType MiniMax.Voice
        $voice.Kind | Should -Be 'Cloned'
        $voice.FileId | Should -Be $source.FileId
        $voice.PromptFileId | Should -Be $prompt.FileId
        $voice.ExpiresAt - $voice.CreatedAt | Should -Be ([timespan]::FromDays(7))
        Use-Voice
        (Get-MiniMaxVoice narrator-01 @account).ExpiresAt | Should -BeNullOrEmpty
    }

    It 'saves the preview' {
        $path = Join-Path $TestDrive 'previews/narrator-01.mp3'
        $voice = $source | New-MiniMaxVoice narrator-01 -Text 'Hello.' -Model speech-2.8-hd -OutFile $path @account
        $voice.PreviewPath | Should -Be $path
        (Get-Item -LiteralPath $path).Length | Should -BeGreaterThan 0
    }

    It 'creates nothing with -WhatIf' -Tag 'WhatIf' {
        $source | New-MiniMaxVoice narrator-01 @account -WhatIf | Should -BeNullOrEmpty
        (Get-EmulatorStatistic $emulator).requests | Should -Be $before.requests
    }

    It 'rejects <Because> and sends nothing' -Tag 'Error' -ForEach @(
        @{ Because = 'an id that is too short'; Id = 'short'; More = @{}; Text = '*has 5 characters; 8 to 256*' }
        @{ Because = 'an id that begins with a digit'; Id = '1st-narrator'; More = @{}; Text = "*begins with '1'*" }
        @{ Because = 'a prompt without its text'; Id = 'narrator-01'; More = @{ PromptFileId = 7 }; Text = '*requires -PromptText*' }
        @{ Because = 'a text without its prompt'; Id = 'narrator-01'; More = @{ PromptText = 'Good morning.' }; Text = '*requires -PromptFileId*' }
        @{ Because = 'a transcript without punctuation'; Id = 'narrator-01'; More = @{ PromptFileId = 7; PromptText = 'Good morning' }; Text = '*end with punctuation*' }
        @{ Because = 'a preview without a model'; Id = 'narrator-01'; More = @{ Text = 'Hello.' }; Text = '*requires a model*' }
    ) {
        $source | New-MiniMaxVoice $Id @More @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameters,*'
        $failed[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        "$($failed[0])" | Should -BeLike $Text
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        (Get-EmulatorStatistic $emulator).requests | Should -Be $before.requests
    }

    It 'reports by its code that an ID exists' -Tag 'Error' {
        $null = $source | New-MiniMaxVoice narrator-01 @account
        $source | New-MiniMaxVoice narrator-01 @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ApiError,*'
        $failed[0].Exception.ApiCode | Should -Be 2039
        $failed[0].TargetObject | Should -Be 'narrator-01'
    }

    It 'creates no voice twice after a lost response' {
        Add-EmulatorFault $emulator @{ kind = 'ConnectionResetStored'; endpoint = 'voice_clone'; count = 1 }
        $voice = $source | New-MiniMaxVoice narrator-01 @account -RetryIntervalSec 0.01 -WarningVariable warnings -WarningAction SilentlyContinue
        $voice.VoiceId | Should -Be 'narrator-01'
        "$warnings" | Should -Match 'the response was lost'
        Use-Voice
        @(Get-MiniMaxVoice -Kind Cloned @account).Count | Should -Be 1
    }

    It 'continues after an invalid line of a list' {
        $lines = 'narrator-01', 'bad', 'narrator-03' | ForEach-Object { [pscustomobject]@{ VoiceId = $_; FileId = "$($source.FileId)" } }
        $voices = $lines | New-MiniMaxVoice @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $voices.VoiceId | Should -Be @('narrator-01', 'narrator-03')
        @($failed).Count | Should -Be 1
    }
}

Describe 'Get-MiniMaxVoice' -Tag 'Voice' {
    BeforeAll {
        Clear-Emulator $emulator
        $null = $interview | Send-MiniMaxCloneAudio @account | New-MiniMaxVoice narrator-01 @account
        Use-Voice
    }

    It 'lists the voices of the service and those of the account' {
        $voices = Get-MiniMaxVoice @account
        $voices | Should -BeOfType MiniMax.Voice
        $voices.Kind | Sort-Object -Unique | Should -Be @('System', 'Cloned')
    }

    It 'accepts a kind and a pattern' {
        (Get-MiniMaxVoice -Kind Cloned @account).VoiceId | Should -Be 'narrator-01'
        (Get-MiniMaxVoice NARR* @account).VoiceId | Should -Be 'narrator-01'
        Get-MiniMaxVoice nobody* @account -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'names the missing voice' -Tag 'Error' {
        $voices = Get-MiniMaxVoice nobody-01, narrator-01 @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $voices.VoiceId | Should -Be 'narrator-01'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'VoiceNotFound,*'
        $failed[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failed[0].TargetObject | Should -Be 'nobody-01'
    }

    It 'shows IDs in a table' -Tag 'Format' {
        Get-MiniMaxVoice -Kind Cloned @account | Out-String -Width 80 | Should -Match 'Cloned .*narrator-01'
    }
}

Describe 'Remove-MiniMaxVoice' -Tag 'Voice' {
    BeforeEach {
        Clear-Emulator $emulator
        $voice = $interview | Send-MiniMaxCloneAudio @account | New-MiniMaxVoice narrator-01 @account
        Use-Voice
    }

    It 'removes with <Way>, and keeps the recording' -ForEach @(
        @{ Way = '-Force'; Switches = @{ Force = $true } }
        @{ Way = '-Confirm:$false'; Switches = @{ Confirm = $false } }
    ) {
        $voice | Remove-MiniMaxVoice @account @Switches | Should -BeNullOrEmpty
        Get-MiniMaxVoice -Kind Cloned @account | Should -BeNullOrEmpty
        (Get-MiniMaxFile @account).FileId | Should -Be $voice.FileId
    }

    It 'removes nothing with -WhatIf, even with -Force' -Tag 'WhatIf' {
        $voice | Remove-MiniMaxVoice @account -WhatIf -Force
        (Get-MiniMaxVoice -Kind Cloned @account).VoiceId | Should -Be 'narrator-01'
    }

    It 'removes nothing if the host cannot prompt' {
        { Invoke-Unattended Remove-MiniMaxVoice ($account + @{ VoiceId = 'narrator-01' }) } | Should -Throw '*Permanently remove*'
        (Get-MiniMaxVoice -Kind Cloned @account).VoiceId | Should -Be 'narrator-01'
    }

    It 'removes listed voices, but no system voice' -Tag 'Error' {
        Get-MiniMaxVoice @account | Remove-MiniMaxVoice @account -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        (Get-MiniMaxVoice @account).Kind | Sort-Object -Unique | Should -Be 'System'
        @($failed).Count | Should -Be @(Get-MiniMaxVoice -Kind System @account).Count
    }

    It 'removes the recording of a voice, too, on request' {
        $voice | Remove-MiniMaxFile @account -Force
        Get-MiniMaxFile @account | Should -BeNullOrEmpty
    }
}

Describe 'A runbook about voices under test' -Tag 'Mock' {
    BeforeAll {
        # A typical runbook: it lists the clones that expire soon.
        function Get-ExpiringVoice {
            param([string] $Folder)

            $voices = Get-ChildItem -LiteralPath $Folder -Filter interview*.wav | Send-MiniMaxCloneAudio | ForEach-Object { New-MiniMaxVoice "voice-$($_.FileId)" -FileId $_.FileId }
            $voices | Where-Object ExpiresAt -LT ([DateTimeOffset]::UtcNow.AddDays(8)) | ForEach-Object VoiceId
        }
    }

    It 'runs with mocked results and without a key' {
        Mock Send-MiniMaxCloneAudio { [MiniMax.UploadedFile]@{ FileId = 42; FileName = 'interview.wav'; Purpose = 'voice_clone' } }
        Mock New-MiniMaxVoice { [MiniMax.Voice]@{ VoiceId = $VoiceId; Kind = 'Cloned'; FileId = $FileId; ExpiresAt = [DateTimeOffset]::UtcNow.AddDays(7) } }

        Get-ExpiringVoice -Folder $TestDrive | Should -Be 'voice-42'

        Should -Invoke New-MiniMaxVoice -Times 1 -Exactly -ParameterFilter { $FileId -eq 42 }
    }

    It 'handles a mocked error' {
        Mock Send-MiniMaxCloneAudio { [MiniMax.UploadedFile]@{ FileId = 42 } }
        Mock New-MiniMaxVoice { throw [MiniMax.MiniMaxException]::new('ApiError', 'The id is taken.', 'Choose another.') }

        { Get-ExpiringVoice -Folder $TestDrive } | Should -Throw 'The id is taken.' -ExceptionType ([MiniMax.MiniMaxException])
    }
}
