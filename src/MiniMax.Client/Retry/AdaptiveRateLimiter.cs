namespace MiniMax.Client.Retry;

/// <summary>
/// Adapts to the limits of an account. Nothing is delayed until throttled requests cluster (<see cref="RateLimitDetector"/>): a
/// single one delays only itself. Then all uploads pause, one request probes, and once it is accepted
/// the others follow at a lower pace. If that ends the throttling, requests are sent at the rate that the service
/// accepted over the whole cycle, pause included, and the rate grows until throttled requests cluster again. If it changes
/// nothing, the former pace is restored. A limit on concurrent requests reduces the requests in flight instead.
/// </summary>
/// <remarks>The constants are the result of the simulation in tests/MiniMax.Tests/Transfer/Simulation.</remarks>
/// <param name="time">The clock.</param>
/// <param name="interval">The first pause if the service requests none and has not accepted anything yet; at least 50 ms.</param>
public sealed class AdaptiveRateLimiter(TimeProvider time, TimeSpan interval)
{
    private static readonly TimeSpan s_maxPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_minPause = TimeSpan.FromMilliseconds(50);

    // Longer steps overshoot the end of a window, shorter ones are throttled more often.
    private const double PauseGrowth = 1.8;

    // While the service accepts requests, an unnecessary pause must cost little.
    private const double LaterPauseShare = 0.25;

    // For each accepted request: twice the rate after 70 of them, or after a minute if that is sooner.
    private const double Increase = 1.01;
    private const double MaxSecondsToDouble = 60;

    // With each cycle, the rate falls a little, or to the accepted rate. A short cycle may show too little.
    private const double Decrease = 0.85;
    private const double MaxDecrease = 0.1;

    // After each four rounds of all requests in flight, one more is tried.
    private const double WindowRounds = 4;

    private readonly object _lock = new();
    private readonly RateLimitDetector _detector = new();

    private TaskCompletionSource<bool> _changed = NewSignal();
    private TimeSpan _pausedUntil;
    private bool _isPaused;
    private bool _isProbing;
    private bool _isClustered;
    private int _generation;
    private int _pausesInRow;
    private double _rate = double.PositiveInfinity;
    private double _rateBeforeTrial;
    private double _sustainedRate;
    private double _throttledPace;
    private TimeSpan _nextSlot;
    private TimeSpan? _cycleStart;
    private int _acceptedInCycle;
    private int _respondedInCycle;
    private int _inFlight;
    private double _window = double.PositiveInfinity;

    /// <summary>The time of the last accepted request; null for none.</summary>
    public TimeSpan? LastAccepted { get; private set; }

    /// <summary>The number of pauses of all uploads.</summary>
    public int PauseCount { get; private set; }

    /// <summary>Requests per second, infinite while no limit is known.</summary>
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

