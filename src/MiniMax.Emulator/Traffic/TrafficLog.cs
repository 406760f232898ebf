namespace MiniMax.Emulator.Traffic;

/// <summary>The counters and the requests, and the tests that wait for them to change.</summary>
internal sealed class TrafficLog(int rememberedRequests)
{
    // Ordinary requests have about a thousand characters, so that only a log of very large ones is shorter.
    private const long MaxCharacters = 32 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new();
    private readonly List<Waiter> _waiters = [];
    private volatile EmulatorStats _stats = new();
    private long _number;
    private long _characters;

    public EmulatorStats Stats => _stats;

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            // Copies: the originals change while the requests run.
            lock (_lock)
            {
                return [.. _requests.Select(r => r with { })];
            }
        }
    }

    public long NextNumber() => Interlocked.Increment(ref _number);

    public void Begin(ReceivedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            request.LoggedCharacters = 0;
            AddCharacters(request, request.Path.Length + request.Query.Length + ReceivedHeader.Characters(request.Headers));
        }

        Change(s => s with
        {
            Requests = s.Requests + 1,
            Uploads = s.Uploads + (request.Endpoint == "upload" ? 1 : 0),
            Concurrent = s.Concurrent + 1,
            MaxConcurrent = Math.Max(s.MaxConcurrent, s.Concurrent + 1),
        });
    }

    /// <summary>Changes the counters, and the request under the same lock, then completes the waits whose condition is met.</summary>
    public void Change(Func<EmulatorStats, EmulatorStats> change, Action? changeRequest = null)
    {
        lock (_lock)
        {
            changeRequest?.Invoke();
            _stats = change(_stats);
            _waiters.RemoveAll(w => w.TryComplete(_stats));
        }
    }

    /// <summary>Counts characters of a request, and removes the oldest requests if there are too many of either. Called under the lock.</summary>
    public void AddCharacters(ReceivedRequest request, long characters)
    {
        if (request.LoggedCharacters is null)
        {
            return;
        }

        request.LoggedCharacters += characters;
        _characters += characters;
        while (_requests.Count > rememberedRequests || (_characters > MaxCharacters && _requests.Count > 1))
        {
            ReceivedRequest oldest = _requests.Dequeue();
            _characters -= oldest.LoggedCharacters ?? 0;
            oldest.LoggedCharacters = null;
        }
    }

    public async Task<EmulatorStats> WhenAsync(Func<EmulatorStats, bool> condition, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(condition);
        lock (_lock)
        {
            if (!waiter.TryComplete(_stats))
            {
                _waiters.Add(waiter);
            }
        }

        try
        {
            return await waiter.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    /// <summary>Removes the requests, and resets the counters except those of running requests and open connections.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            foreach (ReceivedRequest request in _requests)
            {
                request.LoggedCharacters = null;
            }

            _requests.Clear();
            _characters = 0;
        }

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
        // Asynchronous continuations: they must not run under the lock.
        private readonly TaskCompletionSource<EmulatorStats> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<EmulatorStats> Task => _completion.Task;

        public bool TryComplete(EmulatorStats stats)
        {
            try
            {
                return condition(stats) && _completion.TrySetResult(stats);
            }
#pragma warning disable CA1031 // An exception of the caller's condition goes to the caller, not to the request that changed a counter.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return _completion.TrySetException(e);
            }
        }
    }
}
