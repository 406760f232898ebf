namespace MiniMax.Emulator.Traffic;

/// <summary>A snapshot of the counters. Requests to the control API do not count, but their connections do.</summary>
public sealed record EmulatorStats
{
    public long Requests { get; init; }

    public long Uploads { get; init; }

    public long UploadsStored { get; init; }

    public long Refused { get; init; }

    public long RateLimited { get; init; }

    public long Faulted { get; init; }

    public long Aborted { get; init; }

    public long BodyBytes { get; init; }

    /// <summary>Requests without a response yet.</summary>
    public int Concurrent { get; init; }

    public int MaxConcurrent { get; init; }

    /// <summary>Requests that a fault of kind hold delays.</summary>
    public int Held { get; init; }

    public int ConnectionsOpen { get; init; }

    public long ConnectionsTotal { get; init; }

    /// <summary>Files on the server.</summary>
    public int Files { get; init; }
}