    /// <summary>The remaining time of the current pause; zero without a pause.</summary>
    public TimeSpan PauseLeft
    {
        get
        {
            lock (_lock)
            {
                // Stryker disable once conditional: without a pause, its end is in the past.
                TimeSpan left = _isPaused ? _pausedUntil - time.Now() : TimeSpan.Zero;
                // Stryker disable once equality: at zero, both branches return zero.
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Waits until a request may be sent. Each permit is returned once, by one of the three methods below.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RateLimitPermit> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            TimeSpan? wait;
            lock (_lock)
            {
                if (TryAcquire(out RateLimitPermit permit, out wait))
                {
                    return permit;
                }

                changed = _changed.Task;
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task delay = time.WaitAsync(wait ?? Timeout.InfiniteTimeSpan, enough.Token);
            await Task.WhenAny(changed, delay).ConfigureAwait(false);
            enough.Cancel();
        }
    }

    /// <summary>Acquires a permit if a request may be sent now.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="wait">The wait before the next try; null if another request has to end first.</param>
    public bool TryAcquire(out RateLimitPermit permit, out TimeSpan? wait)
    {
        lock (_lock)
        {
            TimeSpan now = time.Now();
            _cycleStart ??= now;
            permit = default;
            wait = null;
            if (_isProbing || (!_isPaused && _inFlight + 1 > _window))
            {
                return false;
            }

            TimeSpan from = _isPaused ? _pausedUntil : _nextSlot;
            if (from > now)
            {
                wait = from - now;
                return false;
            }

            _isProbing = _isPaused;
            _nextSlot = now + TimeSpan.FromSeconds(1 / _rate);
            permit = new RateLimitPermit { Generation = _generation, InFlight = ++_inFlight, IsProbe = _isProbing };
            return true;
        }
    }

    /// <summary>The service accepted the request.</summary>
    /// <param name="permit">The permit of the request.</param>
    public void OnAccepted(RateLimitPermit permit)
    {
        lock (_lock)
        {
            Release();
            LastAccepted = time.Now();
            _acceptedInCycle++;
            _window += 1 / (WindowRounds * _window);
            if (permit.Generation != _generation)
            {
                return;
            }

            if (permit.IsProbe)
            {
                Resume();
                return;
            }

            _rate *= Math.Max(Increase, Math.Pow(2, Math.Min(1, 1 / (_rate * MaxSecondsToDouble))));
            Evaluate(isThrottled: false);
        }
    }

    /// <summary>The service throttled the request.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="retryAfter">The wait that the service requested, if any.</param>
    /// <param name="isConcurrency">Whether the service limits requests in flight.</param>
    /// <returns>The wait of the request itself before it requests another permit.</returns>
    public TimeSpan OnThrottled(RateLimitPermit permit, TimeSpan? retryAfter, bool isConcurrency = false)
    {
        lock (_lock)
        {
            Release();
            TimeSpan? asked = retryAfter is { } wait ? RetryPolicy.Min(wait, RetryPolicy.MaxRetryAfter) : null;
            if (isConcurrency && permit.InFlight > 1 && !permit.IsProbe)
            {
                _window = Math.Min(_window, permit.InFlight - 1);
                return asked ?? TimeSpan.Zero;
            }

            if (permit.Generation != _generation)
            {
                // Sent before the pause began: the same event. But its response may have a longer Retry-After.
                if (_isPaused && asked is { } longer && time.Now() + longer > _pausedUntil)
                {
                    _pausedUntil = time.Now() + longer;
                    Signal();
                }

                return asked ?? s_minPause;
            }

            // Before the first accepted request, the next one is not likely to be accepted either.
            bool isClustered = permit.IsProbe || Evaluate(isThrottled: true);
            if (isClustered || LastAccepted is null)
            {
                _isClustered = isClustered;
                Pause(asked);
                return TimeSpan.Zero;
            }

            return asked ?? s_minPause;
        }
    }

    /// <summary>The request ended in another way, which is not related to the rate.</summary>
    /// <param name="permit">The permit of the request.</param>
    public void OnOtherOutcome(RateLimitPermit permit)
    {
        lock (_lock)
        {
            Release();
            if (permit.IsProbe && permit.Generation == _generation)
            {
                // Another request probes.
                _isProbing = false;
                Signal();
            }
        }
    }

    // Whether all requests have to pause.
    private bool Evaluate(bool isThrottled)
    {
        _respondedInCycle++;
        RateLimitSignal signal = _detector.Add(isThrottled);
        _rate = signal switch
        {
            RateLimitSignal.Random => Math.Max(_rate, _rateBeforeTrial),
            RateLimitSignal.RateLimit => Math.Max(_rate, _sustainedRate),
            RateLimitSignal.Unclear => _rate / 2,
            _ => _rate,
        };
        return signal == RateLimitSignal.Clustered;
    }

    private void Pause(TimeSpan? asked)
    {
        TimeSpan now = time.Now();
        if (_pausesInRow == 0)
        {
            _throttledPace = _respondedInCycle / Math.Max(s_minPause.TotalSeconds, (now - _cycleStart!.Value).TotalSeconds);
        }

        double first = interval.TotalSeconds * (LastAccepted is null ? 1 : LaterPauseShare);
        double pause = Math.Max(first, s_minPause.TotalSeconds) * Math.Pow(PauseGrowth, Math.Min(_pausesInRow, 20));
        _pausedUntil = now + (asked ?? RetryPolicy.Min(s_maxPause, TimeSpan.FromSeconds(pause)));
        _pausesInRow++;
        PauseCount++;
        _isPaused = true;
        _isProbing = false;
        _generation++;
        Signal();
    }

    // The trial is at half the throttled pace if a limit is only suspected, and at the accepted rate
    // if a limit is known, or the first two probes were throttled as well.
    private void Resume()
    {
        _isPaused = _isProbing = false;
        _generation++;
        Signal();
        int pauses = _pausesInRow;
        _pausesInRow = 0;
        if (pauses == 1 && !_isClustered)
        {
            return;
        }

        TimeSpan now = time.Now();
        double taken = _acceptedInCycle / Math.Max(s_minPause.TotalSeconds, (now - _cycleStart!.Value).TotalSeconds);
        _rateBeforeTrial = _rate;
        _sustainedRate = double.IsInfinity(_rate) ? taken : Math.Max(_rate * MaxDecrease, Math.Min(taken, _rate * Decrease));
        _rate = _detector.IsLimitKnown || pauses > 2 ? _sustainedRate : Math.Max(_sustainedRate, _throttledPace / 2);
        _detector.BeginTrial();
        _cycleStart = now;
        _acceptedInCycle = _respondedInCycle = 0;
        _nextSlot = now + TimeSpan.FromSeconds(1 / _rate);
    }

    private void Release()
    {
        _inFlight--;
        if (!double.IsInfinity(_window))
        {
            Signal();
        }
    }

    private void Signal()
    {
        TaskCompletionSource<bool> changed = _changed;
        _changed = NewSignal();
        // Stryker disable once boolean: the result of the task is not used.
        changed.TrySetResult(true);
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
