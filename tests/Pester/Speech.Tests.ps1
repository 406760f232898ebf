BeforeAll {
    . $PSScriptRoot/Support.ps1
    $emulator = Start-MiniMaxEmulator
    $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
    $greeting = New-Recording (Join-Path $TestDrive 'greeting.wav') -Seconds 3
    $interview = New-Recording (Join-Path $TestDrive 'interview.wav') -Seconds 10
    $service = @{ VoiceId = 'English_Graceful_Lady' }

    # Sets the transcript of a recording in the emulator.
    function Set-Transcript {
        param([string] $FileName, [string] $Transcript, [int] $Speakers = 1)

        $facts = ConvertTo-Json @{ fileName = $FileName; transcript = $Transcript; speakers = $Speakers }
        $null = Invoke-RestMethod -Method Post -Uri ([uri]::new($emulator.Address, '/_emulator/audio')) -Body $facts -ContentType 'application/json' -UseBasicParsing
    }
}

AfterAll {
    $emulator | Stop-MiniMaxEmulator
}

Describe 'ConvertTo-MiniMaxTranscript' -Tag 'Transcript' {
    BeforeEach {
        Clear-Emulator $emulator
        Set-Transcript greeting.wav 'Good morning. How are you?'
    }

    It 'transcribes a recording' {
        $transcript = $greeting | ConvertTo-MiniMaxTranscript -Language en @account
        $transcript | Should -BeOfType MiniMax.Transcript
        $transcript.Path | Should -Be $greeting.FullName
        $transcript.Text | Should -Be 'Good morning. How are you?'
        $transcript.PromptText | Should -Be $transcript.Text
        $transcript.Duration | Should -Be ([timespan]::FromSeconds(3))
        $transcript.Speakers | Should -Be 1
        $transcript.Segments.Text | Should -Be @('Good morning.', 'How are you?')
        $transcript.TraceId | Should -Not -BeNullOrEmpty
    }

    It 'warns about <Case>' -ForEach @(
        @{ Case = 'silence'; Text = ''; Speakers = 1; Warning = 'no speech' }
        @{ Case = 'two speakers'; Text = 'Hello. Hello.'; Speakers = 2; Warning = '2 speakers' }
    ) {
        Set-Transcript greeting.wav $Text $Speakers
        $transcript = $greeting | ConvertTo-MiniMaxTranscript @account -WarningVariable warnings -WarningAction SilentlyContinue
        $transcript.Text | Should -Be $Text
        "$warnings" | Should -Match $Warning
    }

    It 'rejects a file that is not a recording and continues' -Tag 'Error' {
        $notes = Join-Path $TestDrive 'notes.mp3'
        Set-Content -LiteralPath $notes -Value '%PDF-1.7'
        $transcript = ConvertTo-MiniMaxTranscript $notes, $greeting.FullName @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $transcript.Path | Should -Be $greeting.FullName
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AudioTypeNotSupported,*'
        (Get-EmulatorStatistic $emulator).requests | Should -Be 1
    }

    It 'retries after a lost response' {
        Add-EmulatorFault $emulator @{ kind = 'ConnectionResetStored'; endpoint = 'speech_to_text'; count = 1 }
        ($greeting | ConvertTo-MiniMaxTranscript @account -RetryIntervalSec 0.01).Text | Should -Be 'Good morning. How are you?'
    }

    It 'sends nothing with -WhatIf' -Tag 'WhatIf' {
        $greeting | ConvertTo-MiniMaxTranscript @account -WhatIf | Should -BeNullOrEmpty
        (Get-EmulatorStatistic $emulator).requests | Should -Be 0
    }
}

