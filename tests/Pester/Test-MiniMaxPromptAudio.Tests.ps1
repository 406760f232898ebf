BeforeAll {
    . $PSScriptRoot/Support.ps1
    $good = New-Recording (Join-Path $TestDrive 'good.wav')
    $long = New-Recording (Join-Path $TestDrive 'long.wav') -Seconds 8
}

Describe 'Test-MiniMaxPromptAudio' -Tag 'Test' {
    It 'reports a short recording as valid' {
        $report = $good | Test-MiniMaxPromptAudio
        $report | Should -BeOfType MiniMax.PromptAudioReport
        $report.IsValid | Should -BeTrue
        $report.Format | Should -Be 'Wav'
        $report.Duration | Should -Be ([timespan]::FromSeconds(0.5))
    }

    It 'reports exactly 8 s as too long' {
        $report = Test-MiniMaxPromptAudio $long.FullName
        $report.IsValid | Should -BeFalse
        $report.Findings[0].Code | Should -Be 'AudioTooLong'
        $report.Findings[0].Remedy | Should -Not -BeNullOrEmpty
    }

    It 'returns one Boolean for each file with -Quiet' {
        $good, $long | Test-MiniMaxPromptAudio -Quiet | Should -Be @($true, $false)
    }

    It 'continues after a file that does not exist' {
        $reports = Test-MiniMaxPromptAudio (Join-Path $TestDrive 'nope.wav'), $good.FullName -ErrorAction SilentlyContinue -ErrorVariable failed
        @($reports).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }
}

Describe 'Sound' -Tag 'Test' {
    BeforeAll {
        # Ten bursts of a tone and nine pauses, 0.3 s each: as loud as speech, or 40 dB below.
        function New-Sound([string] $Name, [double] $Amplitude) {
            $rate = 16000
            $samples = [byte[]]::new(2 * 5.7 * $rate)
            $wave = foreach ($i in 0..159) { [math]::Sin(2 * [math]::PI * $i / 40) }
            for ($i = 0; $i -lt $samples.Length / 2; $i++) {
                if ([math]::Floor($i / (0.3 * $rate)) % 2) { continue }
                $value = [BitConverter]::GetBytes([int16] (32767 * $Amplitude * $wave[$i % 160]))
                $samples[2 * $i] = $value[0]
                $samples[2 * $i + 1] = $value[1]
            }

            $stream = New-Object IO.MemoryStream
            $writer = New-Object IO.BinaryWriter $stream
            foreach ($part in 'RIFF', [int] (36 + $samples.Length), 'WAVEfmt ', 16, [int16] 1, [int16] 1, $rate, (2 * $rate), [int16] 2, [int16] 16, 'data', $samples.Length) {
                if ($part -is [string]) { $writer.Write([Text.Encoding]::ASCII.GetBytes($part)) } else { $writer.Write($part) }
            }

            $writer.Write($samples)
            $path = Join-Path $TestDrive $Name
            [IO.File]::WriteAllBytes($path, $stream.ToArray())
            $path
        }

        $clear = New-Sound 'clear.wav' 0.3
        $quiet = New-Sound 'quiet.wav' 0.003
    }

    It 'measures the levels of a recording, and does not warn about good ones' {
        $report = Test-MiniMaxPromptAudio $clear
        $report.Findings.Count | Should -Be 0
        $report.SpeechLevel | Should -BeGreaterThan -14
        $report.SpeechLevel | Should -BeLessThan -13
        $report.PeakLevel | Should -BeGreaterThan -11
        $report.SpeechShare | Should -BeGreaterThan 0.5
        $report.Loudness.Length | Should -Be 62
    }

    It 'warns about a quiet recording, which stays valid' {
        $report = Test-MiniMaxPromptAudio $quiet
        $report.IsValid | Should -BeTrue
        "$($report.Findings)" | Should -Be 'TooQuiet'
        $report.Findings[0].Severity | Should -Be 'Warning'
        $report.Findings[0].Remedy | Should -BeLike '*ffmpeg -i *loudnorm*'
        Test-MiniMaxPromptAudio $quiet -Quiet | Should -BeTrue
    }

    It 'warns about a prompt under 5 s' {
        "$((Test-MiniMaxPromptAudio $good).Findings)" | Should -Match 'ShortPrompt'
    }
}

Describe 'Ways to name a file' -Tag 'Binding' {
    BeforeAll {
        $folder = Join-Path $TestDrive 'names'
        $null = New-Item -ItemType Directory -Path $folder
        $bracket = New-Recording (Join-Path $folder 'take[1].wav') -Seconds 1
        $plain = New-Recording (Join-Path $folder 'take1.wav') -Seconds 2
    }

    It '<Way> names <Names>' -ForEach @(
        @{ Way = 'a FileInfo from the pipeline'; Names = 'take[1].wav', 'take1.wav'; Test = { Get-ChildItem -LiteralPath $folder | Test-MiniMaxPromptAudio } }
        @{ Way = 'a string from the pipeline'; Names = 'take1.wav'; Test = { $plain.FullName | Test-MiniMaxPromptAudio } }
        @{ Way = 'a wildcard'; Names = 'take[1].wav', 'take1.wav'; Test = { Test-MiniMaxPromptAudio "$folder/take*.wav" } }
        @{ Way = '-LiteralPath'; Names = 'take[1].wav'; Test = { Test-MiniMaxPromptAudio -LiteralPath $bracket.FullName } }
        @{ Way = 'the property PSPath'; Names = 'take[1].wav'; Test = { Get-Item -LiteralPath $bracket.FullName | Select-Object PSPath | Test-MiniMaxPromptAudio } }
        @{ Way = 'the property Path'; Names = 'take1.wav'; Test = { [pscustomobject]@{ Path = $plain.FullName } | Test-MiniMaxPromptAudio } }
        @{ Way = '-InputObject'; Names = 'take[1].wav', 'take1.wav'; Test = { Test-MiniMaxPromptAudio -InputObject $bracket, $plain } }
    ) {
        (& $Test).Name | Sort-Object | Should -Be ($Names | Sort-Object)
    }

    It 'does not interpret [1] in the name of a FileInfo or a report as a wildcard' {
        (Get-Item -LiteralPath $bracket.FullName | Test-MiniMaxPromptAudio).Duration | Should -Be ([timespan]::FromSeconds(1))
        (Get-Item -LiteralPath $bracket.FullName | Test-MiniMaxPromptAudio | Test-MiniMaxPromptAudio).Duration | Should -Be ([timespan]::FromSeconds(1))
    }

    It 'accepts a path relative to the current folder' {
        Push-Location -LiteralPath $folder
        try { (Test-MiniMaxPromptAudio take1.wav).Path | Should -Be $plain.FullName }
        finally { Pop-Location }
    }
}

Describe 'Formats' -Tag 'Format' {
    It 'show a report as a row with its verdict, duration and finding' {
        $text = $good, $long | Test-MiniMaxPromptAudio | Out-String -Width 120
        $text | Should -Match 'warning.* 0.500 s'
        $text | Should -Match 'refused.* 8.000 s.*AudioTooLong'
    }

    It 'never truncate an ID' {
        $file = [MiniMax.UploadedFile]@{ FileId = [long]::MaxValue; FileName = 'a.wav'; Bytes = 2048; Duration = [timespan]::FromSeconds(7.9999) }
        $text = $file | Out-String -Width 80
        $text | Should -Match '9223372036854775807'
        $text | Should -Match ([regex]::Escape((7.999).ToString('0.000') + ' s'))
    }
}
