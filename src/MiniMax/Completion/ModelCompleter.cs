namespace MiniMax.Completion;

/// <summary>Completes the models that synthesize speech.</summary>
public sealed class ModelCompleter() : NameCompleter(VoiceRules.Models);
