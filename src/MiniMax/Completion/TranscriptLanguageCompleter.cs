namespace MiniMax.Completion;

/// <summary>Completes the languages of transcripts.</summary>
public sealed class TranscriptLanguageCompleter : NameCompleter
{
    /// <summary>Creates a completer with the languages of the service.</summary>
    public TranscriptLanguageCompleter()
        : base(TranscriptionRules.Languages)
    {
    }
}
