namespace MiniMax.Completion;

/// <summary>Completes the models that read a preview.</summary>
public sealed class ModelCompleter : NameCompleter
{
    /// <summary>Knows the models of the service.</summary>
    public ModelCompleter()
        : base(VoiceRules.Models)
    {
    }
}
