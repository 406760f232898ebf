namespace MiniMax.Emulator.Traffic;

/// <summary>The counters at one moment. Requests to the control API are not counted, connections are.</summary>
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

    /// <summary>Requests that have begun and have no answer yet.</summary>
    public int Concurrent { get; init; }

    public int MaxConcurrent { get; init; }

    /// <summary>Requests that a fault of kind hold keeps waiting.</summary>
    public int Held { get; init; }

    public int ConnectionsOpen { get; init; }

    public long ConnectionsTotal { get; init; }

    /// <summary>Files stored now.</summary>
    public int Files { get; init; }
}