Describe 'ConvertTo-MiniMaxSpeech' -Tag 'Speech' {
    BeforeEach { Clear-Emulator $emulator }

    It 'saves <Format>' -ForEach @(@{ Format = 'mp3' }, @{ Format = 'wav' }) {
        $path = Join-Path $TestDrive "speech/order.$Format"
        $speech = ConvertTo-MiniMaxSpeech 'Your order is on its way.' @service -OutFile $path @account
        $speech | Should -BeOfType MiniMax.Speech
        $speech.Path | Should -Be $path
        $speech.VoiceId | Should -Be 'English_Graceful_Lady'
        $speech.Characters | Should -Be 25
        $speech.Duration | Should -Be (Test-MiniMaxPromptAudio $path).Duration
    }

    It 'overwrites a file only with -Force' -Tag 'Error' {
        $path = Join-Path $TestDrive 'there.mp3'
        Set-Content -LiteralPath $path -Value 'mine'
        ConvertTo-MiniMaxSpeech 'Hello.' @service -OutFile $path @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        (Get-EmulatorStatistic $emulator).requests | Should -Be 0
        (ConvertTo-MiniMaxSpeech 'Hello.' @service -OutFile $path @account -Force).Path | Should -Be $path
    }

    It 'is not requested again after a lost response' -Tag 'Error' {
        Add-EmulatorFault $emulator @{ kind = 'ConnectionResetStored'; endpoint = 't2a_v2' }
        $path = Join-Path $TestDrive 'lost.mp3'
        ConvertTo-MiniMaxSpeech 'Hello.' @service -OutFile $path @account -ErrorAction SilentlyContinue -ErrorVariable failed
        "$($failed[0])" | Should -BeLike '*billed*'
        (Get-EmulatorStatistic $emulator).requests | Should -Be 1
        Test-Path -LiteralPath $path | Should -BeFalse
    }

    It 'warns about incomplete audio' {
        Add-EmulatorFault $emulator @{ kind = 'AudioFragment' }
        $null = ConvertTo-MiniMaxSpeech ('Your order is on its way. ' * 10) @service -OutFile (Join-Path $TestDrive 'part.mp3') @account -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'may be incomplete'
    }

    It 'explains why a voice may not exist' -Tag 'Error' {
        ConvertTo-MiniMaxSpeech 'Hello.' -VoiceId nobody-01 -OutFile (Join-Path $TestDrive 'no.mp3') @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'VoiceNotFound,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match '7 days'
    }

    It 'creates nothing with -WhatIf' -Tag 'WhatIf' {
        ConvertTo-MiniMaxSpeech 'Hello.' @service -OutFile (Join-Path $TestDrive 'if.mp3') @account -WhatIf | Should -BeNullOrEmpty
        (Get-EmulatorStatistic $emulator).requests | Should -Be 0
    }
}

Describe 'From a prompt to speech with a voice' -Tag 'Voice' {
    It 'is one pipeline' {
        Clear-Emulator $emulator
        Set-Transcript greeting.wav 'Good morning. This is my voice.'
        $prompt = $greeting | Send-MiniMaxPromptAudio @account
        $source = $interview | Send-MiniMaxCloneAudio @account
        $voice = ConvertTo-MiniMaxTranscript $prompt.Path @account |
            New-MiniMaxVoice narrator-01 -FileId $source.FileId -PromptFileId $prompt.FileId @account
        Get-MiniMaxVoice -Kind Cloned @account | Should -BeNullOrEmpty

        $speech = $voice | ConvertTo-MiniMaxSpeech 'Your order is on its way.' -OutFile (Join-Path $TestDrive 'narrator.mp3') @account

        Test-Path -LiteralPath $speech.Path | Should -BeTrue
        (Get-MiniMaxVoice -Kind Cloned @account).VoiceId | Should -Be 'narrator-01'
    }
}

Describe 'A runbook about speech under test' -Tag 'Mock' {
    BeforeAll {
        # A typical runbook: it synthesizes speech from a folder of texts.
        function Publish-Speech {
            param([string] $Folder)

            Get-ChildItem -LiteralPath $Folder -Filter *.txt | ForEach-Object {
                Get-Content -LiteralPath $_.FullName -Raw | ConvertTo-MiniMaxSpeech -VoiceId narrator-01 -OutFile "$($_.FullName).mp3"
            }
        }
    }

    It 'runs with mocked results and without a key' {
        Set-Content -LiteralPath (Join-Path $TestDrive 'news.txt') -Value 'Good news.'
        Mock ConvertTo-MiniMaxSpeech { [MiniMax.Speech]@{ Path = $OutFile; VoiceId = $VoiceId } }
        Mock ConvertTo-MiniMaxTranscript { [MiniMax.Transcript]@{ Text = 'Good news.'; Segments = @([MiniMax.TranscriptSegment]@{ Text = 'Good news.' }) } }

        (Publish-Speech -Folder $TestDrive).VoiceId | Should -Be 'narrator-01'
        (ConvertTo-MiniMaxTranscript -LiteralPath (Join-Path $TestDrive 'x.wav')).Segments[0].Text | Should -Be 'Good news.'

        Should -Invoke ConvertTo-MiniMaxSpeech -Times 1 -Exactly -ParameterFilter { $Text -like 'Good news.*' }
    }
}
