namespace MiniMax.Commands;

/// <summary>Checks audio files, uploads them as recordings to clone voices from and gives their ids.</summary>
[Cmdlet(VerbsCommunications.Send, "MiniMaxCloneAudio", DefaultParameterSetName = "Path", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Send-MiniMaxCloneAudio")]
[OutputType(typeof(UploadedFile))]
public sealed class SendMiniMaxCloneAudioCommand : SendAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.CloneAudio;
}
