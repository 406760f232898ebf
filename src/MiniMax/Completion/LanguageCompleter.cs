namespace MiniMax.Completion;

/// <summary>Completes the languages of -LanguageBoost.</summary>
public sealed class LanguageCompleter() : NameCompleter(VoiceRules.Languages);
