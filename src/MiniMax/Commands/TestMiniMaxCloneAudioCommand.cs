namespace MiniMax.Commands;

/// <summary>Tells whether files will do as the recording that a voice is cloned from, without sending anything.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MiniMaxCloneAudio", DefaultParameterSetName = "Path", HelpUri = HelpPages.BaseUri + "Test-MiniMaxCloneAudio")]
[OutputType(typeof(CloneAudioReport), typeof(bool))]
public sealed class TestMiniMaxCloneAudioCommand : TestAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.CloneAudio;
}
