namespace MiniMax.Tests.Transfer;

/// <summary>A clock on which a short wait passes at once, and takes the time that it asked for; long ones end at a tick.</summary>
internal sealed class SkippingClock : Clock
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private TaskCompletionSource _tick = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _now;

    /// <summary>What else happens while somebody waits, with the time that has passed.</summary>
    public Action<TimeSpan> Meanwhile { get; set; } = static _ => { };

    public override TimeSpan Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    /// <summary>Ends the long waits of this moment.</summary>
    public void Tick()
    {
        Advance(s_long);
        lock (_lock)
        {
            _tick.SetResult();
            _tick = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public override async Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time >= s_long)
        {
            Task tick;
            lock (_lock)
            {
                tick = _tick.Task;
            }

            await tick.WaitAsync(cancellationToken);
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        Advance(time);
        Meanwhile(Now);
    }
}
