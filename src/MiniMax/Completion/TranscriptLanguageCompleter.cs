namespace MiniMax.Completion;

/// <summary>Completes the languages that are transcribed.</summary>
public sealed class TranscriptLanguageCompleter : NameCompleter
{
    /// <summary>Knows the languages of the service.</summary>
    public TranscriptLanguageCompleter()
        : base(TranscriptionRules.Languages)
    {
    }
}
