namespace MiniMax.Emulator.Traffic;

/// <summary>The counters and the requests, and the waiters who want to know when they change.</summary>
internal sealed class TrafficLog(int rememberedRequests)
{
    private readonly object _gate = new();
    private readonly Queue<ReceivedRequest> _requests = new();
    private readonly List<Waiter> _waiters = [];
    private EmulatorStats _stats = new();
    private long _number;

    public EmulatorStats Stats
    {
        get
        {
            lock (_gate)
                return _stats;
        }
    }

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            // Copies: the originals go on changing while they run.
            lock (_gate)
                return [.. _requests.Select(r => r with { })];
        }
    }

    public long NextNumber() => Interlocked.Increment(ref _number);

    public void Begin(ReceivedRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > rememberedRequests)
                _requests.Dequeue();
        }
        Change(s => s with
        {
            Requests = s.Requests + 1,
            Uploads = s.Uploads + (request.Endpoint == "upload" ? 1 : 0),
            Concurrent = s.Concurrent + 1,
            MaxConcurrent = Math.Max(s.MaxConcurrent, s.Concurrent + 1),
        });
    }

    /// <summary>Changes the counters, and under the same lock what belongs to them, then wakes whoever waited for it.</summary>
    public void Change(Func<EmulatorStats, EmulatorStats> change, Action? alongside = null)
    {
        lock (_gate)
        {
            alongside?.Invoke();
            _stats = change(_stats);
            for (int i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].TryComplete(_stats))
                    _waiters.RemoveAt(i);
            }
        }
    }

    public async Task<EmulatorStats> WhenAsync(Func<EmulatorStats, bool> condition, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(condition);
        lock (_gate)
        {
            if (!waiter.TryComplete(_stats))
                _waiters.Add(waiter);
        }
        try
        {
            return await waiter.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
                _waiters.Remove(waiter);
        }
    }

    /// <summary>Forgets all but what is going on at this moment.</summary>
    public void Reset()
    {
        lock (_gate)
            _requests.Clear();
        Change(s => new EmulatorStats
        {
            Concurrent = s.Concurrent,
            MaxConcurrent = s.Concurrent,
            Held = s.Held,
            ConnectionsOpen = s.ConnectionsOpen,
            ConnectionsTotal = s.ConnectionsOpen,
        });
    }

    private sealed class Waiter(Func<EmulatorStats, bool> condition)
    {
        // Continuations elsewhere: they must not run under the lock.
        private readonly TaskCompletionSource<EmulatorStats> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<EmulatorStats> Task => _completion.Task;

        public bool TryComplete(EmulatorStats stats)
        {
            try
            {
                return condition(stats) && _completion.TrySetResult(stats);
            }
#pragma warning disable CA1031 // The condition is the caller's: whatever it throws goes to the caller, not to the request that changed a counter.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return _completion.TrySetException(e);
            }
        }
    }
}
