namespace MiniMax.Emulator.RateLimits;

/// <summary>How a rate limit gives back what was used.</summary>
public enum RateLimitMode
{
    /// <summary>Evenly over the window; a whole window's worth may be used at once after a rest.</summary>
    TokenBucket,

    /// <summary>All at once when a window ends; a window begins with its first request.</summary>
    FixedWindow,
}
