namespace MiniMax.Client;

/// <summary>Extensions of <see cref="TimeProvider"/> for the client.</summary>
internal static class TimeProviderExtensions
{
    /// <summary>The time since a fixed moment; it never runs backward.</summary>
    public static TimeSpan Now(this TimeProvider time) => time.GetElapsedTime(0);

    /// <summary>Waits. Timers count whole milliseconds, and one that fires early would have to be set again.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="delay">The duration; <see cref="Timeout.InfiniteTimeSpan"/> waits until it is canceled.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    public static Task WaitAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
#if NET
        return Task.Delay(rounded, time, cancellationToken);
#else
        return time.Delay(rounded, cancellationToken);
#endif
    }

    /// <summary>Cancels after a time.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="delay">The duration.</param>
    public static CancellationTokenSource CreateTimeout(this TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif
}
