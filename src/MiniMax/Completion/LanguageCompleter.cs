namespace MiniMax.Completion;

/// <summary>Completes the languages of -LanguageBoost.</summary>
public sealed class LanguageCompleter : NameCompleter
{
    /// <summary>Creates a completer with the languages of the service.</summary>
    public LanguageCompleter()
        : base(VoiceRules.Languages)
    {
    }
}
