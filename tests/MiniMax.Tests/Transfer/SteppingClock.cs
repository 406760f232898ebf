using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>A clock on which each wait ends at once, after which the time has advanced by its duration.</summary>
internal class SteppingClock : TimeProvider
{
    /// <summary>Runs at the beginning of each wait.</summary>
    public Action<TimeSpan> OnWait { get; set; } = static _ => { };

    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            OnWait(dueTime);
            Now += dueTime;
            callback(state);
        }

        return new SpentTimer();
    }
}
