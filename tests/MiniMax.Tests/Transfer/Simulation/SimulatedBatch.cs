namespace MiniMax.Tests.Transfer.Simulation;

/// <summary>The result of a simulated batch.</summary>
internal sealed record SimulatedResult(TimeSpan Time, int Accepted, int Refused);

/// <summary>
/// A batch of requests by several workers to a simulated account, as a discrete-event simulation: one thread,
/// a clock that jumps to the next event, and random numbers from a seed, so that each run is the same.
/// </summary>
internal sealed class SimulatedBatch : TimeProvider
{
    private static readonly TimeSpan s_minLatency = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_maxLatency = TimeSpan.FromMilliseconds(150);

    // An account decides when a request arrives; an accepted one is in flight until its response arrives.
    private const double UntilDecision = 0.1;

    private readonly PriorityQueue<Action, (TimeSpan Time, int Order)> _events = new();
    private readonly SimulatedAccount _account;
    private readonly AdaptiveRateLimiter? _limiter;
    private readonly Random _random;
    private TimeSpan _now;
    private int _waiting;
    private int _order;
    private int _left;
    private int _open;
    private int _wake;

    private SimulatedBatch(SimulatedAccount account, int files, int seed, bool isLimited)
    {
        _account = account;
        _left = _open = files;
        _random = new Random(seed);
        _limiter = isLimited ? new AdaptiveRateLimiter(this, TimeSpan.FromSeconds(1)) : null;
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => _now.Ticks;

    /// <summary>Sends all files, with the limiter, or with plain retries that honor only Retry-After.</summary>
    public static SimulatedResult Run(SimulatedAccount account, int files, int workers, int seed, bool isLimited)
    {
        var batch = new SimulatedBatch(account, files, seed, isLimited);
        batch.Run(workers);
        return new SimulatedResult(batch._now, account.Accepted, account.Refused);
    }

    private void Run(int workers)
    {
        for (var worker = 0; worker < workers; worker++)
        {
            Next();
        }

        while (_open > 0)
        {
            _events.TryDequeue(out var happen, out var at);
            _now = at.Time;
            happen!();
        }
    }

    private void At(TimeSpan time, Action happen) => _events.Enqueue(happen, (time, _order++));

    private void Next()
    {
        if (_left > 0)
        {
            _left--;
            _waiting++;
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting > 0)
        {
            RateLimitPermit permit = default;
            TimeSpan? wait = null;
            if (_limiter?.TryAcquire(out permit, out wait) ?? true)
            {
                _waiting--;
                Send(permit);
                continue;
            }

            if (wait is { } time)
            {
                var wake = ++_wake;
                At(_now + time, () =>
                {
                    if (wake == _wake)
                    {
                        Admit();
                    }
                });
            }

            return;
        }
    }

    private void Send(RateLimitPermit permit)
    {
        var latency = s_minLatency + ((s_maxLatency - s_minLatency) * _random.NextDouble());
        At(_now + (latency * UntilDecision), () =>
        {
            var response = _account.Respond(_now);
            At(_now + (latency * (1 - UntilDecision)), () => Receive(permit, response));
        });
    }

    private void Receive(RateLimitPermit permit, SimulatedResponse response)
    {
        if (response.IsAccepted)
        {
            _account.Leave();
            _open--;
            _limiter?.OnAccepted(permit);
            Next();
        }
        else
        {
            var wait = _limiter?.OnThrottled(permit, response.RetryAfter, response.IsConcurrency) ?? response.RetryAfter ?? TimeSpan.Zero;
            At(_now + wait, () =>
            {
                _waiting++;
                Admit();
            });
        }

        Admit();
    }
}
