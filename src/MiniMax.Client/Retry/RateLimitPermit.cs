namespace MiniMax.Client.Retry;

/// <summary>The permission to send one request.</summary>
public readonly struct RateLimitPermit
{
    internal int Generation { get; init; }

    /// <summary>The number of requests in flight, including this one, when it was sent.</summary>
    internal int InFlight { get; init; }

    internal bool IsProbe { get; init; }
}
