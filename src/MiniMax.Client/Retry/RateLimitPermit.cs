namespace MiniMax.Client.Retry;

/// <summary>The permission to send one request.</summary>
public readonly struct RateLimitPermit
{
    internal RateLimitPermit(int generation, int inFlight, bool isProbe)
    {
        Generation = generation;
        InFlight = inFlight;
        IsProbe = isProbe;
    }

    internal int Generation { get; }

    /// <summary>The number of requests in flight, including this one, when it was sent.</summary>
    internal int InFlight { get; }

    internal bool IsProbe { get; }
}
