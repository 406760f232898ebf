namespace MiniMax.Client.Retry;

/// <summary>The number of retries and their delays: exponential backoff with full jitter.</summary>
/// <param name="maximumRetryCount">The maximum number of retries, 0 or more.</param>
/// <param name="interval">The maximum delay before the first retry; it doubles with each retry.</param>
/// <param name="random">Returns the share of the maximum delay, from 0 to 1; null for a random share.</param>
public sealed class RetryPolicy(int maximumRetryCount, TimeSpan interval, Func<double>? random = null)
{
    /// <summary>The maximum delay without Retry-After.</summary>
    public static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(60);

    /// <summary>The maximum Retry-After that is honored.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    private readonly Func<double> _random = random ?? NextRandom;

    /// <summary>The maximum number of retries.</summary>
    public int MaximumRetryCount { get; } = maximumRetryCount;

    /// <summary>The maximum delay before the first retry.</summary>
    public TimeSpan Interval { get; } = interval;

    /// <summary>Returns the delay before a retry.</summary>
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="retryAfter">The Retry-After of the response, if any; it is honored up to <see cref="MaxRetryAfter"/>.</param>
    public TimeSpan DelayBefore(int retry, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked)
        {
            // A little later than requested, and not all requests at the same moment.
            return Min(asked, MaxRetryAfter) + TimeSpan.FromSeconds(_random() * Math.Min(0.25, Interval.TotalSeconds));
        }

        double ceiling = Math.Min(MaxBackoff.TotalSeconds, Interval.TotalSeconds * Math.Pow(2, retry - 1));
        return TimeSpan.FromSeconds(_random() * ceiling);
    }

    // Stryker disable once equality: of two equal times, either is the minimum.
    internal static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

#pragma warning disable CA5394 // Jitter keeps no secret.
#if NET
    private static double NextRandom() => Random.Shared.NextDouble();
#else
    private static readonly Random s_random = new();

    private static double NextRandom()
    {
        lock (s_random)
        {
            return s_random.NextDouble();
        }
    }
#endif
#pragma warning restore CA5394
}
