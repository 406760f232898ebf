namespace MiniMax.Completion;

/// <summary>Completes the languages of transcripts.</summary>
public sealed class TranscriptLanguageCompleter() : NameCompleter(TranscriptionRules.Languages);
