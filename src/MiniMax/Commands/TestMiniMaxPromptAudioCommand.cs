namespace MiniMax.Commands;

/// <summary>Tests whether files are valid prompt audio, without a request.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MiniMaxPromptAudio", DefaultParameterSetName = "Path", HelpUri = HelpPages.BaseUri + "Test-MiniMaxPromptAudio")]
[OutputType(typeof(PromptAudioReport), typeof(bool))]
public sealed class TestMiniMaxPromptAudioCommand : TestAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.PromptAudio;
}
