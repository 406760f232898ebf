namespace MiniMax.Tests.Support;

/// <summary>The timer of a clock on which waits end at once.</summary>
internal sealed class SpentTimer : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period) => false;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
