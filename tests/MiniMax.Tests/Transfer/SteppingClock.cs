namespace MiniMax.Tests.Transfer;

/// <summary>A clock on which a wait is over at once, and which has then moved on by as much.</summary>
internal sealed class SteppingClock : Clock
{
    private TimeSpan _now;

    public override TimeSpan Now => _now;

    public void Advance(double seconds) => _now += TimeSpan.FromSeconds(seconds);

    public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time == Timeout.InfiniteTimeSpan)
        {
            return Task.Delay(time, cancellationToken);
        }

        _now += time;
        return Task.CompletedTask;
    }
}
