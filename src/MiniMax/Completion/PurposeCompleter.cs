namespace MiniMax.Completion;

/// <summary>Completes what files are kept for.</summary>
public sealed class PurposeCompleter : NameCompleter
{
    /// <summary>Knows the purposes of the service.</summary>
    public PurposeCompleter()
        : base([.. FilePurpose.Known, .. FilePurpose.Others])
    {
    }
}
