namespace MiniMax.Client;

/// <summary>
/// Finds the rate that an account takes. Nothing is held back until the service refuses a request for its rate. Then
/// all uploads pause together, a single one probes, and after it was taken requests go out at the rate that the
/// service really took over the whole cycle, pause included; while all goes well the rate creeps up (additive
/// increase), with each refusal it falls (multiplicative decrease).
/// </summary>
public sealed class AdaptiveRateLimiter
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(50);

    // Chosen by simulation against fixed windows, sliding windows and token buckets of 1 to 10 requests a second: a
    // steeper pause overshoots the end of a window, a faster increase is refused more often.
    private const double PauseGrowth = 1.8;
    private const double IncreasePerAcceptance = 0.01;
    private const double Decrease = 0.85;
    private const double LargestDecrease = 0.5;

    private readonly object _lock = new();
    private readonly Clock _clock;
    private readonly TimeSpan _firstPause;

    private TaskCompletionSource<bool> _changed = NewSignal();
    private TimeSpan _pausedUntil;
    private bool _isPaused;
    private bool _isProbing;
    private int _generation;
    private int _refusalsInRow;
    private double _rate = double.PositiveInfinity;
    private double _increase;
    private TimeSpan _nextSlot;
    private TimeSpan? _cycleStart;
    private int _acceptedInCycle;

    /// <summary>Makes a limiter that holds nothing back yet.</summary>
    /// <param name="clock">Time.</param>
    /// <param name="firstPause">How long the first pause is if the server asks for none; at least 50 ms.</param>
    public AdaptiveRateLimiter(Clock clock, TimeSpan firstPause)
    {
        _clock = clock;
        _firstPause = firstPause > s_shortestPause ? firstPause : s_shortestPause;
    }

    /// <summary>Requests that the service has taken.</summary>
    public int Accepted { get; private set; }

    /// <summary>When the service took one last, by the clock; null if it never did.</summary>
    public TimeSpan? LastAccepted { get; private set; }

    /// <summary>Requests a second, infinite while no limit is known.</summary>
    public double Rate
    {
        get
        {
            lock (_lock)
            {
                return _rate;
            }
        }
    }

    /// <summary>How long the present pause lasts yet; zero if there is none.</summary>
    public TimeSpan PauseLeft
    {
        get
        {
            lock (_lock)
            {
                var left = _isPaused ? _pausedUntil - _clock.Now : TimeSpan.Zero;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Waits until a request may go out. Each permit is given back by one of the three methods below.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Permit> WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan? slot = null;
        var slotGeneration = 0;
        while (true)
        {
            Task changed;
            TimeSpan? wait;
            lock (_lock)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var now = _clock.Now;
                _cycleStart ??= now;
                changed = _changed.Task;
                if (_isPaused)
                {
                    slot = null;
                    if (!_isProbing && now >= _pausedUntil)
                    {
                        _isProbing = true;
                        return new Permit(_generation, isProbe: true);
                    }

                    wait = _isProbing ? null : _pausedUntil - now;
                }
                else
                {
                    if (slot is null || slotGeneration != _generation)
                    {
                        slot = _nextSlot > now ? _nextSlot : now;
                        slotGeneration = _generation;
                        _nextSlot = slot.Value + TimeSpan.FromSeconds(1 / _rate);
                    }

                    if (slot <= now)
                    {
                        return new Permit(_generation, isProbe: false);
                    }

                    wait = slot - now;
                }
            }

            await WaitForAsync(changed, wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The service took the request.</summary>
    /// <param name="permit">What let it go out.</param>
    public void OnAccepted(Permit permit)
    {
        lock (_lock)
        {
            Accepted++;
            LastAccepted = _clock.Now;
            _acceptedInCycle++;
            if (permit.IsProbe && permit.Generation == _generation)
            {
                Reopen();
            }
            else if (!_isPaused && !double.IsInfinity(_rate))
            {
                _rate += _increase;
            }
        }
    }

    /// <summary>The service refused the request for its rate.</summary>
    /// <param name="permit">What let it go out.</param>
    /// <param name="retryAfter">How long the server asked to wait, if it did.</param>
    public void OnRefused(Permit permit, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            var now = _clock.Now;
            if (permit.Generation != _generation)
            {
                // Sent before the pause began: the same event. But the server may now have said how long it takes.
                if (_isPaused && retryAfter is { } longer && now + longer > _pausedUntil)
                {
                    _pausedUntil = now + RetryPolicy.Least(longer, RetryPolicy.LongestRetryAfter);
                    Signal();
                }

                return;
            }

            _refusalsInRow++;
            _generation++;
            _isPaused = true;
            _isProbing = false;
            var pause = RetryPolicy.Least(s_longestPause, TimeSpan.FromSeconds(_firstPause.TotalSeconds * Math.Pow(PauseGrowth, Math.Min(_refusalsInRow - 1, 20))));
            _pausedUntil = now + (retryAfter is { } asked ? RetryPolicy.Least(asked, RetryPolicy.LongestRetryAfter) : pause);
            Signal();
        }
    }

    /// <summary>The request ended in another way, which tells nothing about the rate.</summary>
    /// <param name="permit">What let it go out.</param>
    public void OnOther(Permit permit)
    {
        lock (_lock)
        {
            if (permit.IsProbe && permit.Generation == _generation)
            {
                // Somebody else probes.
                _isProbing = false;
                Signal();
            }
        }
    }

    private void Reopen()
    {
        var now = _clock.Now;
        var cycle = (now - _cycleStart!.Value).TotalSeconds;
        var taken = cycle > 0 ? _acceptedInCycle / cycle : double.PositiveInfinity;
        // One refusal out of turn must not bring a long batch to a crawl: it never falls by more than half.
        _rate = double.IsInfinity(_rate) ? taken : Math.Max(_rate * LargestDecrease, Math.Min(taken, _rate * Decrease));
        _increase = _rate * IncreasePerAcceptance;
        _cycleStart = now;
        _acceptedInCycle = 0;
        _isPaused = false;
        _isProbing = false;
        _refusalsInRow = 0;
        _generation++;
        _nextSlot = now + TimeSpan.FromSeconds(1 / _rate);
        Signal();
    }

    private async Task WaitForAsync(Task changed, TimeSpan? wait, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = _clock.Delay(wait ?? Timeout.InfiniteTimeSpan, enough.Token);
        await Task.WhenAny(changed, delay).ConfigureAwait(false);
        enough.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult(true);
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The right to send one request.</summary>
    public readonly struct Permit
    {
        internal Permit(int generation, bool isProbe)
        {
            Generation = generation;
            IsProbe = isProbe;
        }

        internal int Generation { get; }

        internal bool IsProbe { get; }
    }
}
