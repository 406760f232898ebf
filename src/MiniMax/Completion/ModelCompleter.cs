namespace MiniMax.Completion;

/// <summary>Completes the models that synthesize speech.</summary>
public sealed class ModelCompleter : NameCompleter
{
    /// <summary>Creates a completer with the models of the service.</summary>
    public ModelCompleter()
        : base(VoiceRules.Models)
    {
    }
}
