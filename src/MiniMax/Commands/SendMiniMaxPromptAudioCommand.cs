namespace MiniMax.Commands;

/// <summary>Validates audio files, uploads them as prompt audio, and returns their IDs.</summary>
[Cmdlet(VerbsCommunications.Send, "MiniMaxPromptAudio", DefaultParameterSetName = "Path", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Send-MiniMaxPromptAudio")]
[OutputType(typeof(UploadedFile))]
public sealed class SendMiniMaxPromptAudioCommand : SendAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.PromptAudio;
}
