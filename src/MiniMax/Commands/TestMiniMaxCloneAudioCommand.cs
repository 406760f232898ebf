namespace MiniMax.Commands;

/// <summary>Tests whether files are valid recordings to clone a voice from, without a request.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MiniMaxCloneAudio", DefaultParameterSetName = "Path", HelpUri = HelpPages.BaseUri + "Test-MiniMaxCloneAudio")]
[OutputType(typeof(CloneAudioReport), typeof(bool))]
public sealed class TestMiniMaxCloneAudioCommand : TestAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.CloneAudio;
}
