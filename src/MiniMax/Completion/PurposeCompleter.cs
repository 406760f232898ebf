namespace MiniMax.Completion;

/// <summary>Completes the purposes of files.</summary>
public sealed class PurposeCompleter() : NameCompleter([.. FilePurpose.Known, .. FilePurpose.Others]);
