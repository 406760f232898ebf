BeforeAll {
    . $PSScriptRoot/Support.ps1
    $emulator = Start-MiniMaxEmulator
    $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey }
    $greeting = New-Recording (Join-Path $TestDrive 'greeting.wav')
    $interview = New-Recording (Join-Path $TestDrive 'interview.wav') -Seconds 10
}

AfterAll {
    $emulator | Stop-MiniMaxEmulator
}

Describe 'Get-MiniMaxFile' -Tag 'File' {
    BeforeAll {
        Clear-Emulator $emulator
        $prompt = $greeting | Send-MiniMaxPromptAudio @account
        $source = $interview | Send-MiniMaxCloneAudio @account
    }

    It 'lists the uploaded files of all purposes' {
        $files = Get-MiniMaxFile @account
        $files | Should -BeOfType MiniMax.RemoteFile
        $files.FileId | Sort-Object | Should -Be ($prompt.FileId, $source.FileId | Sort-Object)
        $files.Purpose | Sort-Object | Should -Be @('prompt_audio', 'voice_clone')
    }

    It 'returns <Names> for <Parameters.Keys> <Parameters.Values>' -ForEach @(
        @{ Parameters = @{ Purpose = 'prompt_audio' }; Names = 'greeting.wav' }
        @{ Parameters = @{ Name = 'INTER*' }; Names = 'interview.wav' }
        @{ Parameters = @{ Name = 'g*.wav', 'i*.wav' }; Names = 'greeting.wav', 'interview.wav' }
        @{ Parameters = @{ Name = 'nope*' }; Names = @() }
    ) {
        @((Get-MiniMaxFile @account @Parameters -ErrorAction Stop).FileName | Sort-Object) | Should -Be $Names
    }

    It 'returns a file by its ID, which stays an integer' {
        $file = $prompt.FileId | Get-MiniMaxFile @account
        $file.FileId | Should -BeOfType long
        $file.FileId | Should -Be $prompt.FileId
        $file.Bytes | Should -Be $greeting.Length
    }

    It 'names an unknown ID and continues' {
        $files = 12, $prompt.FileId | Get-MiniMaxFile @account -ErrorAction SilentlyContinue -ErrorVariable failed
        $files.FileName | Should -Be 'greeting.wav'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameters,*'
        $failed[0].TargetObject | Should -Be 12
    }

    It 'shows IDs and names in a table' -Tag 'Format' {
        $text = Get-MiniMaxFile @account | Out-String -Width 80
        $text | Should -Match "$($prompt.FileId)"
        $text | Should -Match 'interview\.wav'
    }
}

Describe 'Save-MiniMaxFile' -Tag 'File' {
    BeforeAll {
        Clear-Emulator $emulator
        $prompt = $greeting | Send-MiniMaxPromptAudio @account
    }

    BeforeEach {
        $folder = Join-Path $TestDrive 'saved'
    }

    AfterEach {
        if (Test-Path -LiteralPath $folder) { Remove-Item -LiteralPath $folder -Recurse }
    }

    It 'saves the uploaded content to a folder that it creates' {
        $saved = Get-MiniMaxFile @account | Save-MiniMaxFile @account -Path "$folder/" -PassThru
        $saved | Should -BeOfType IO.FileInfo
        $saved.FullName | Should -Be (Join-Path $folder 'greeting.wav')
        (Get-FileHash -LiteralPath $saved.FullName).Hash | Should -Be $prompt.Sha256
    }

    It 'writes no output without -PassThru' {
        $prompt | Save-MiniMaxFile @account -Path "$folder/copy.wav" | Should -BeNullOrEmpty
        Get-Item -LiteralPath "$folder/copy.wav" | ForEach-Object Length | Should -Be $greeting.Length
    }

    It 'overwrites an existing file only with -Force' -Tag 'Error' {
        $path = New-Item -ItemType File -Path "$folder/greeting.wav" -Force -Value 'mine'
        $prompt | Save-MiniMaxFile @account -Path $folder -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        $failed[0].CategoryInfo.Category | Should -Be 'ResourceExists'
        Get-Content -LiteralPath $path.FullName | Should -Be 'mine'

        $prompt | Save-MiniMaxFile @account -Path $folder -Force
        Get-Item -LiteralPath $path.FullName | ForEach-Object Length | Should -Be $greeting.Length
    }

    It 'does not overwrite the first file of a batch with the second' -Tag 'Error' {
        $again = $greeting | Send-MiniMaxPromptAudio @account
        $saved = $prompt, $again | Save-MiniMaxFile @account -Path "$folder/" -Force -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
        $again | Remove-MiniMaxFile @account -Force
        @($saved).Count | Should -Be 1
        $failed[0].TargetObject | Should -Be $again.FileId
    }

    It 'writes nothing with -WhatIf' -Tag 'WhatIf' {
        $prompt | Save-MiniMaxFile @account -Path "$folder/" -WhatIf -PassThru | Should -BeNullOrEmpty
        Test-Path -LiteralPath $folder | Should -BeFalse
    }
}

