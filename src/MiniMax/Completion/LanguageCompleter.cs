namespace MiniMax.Completion;

/// <summary>Completes the languages that can be told beforehand.</summary>
public sealed class LanguageCompleter : NameCompleter
{
    /// <summary>Knows the languages of the service.</summary>
    public LanguageCompleter()
        : base(VoiceRules.Languages)
    {
    }
}
