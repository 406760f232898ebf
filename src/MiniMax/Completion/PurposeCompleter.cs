namespace MiniMax.Completion;

/// <summary>Completes the purposes of files.</summary>
public sealed class PurposeCompleter : NameCompleter
{
    /// <summary>Creates a completer with the purposes of the service.</summary>
    public PurposeCompleter()
        : base([.. FilePurpose.Known, .. FilePurpose.Others])
    {
    }
}
