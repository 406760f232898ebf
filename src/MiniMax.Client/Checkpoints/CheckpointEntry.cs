namespace MiniMax.Client.Checkpoints;

/// <summary>The result of registering a content: upload it, or return a recorded file.</summary>
internal readonly struct CheckpointEntry
{
    public CheckpointEntry(RemoteFile? recorded, DateTimeOffset? unknownSince, CancellationToken takenOver)
    {
        Recorded = recorded;
        UnknownSince = unknownSince;
        TakenOver = takenOver;
    }

    /// <summary>The stored file, if it is recorded: nothing is to be sent.</summary>
    public RemoteFile? Recorded { get; }

    /// <summary>Since when it may be stored without being recorded, or null.</summary>
    public DateTimeOffset? UnknownSince { get; }

    /// <summary>Canceled when another run has taken over the content, because this one seemed to be gone.</summary>
    public CancellationToken TakenOver { get; }
}
