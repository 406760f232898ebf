namespace MiniMax.Commands;

/// <summary>Validates audio files, uploads them as recordings to clone voices from, and returns their IDs.</summary>
[Cmdlet(VerbsCommunications.Send, "MiniMaxCloneAudio", DefaultParameterSetName = "Path", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Send-MiniMaxCloneAudio")]
[OutputType(typeof(UploadedFile))]
public sealed class SendMiniMaxCloneAudioCommand : SendAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.CloneAudio;
}
