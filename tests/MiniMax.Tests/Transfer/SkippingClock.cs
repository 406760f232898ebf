namespace MiniMax.Tests.Transfer;

/// <summary>A clock on which a short wait ends at once and takes its duration; long ones end at a tick.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly List<Wait> _long = [];
    private TimeSpan _now;

    /// <summary>Runs during each wait, with the elapsed time.</summary>
    public Action<TimeSpan> Meanwhile { get; set; } = static _ => { };

    public TimeSpan Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    /// <summary>Ends the current long waits.</summary>
    public void Tick()
    {
        Advance(s_long);
        Wait[] due;
        lock (_lock)
        {
            due = [.. _long];
            _long.Clear();
        }

        Array.ForEach(due, t => t.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Wait(this, () => callback(state));
        if (dueTime >= s_long)
        {
            lock (_lock)
            {
                _long.Add(timer);
            }
        }
        else if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Task.Run(() =>
            {
                Advance(dueTime);
                try
                {
                    Meanwhile(Now);
                }
                finally
                {
                    timer.Fire();
                }
            });
        }

        return timer;
    }

    private sealed class Wait(SkippingClock clock, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._long.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