Describe 'Remove-MiniMaxFile' -Tag 'File' {
    BeforeEach {
        Clear-Emulator $emulator
        $prompt = $greeting | Send-MiniMaxPromptAudio @account
        $source = $interview | Send-MiniMaxCloneAudio @account
    }

    It 'removes with <Way>' -ForEach @(
        @{ Way = '-Force'; Switches = @{ Force = $true } }
        @{ Way = '-Confirm:$false'; Switches = @{ Confirm = $false } }
    ) {
        $prompt | Remove-MiniMaxFile @account @Switches | Should -BeNullOrEmpty
        (Get-MiniMaxFile @account).FileId | Should -Be $source.FileId
    }

    It 'removes nothing with -WhatIf, even with -Force' -Tag 'WhatIf' {
        Get-MiniMaxFile @account | Remove-MiniMaxFile @account -WhatIf -Force
        @(Get-MiniMaxFile @account).Count | Should -Be 2
    }

    It 'removes nothing if the host cannot prompt' {
        { Invoke-Unattended Remove-MiniMaxFile ($account + @{ FileId = $prompt.FileId }) } | Should -Throw '*Permanently remove*'
        @(Get-MiniMaxFile @account).Count | Should -Be 2
    }

    It 'accepts the list of an earlier run' {
        $list = Join-Path $TestDrive 'uploads.csv'
        $prompt, $source | Export-Csv -LiteralPath $list -NoTypeInformation
        Import-Csv -LiteralPath $list | Remove-MiniMaxFile @account -Force
        Get-MiniMaxFile @account | Should -BeNullOrEmpty
    }

    It 'continues after a file that does not exist' -Tag 'Error' {
        12, $prompt.FileId, $source.FileId | Remove-MiniMaxFile @account -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        @($failed).Count | Should -Be 1
        $failed[0].TargetObject | Should -Be 12
        Get-MiniMaxFile @account | Should -BeNullOrEmpty
    }
}

Describe 'A runbook about files under test' -Tag 'Mock' {
    BeforeAll {
        # A typical runbook: it deletes prompt audio that is no longer needed.
        function Clear-Prompt {
            param([int] $Days)

            Get-MiniMaxFile -Purpose prompt_audio | Where-Object CreatedAt -LT ([DateTimeOffset]::UtcNow.AddDays(-$Days)) | Remove-MiniMaxFile -Force
        }
    }

    It 'removes the older of two mocked files' {
        Mock Get-MiniMaxFile {
            [MiniMax.RemoteFile]@{ FileId = 1; FileName = 'old.wav'; Purpose = 'prompt_audio'; CreatedAt = [DateTimeOffset]::UtcNow.AddDays(-40) }
            [MiniMax.RemoteFile]@{ FileId = 2; FileName = 'new.wav'; Purpose = 'prompt_audio'; CreatedAt = [DateTimeOffset]::UtcNow }
        }
        Mock Remove-MiniMaxFile { }

        Clear-Prompt -Days 30

        Should -Invoke Remove-MiniMaxFile -Times 1 -Exactly
        Should -Invoke Remove-MiniMaxFile -ParameterFilter { $FileId -eq 1 -and $Purpose -eq 'prompt_audio' -and $FileName -eq 'old.wav' }
    }
}
