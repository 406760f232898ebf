using MiniMax.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>The limiter against simulated accounts, in simulated time.</summary>
public class RateLimiterTests
{
    private const int Files = 200;
    private const int Workers = 5;

    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(50);

    public static TheoryData<string, int, double> Accounts() => new()
    {
        { "window", 60, 60 },
        { "window", 60, 6 },
        { "window", 20, 2 },
        { "bucket", 60, 60 },
        { "bucket", 60, 6 },
        { "bucket", 10, 1 },
        { "sliding", 60, 60 },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task A_batch_takes_about_the_time_that_the_account_allows_with_few_refusals(string kind, int requests, double window)
    {
        var clock = new SimulatedClock();
        var account = new Account(kind, requests, TimeSpan.FromSeconds(window));
        var limiter = new AdaptiveRateLimiter(clock, TimeSpan.FromSeconds(1));
        var left = Files;

        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                while (!await TryAsync(limiter, clock, account))
                {
                }
            }

            clock.Leave();
        })).ToArray();
        clock.Start(Workers);
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        var allowed = (double)(Files - requests) / requests * window;
        Assert.Equal(Files, account.Taken);
        Assert.InRange(clock.Now.TotalSeconds, 0, (allowed * 1.5) + window);
        Assert.InRange(account.Refused, 1, Files / 5);
    }

    [Fact]
    public async Task Nothing_is_held_back_while_nothing_is_refused()
    {
        var clock = new SimulatedClock();
        var limiter = new AdaptiveRateLimiter(clock, TimeSpan.FromSeconds(1));

        for (var i = 0; i < 100; i++)
        {
            limiter.OnAccepted(await limiter.WaitAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(TimeSpan.Zero, clock.Now);
        Assert.Equal(double.PositiveInfinity, limiter.Rate);
    }

    [Fact]
    public async Task Refusals_of_requests_that_were_under_way_are_one_event_and_the_longest_wait_counts()
    {
        var clock = new SimulatedClock();
        var limiter = new AdaptiveRateLimiter(clock, TimeSpan.FromSeconds(1));
        var one = await limiter.WaitAsync(TestContext.Current.CancellationToken);
        var two = await limiter.WaitAsync(TestContext.Current.CancellationToken);

        limiter.OnRefused(one, TimeSpan.FromSeconds(3));
        limiter.OnRefused(two, TimeSpan.FromSeconds(9));

        Assert.Equal(TimeSpan.FromSeconds(9), limiter.PauseLeft);
    }

    private static async Task<bool> TryAsync(AdaptiveRateLimiter limiter, SimulatedClock clock, Account account)
    {
        var permit = await limiter.WaitAsync(CancellationToken.None);
        var isTaken = account.Take(clock.Now);
        await clock.Delay(s_latency, CancellationToken.None);
        if (isTaken)
        {
            limiter.OnAccepted(permit);
        }
        else
        {
            limiter.OnRefused(permit, null);
        }

        return isTaken;
    }

    /// <summary>An account with a fixed window, a sliding window or a token bucket.</summary>
    private sealed class Account(string kind, int requests, TimeSpan window)
    {
        private readonly object _lock = new();
        private readonly Queue<TimeSpan> _recent = new();
        private double _tokens = requests;
        private TimeSpan _last;
        private long _window = -1;
        private int _inWindow;

        public int Taken { get; private set; }

        public int Refused { get; private set; }

        public bool Take(TimeSpan now)
        {
            lock (_lock)
            {
                var isTaken = kind switch
                {
                    "bucket" => TakeToken(now),
                    "sliding" => TakeRecent(now),
                    _ => TakeWindow(now),
                };
                Taken += isTaken ? 1 : 0;
                Refused += isTaken ? 0 : 1;
                return isTaken;
            }
        }

        private bool TakeToken(TimeSpan now)
        {
            _tokens = Math.Min(requests, _tokens + ((now - _last) / window * requests));
            _last = now;
            var isTaken = _tokens >= 1;
            _tokens -= isTaken ? 1 : 0;
            return isTaken;
        }

        private bool TakeRecent(TimeSpan now)
        {
            while (_recent.Count > 0 && _recent.Peek() <= now - window)
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

        private bool TakeWindow(TimeSpan now)
        {
            var current = now.Ticks / window.Ticks;
            _inWindow = current == _window ? _inWindow : 0;
            _window = current;
            return ++_inWindow <= requests;
        }
    }

    /// <summary>Time that passes at once, as soon as every worker waits for it.</summary>
    private sealed class SimulatedClock : Clock
    {
        private readonly object _lock = new();
        private readonly PriorityQueue<TaskCompletionSource, TimeSpan> _waiting = new();
        private TimeSpan _now;
        private int _workers;

        public override TimeSpan Now
        {
            get
            {
                lock (_lock)
                {
                    return _now;
                }
            }
        }

        public void Start(int workers)
        {
            lock (_lock)
            {
                _workers = workers;
            }

            _ = Task.Run(AdvanceAsync);
        }

        public void Leave() => Interlocked.Decrement(ref _workers);

        public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
            if (time != Timeout.InfiniteTimeSpan)
            {
                lock (_lock)
                {
                    _waiting.Enqueue(done, _now + time);
                }
            }

            return done.Task;
        }

        // A turn of the thread pool in which nothing new came to wait means that everybody waits.
        private async Task AdvanceAsync()
        {
            while (Volatile.Read(ref _workers) > 0)
            {
                var before = Count();
                for (var turn = 0; turn < 50; turn++)
                {
                    await Task.Yield();
                }

                if (before != Count())
                {
                    continue;
                }

                lock (_lock)
                {
                    if (_waiting.TryDequeue(out var next, out var at))
                    {
                        _now = at > _now ? at : _now;
                        next.TrySetResult();
                    }
                }
            }
        }

        private int Count()
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }
}
