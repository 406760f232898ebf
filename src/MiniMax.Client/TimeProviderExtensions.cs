namespace MiniMax.Client;

internal static class TimeProviderExtensions
{
    /// <summary>The time since a fixed moment; it never runs backward.</summary>
    public static TimeSpan Now(this TimeProvider time) => time.GetElapsedTime(0);

    /// <summary>Waits; for <see cref="Timeout.InfiniteTimeSpan"/>, until it is canceled. Timers count whole milliseconds, and one that fires early would have to be set again.</summary>
    public static Task WaitAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
#if NET
        return Task.Delay(rounded, time, cancellationToken);
#else
        return time.Delay(rounded, cancellationToken);
#endif
    }

    public static CancellationTokenSource CreateTimeout(this TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif
}
