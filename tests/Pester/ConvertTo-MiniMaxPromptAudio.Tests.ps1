BeforeAll {
    . $PSScriptRoot/Support.ps1
    $raw = Join-Path $TestDrive 'raw'
    $null = New-Item -ItemType Directory -Path $raw
    $long = New-Recording (Join-Path $raw 'long.wav') -Seconds 20
    $short = New-Recording (Join-Path $raw 'short.wav') -Seconds 2
}

Describe 'ConvertTo-MiniMaxPromptAudio' -Tag 'Convert' {
    It 'creates valid files and does not change the recordings' {
        $before = (Get-FileHash -LiteralPath $long.FullName).Hash
        $out = Join-Path $TestDrive 'all'

        $made = Get-ChildItem -LiteralPath $raw -Filter *.wav | ConvertTo-MiniMaxPromptAudio -Destination $out

        @($made).Count | Should -Be 2
        $made | Should -BeOfType MiniMax.ConvertedAudio
        Get-ChildItem -LiteralPath $out -File | Test-MiniMaxPromptAudio -Quiet | Should -Be @($true, $true)
        (Get-FileHash -LiteralPath $long.FullName).Hash | Should -Be $before
    }

    It 'keeps <Duration> s from <Start> s' -ForEach @(
        @{ Start = 2.5; Duration = 3; Parameters = @{ Start = 2.5; Duration = 3 } }
        @{ Start = 2.5; Duration = 3; Parameters = @{ Start = [timespan]::FromSeconds(2.5); Duration = [timespan]::FromSeconds(3) } }
        @{ Start = 2.5; Duration = 3; Parameters = @{ Start = '0:02.5'; Duration = '0:03' } }
    ) {
        $made = $long | ConvertTo-MiniMaxPromptAudio @Parameters -Destination (Join-Path $TestDrive 'part') -Force
        $made.Start | Should -Be ([timespan]::FromSeconds($Start))
        $made.Duration | Should -Be ([timespan]::FromSeconds($Duration))
        $made.IsCut | Should -BeTrue
    }

    It 'copies valid recordings' {
        $made = $short | ConvertTo-MiniMaxPromptAudio -Destination (Join-Path $TestDrive 'copy')
        $made.IsCut | Should -BeFalse
        (Get-FileHash -LiteralPath $made.Path).Hash | Should -Be (Get-FileHash -LiteralPath $short.FullName).Hash
    }

    It 'writes results next to the recordings under another name' {
        ($long | ConvertTo-MiniMaxPromptAudio -Force).Path | Should -Be (Join-Path $raw 'long-prompt.wav')
        Remove-Item -LiteralPath (Join-Path $raw 'long-prompt.wav')
    }

    It 'does not overwrite a file without -Force' {
        $out = Join-Path $TestDrive 'twice'
        $null = $long | ConvertTo-MiniMaxPromptAudio -Destination $out
        $long | ConvertTo-MiniMaxPromptAudio -Destination $out -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        $failed[0].TargetObject.FullName | Should -Be $long.FullName
        $long | ConvertTo-MiniMaxPromptAudio -Destination $out -Force | Should -Not -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf' {
        $out = Join-Path $TestDrive 'whatif'
        $long | ConvertTo-MiniMaxPromptAudio -Destination $out -WhatIf
        Test-Path -LiteralPath $out | Should -BeFalse
    }

    It 'continues after a start that is after the end' {
        $made = $short, $long | ConvertTo-MiniMaxPromptAudio -Start 10 -Destination (Join-Path $TestDrive 'start') -ErrorAction SilentlyContinue -ErrorVariable failed
        @($made).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'StartAfterEnd,*'
    }

    It 'shows the kept part in a line' {
        $text = $long | ConvertTo-MiniMaxPromptAudio -Destination (Join-Path $TestDrive 'list') | Format-List | Out-String -Width 80
        $text | Should -Match '\[[^\]]+\]'
        $text | Should -Match 'SourceDuration : 20'
    }
}

Describe 'ConvertTo-MiniMaxPromptAudio without ffmpeg' -Tag 'Convert' {
    It 'names the missing program' {
        $file = Join-Path $TestDrive 'other.flac'
        [IO.File]::WriteAllBytes($file, [Text.Encoding]::ASCII.GetBytes('fLaC' + 'x' * 1000))
        $path = $env:PATH
        try {
            $env:PATH = $TestDrive
            ConvertTo-MiniMaxPromptAudio $file -ErrorAction SilentlyContinue -ErrorVariable failed
        }
        finally { $env:PATH = $path }

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'FfmpegMissing,*'
        $failed[0].Exception.Message | Should -Match 'FLAC'
    }
}
