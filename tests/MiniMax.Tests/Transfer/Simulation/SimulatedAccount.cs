namespace MiniMax.Tests.Transfer.Simulation;

/// <summary>The response of a simulated account.</summary>
internal readonly record struct SimulatedResponse(bool IsAccepted, TimeSpan? RetryAfter = null, bool IsConcurrency = false);

/// <summary>How an account limits requests.</summary>
internal enum LimitKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>So many requests from one full minute, or the like, to the next.</summary>
    FixedWindow,

    /// <summary>So many requests in any minute, or the like.</summary>
    SlidingWindow,

    /// <summary>A store of requests that fills up steadily.</summary>
    TokenBucket,
}

/// <summary>An account with one limit on its rate, one on what is in flight, and refusals at random, each of which may be missing.</summary>
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

    /// <summary>The time that <see cref="Requests"/> is for.</summary>
    public TimeSpan Window { get; set; }

    /// <summary>The limit that holds from <see cref="ChangeAt"/> on.</summary>
    public int LaterRequests { get; set; }

    /// <summary>When the limit changes.</summary>
    public TimeSpan ChangeAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Requests in flight at the most.</summary>
    public int? Concurrency { get; set; }

    /// <summary>The share of requests that is refused at random.</summary>
    public double RandomShare { get; set; }

    /// <summary>What a random refusal asks to wait.</summary>
    public TimeSpan? RandomRetryAfter { get; set; }

    /// <summary>Requests per second of another client, at random times.</summary>
    public double OtherClientRate { get; set; }

    /// <summary>How long the other client sends before it is silent for as long; null if it never is.</summary>
    public TimeSpan? OtherClientPeriod { get; set; }

    /// <summary>Requests accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Requests refused so far.</summary>
    public int Refused { get; private set; }

    /// <summary>Responds to a request that arrives.</summary>
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

    /// <summary>Ends a request that was accepted.</summary>
    public void Leave() => _inFlight--;

    // The other client comes first, so that the rest of the limit is all that this one can have.
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
