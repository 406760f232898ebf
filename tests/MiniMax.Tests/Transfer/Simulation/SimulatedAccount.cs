namespace MiniMax.Tests.Transfer.Simulation;

/// <summary>The response of a simulated account.</summary>
internal readonly record struct SimulatedResponse(bool IsAccepted, TimeSpan? RetryAfter = null, bool IsConcurrency = false);

/// <summary>How an account limits requests.</summary>
internal enum LimitKind
{
    /// <summary>No limit.</summary>
    None,

    /// <summary>A number of requests in each calendar interval, such as a minute.</summary>
    FixedWindow,

    /// <summary>A number of requests in any interval, such as a minute.</summary>
    SlidingWindow,

    /// <summary>A token bucket.</summary>
    TokenBucket,
}

/// <summary>An account with a rate limit, a limit for requests in flight, and random rejections, each of which is optional.</summary>
internal sealed class SimulatedAccount(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Queue<TimeSpan> _recent = new();
    private TimeSpan _last;
    private TimeSpan _otherNext;
    private double _tokens;
    private bool _isFilled;
    private long _window = -1;
    private int _inWindow;
    private int _inFlight;

    /// <summary>How the rate is limited.</summary>
    public LimitKind Kind { get; set; }

    /// <summary>Requests per <see cref="Window"/>.</summary>
    public int Requests { get; set; }

    /// <summary>The interval for <see cref="Requests"/>.</summary>
    public TimeSpan Window { get; set; }

    /// <summary>The limit from <see cref="ChangeAt"/> on.</summary>
    public int LaterRequests { get; set; }

    /// <summary>When the limit changes.</summary>
    public TimeSpan ChangeAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>The maximum number of requests in flight.</summary>
    public int? Concurrency { get; set; }

    /// <summary>The share of requests that are rejected at random.</summary>
    public double RandomShare { get; set; }

    /// <summary>The wait that a random rejection requests.</summary>
    public TimeSpan? RandomRetryAfter { get; set; }

    /// <summary>Requests per second of another client, at random times.</summary>
    public double OtherClientRate { get; set; }

    /// <summary>How long the other client sends before an equally long pause; null for no pauses.</summary>
    public TimeSpan? OtherClientPeriod { get; set; }

    /// <summary>The number of accepted requests.</summary>
    public int Accepted { get; private set; }

    /// <summary>The number of rejected requests.</summary>
    public int Refused { get; private set; }

    /// <summary>Responds to an arriving request.</summary>
    public SimulatedResponse Respond(TimeSpan now)
    {
        TakeForOther(now);
        if (_inFlight >= Concurrency)
        {
            Refused++;
            return new SimulatedResponse(false, IsConcurrency: true);
        }

        var response = _random.NextDouble() < RandomShare ? new SimulatedResponse(false, RandomRetryAfter) : new SimulatedResponse(Take(now));
        _inFlight += response.IsAccepted ? 1 : 0;
        Accepted += response.IsAccepted ? 1 : 0;
        Refused += response.IsAccepted ? 0 : 1;
        return response;
    }

    /// <summary>Ends an accepted request.</summary>
    public void Leave() => _inFlight--;

    // The requests of the other client count first, so that only the remaining limit is available.
    private void TakeForOther(TimeSpan now)
    {
        while (OtherClientRate > 0 && _otherNext <= now)
        {
            if (OtherClientPeriod is not { } period || (_otherNext.Ticks / period.Ticks) % 2 == 0)
            {
                TakeToken(_otherNext, Requests, isOther: true);
            }

            _otherNext += TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / OtherClientRate);
        }
    }

    private bool Take(TimeSpan now)
    {
        var requests = now < ChangeAt ? Requests : LaterRequests;
        return Kind switch
        {
            LimitKind.TokenBucket => TakeToken(now, requests),
            LimitKind.SlidingWindow => TakeRecent(now, requests),
            LimitKind.FixedWindow => TakeWindow(now, requests),
            _ => true,
        };
    }

    private bool TakeToken(TimeSpan now, int requests, bool isOther = false)
    {
        _tokens = _isFilled ? Math.Min(requests, _tokens + ((now - _last) / Window * requests)) : requests;
        _isFilled = true;
        _last = now;
        var isTaken = _tokens >= 1 || isOther;
        _tokens -= isTaken ? 1 : 0;
        return isTaken;
    }

    private bool TakeRecent(TimeSpan now, int requests)
    {
        while (_recent.Count > 0 && _recent.Peek() <= now - Window)
        {
            _recent.Dequeue();
        }

        var isTaken = _recent.Count < requests;
        if (isTaken)
        {
            _recent.Enqueue(now);
        }

        return isTaken;
    }

    private bool TakeWindow(TimeSpan now, int requests)
    {
        var current = now.Ticks / Window.Ticks;
        _inWindow = current == _window ? _inWindow : 0;
        _window = current;
        return ++_inWindow <= requests;
    }
}
