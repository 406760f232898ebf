using System.Diagnostics;

namespace MiniMax.Client;

/// <summary>Time, as something that a simulation can replace.</summary>
public class Clock
{
    /// <summary>The system's monotonic clock.</summary>
    public static Clock System { get; } = new();

    /// <summary>Time since some fixed moment; it never runs back.</summary>
    public virtual TimeSpan Now => TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    /// <summary>The time of day, which may run back.</summary>
    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>Waits.</summary>
    /// <param name="time">How long; <see cref="Timeout.InfiniteTimeSpan"/> waits until it is cancelled.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    public virtual Task Delay(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
