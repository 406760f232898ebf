BeforeAll {
    . $PSScriptRoot/Support.ps1
    $emulator = Start-MiniMaxEmulator
    $folder = Join-Path $TestDrive 'jobs'
    $null = New-Item -ItemType Directory -Path $folder
    1..12 | ForEach-Object { $null = New-Recording (Join-Path $folder "$_.wav") -Seconds (0.1 * $_) }
}

AfterAll {
    Get-Job | Where-Object Name -Like 'upload*' | Remove-Job -Force
    $emulator | Stop-MiniMaxEmulator
}

Describe 'Jobs on one folder and one checkpoint' -Tag 'Jobs' {
    It 'send each file once, and each job returns all IDs' {
        $manifest = Join-Path (Get-Module MiniMax).ModuleBase 'MiniMax.psd1'
        $account = @{ BaseUri = $emulator.Address; ApiKey = $emulator.ApiKey; CheckpointPath = (Join-Path $folder 'uploads.jsonl') }
        $jobs = 1..3 | ForEach-Object {
            Start-Job -Name "upload$_" -ScriptBlock {
                Import-Module $using:manifest
                $common = $using:account
                Get-ChildItem -Path $using:folder -Filter *.wav | Send-MiniMaxPromptAudio @common
            }
        }
        $sent = $jobs | Wait-Job | Receive-Job

        @($sent).Count | Should -Be 36
        @($sent.FileId | Sort-Object -Unique).Count | Should -Be 12
        @($sent | Where-Object Origin -EQ Uploaded).Count | Should -Be 12
        (Get-EmulatorStatistic $emulator).uploads | Should -Be 12
    }
}
