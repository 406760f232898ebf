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

    /// <summary>The stored file, if it is recorded: then nothing is sent.</summary>
    public RemoteFile? Recorded { get; }

    /// <summary>The time since which the file may be stored without a record, or null.</summary>
    public DateTimeOffset? UnknownSince { get; }

    /// <summary>Canceled when another run has taken over the content, because this one seemed to have ended.</summary>
    public CancellationToken TakenOver { get; }
}
