@{
    RootModule             = 'MiniMax.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = 'efb9bcfb-511f-4f49-b287-4ea6ec1a7b73'
    Author                 = 'MiniMax for PowerShell contributors'
    CompanyName            = 'MiniMax for PowerShell contributors'
    Copyright              = '(c) MiniMax for PowerShell contributors. MIT License.'
    Description            = 'Validates and trims audio files, and uploads them to MiniMax as prompt audio for voice cloning, from the pipeline: Get-ChildItem *.wav | Send-MiniMaxPromptAudio'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('MiniMax.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Connect-MiniMax'
        'ConvertTo-MiniMaxPromptAudio'
        'ConvertTo-MiniMaxSpeech'
        'ConvertTo-MiniMaxTranscript'
        'Disconnect-MiniMax'
        'Get-MiniMaxContext'
        'Get-MiniMaxFile'
        'Get-MiniMaxVoice'
        'New-MiniMaxVoice'
        'Remove-MiniMaxFile'
        'Remove-MiniMaxVoice'
        'Save-MiniMaxFile'
        'Send-MiniMaxCloneAudio'
        'Send-MiniMaxPromptAudio'
        'Start-MiniMaxEmulator'
        'Stop-MiniMaxEmulator'
        'Test-MiniMaxCloneAudio'
        'Test-MiniMaxPromptAudio'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('MiniMax', 'VoiceCloning', 'TextToSpeech', 'Audio', 'Upload', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://platform.minimax.io/docs'
            ReleaseNotes = 'First release: validates prompt audio to the exact sample, trims longer recordings, uploads files with retries, recovery of lost responses and a checkpoint, and includes an emulator of the service for the tests of runbooks.'
        }
    }
}
