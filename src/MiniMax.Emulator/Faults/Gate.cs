using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Faults;

/// <summary>Where requests wait that a fault of kind hold keeps back, first come, first released.</summary>
internal sealed class Gate
{
    private readonly object _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();

    public async Task WaitAsync(Exchange exchange)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.AddLast(released);
        exchange.HeldChanged(+1);
        try
        {
            await released.Task.WaitAsync(exchange.Aborted);
        }
        finally
        {
            lock (_gate)
                _waiting.Remove(released);
            exchange.HeldChanged(-1);
        }
    }

    public void Release(int count)
    {
        lock (_gate)
        {
            for (; count > 0 && _waiting.First is { } first; count--)
            {
                _waiting.RemoveFirst();
                first.Value.TrySetResult();
            }
        }
    }
}
