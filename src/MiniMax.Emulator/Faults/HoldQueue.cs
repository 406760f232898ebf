namespace MiniMax.Emulator.Faults;

/// <summary>The requests that a fault of kind hold delays until a test releases them, in the order of their arrival.</summary>
internal sealed class HoldQueue
{
    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();

    /// <summary>Enters the queue before it returns its task, which completes on release.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.AddLast(released);
        }

        try
        {
            await released.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                _waiting.Remove(released);
            }
        }
    }

    public void Release(int count)
    {
        lock (_lock)
        {
            for (; count > 0 && _waiting.First is { } first; count--)
            {
                _waiting.RemoveFirst();
                first.Value.TrySetResult();
            }
        }
    }
}
