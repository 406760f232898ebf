namespace MiniMax.Commands;

/// <summary>Tells whether files will do as prompt audio, without sending anything.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MiniMaxPromptAudio", DefaultParameterSetName = "Path", HelpUri = HelpPages.BaseUri + "Test-MiniMaxPromptAudio")]
[OutputType(typeof(PromptAudioReport), typeof(bool))]
public sealed class TestMiniMaxPromptAudioCommand : TestAudioCommand
{
    private protected override AudioPurpose Purpose => AudioPurpose.PromptAudio;
}
