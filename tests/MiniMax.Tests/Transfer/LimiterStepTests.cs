namespace MiniMax.Tests.Transfer;

/// <summary>The limiter step by step, on a simulated clock: each pause and each rate.</summary>
public class LimiterStepTests
{
    private readonly SteppingClock _clock = new();
    private readonly AdaptiveRateLimiter _limiter;

    public LimiterStepTests() => _limiter = new AdaptiveRateLimiter(_clock, TimeSpan.FromSeconds(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_grows_with_each_rejection_up_to_30_s()
    {
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
            pauses.Add(Math.Round(_limiter.PauseLeft.TotalSeconds, 4));
        }

        Assert.Equal([1, 1.8, 3.24, 5.832, 10.4976, 18.8957, 30, 30], pauses);
        // Timers count whole milliseconds.
        Assert.Equal(1 + 1.8 + 3.24 + 5.832 + 10.498 + 18.896 + 30, _clock.Now.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(0.05, 0.05)]
    [InlineData(0.06, 0.06)]
    public async Task A_first_pause_lasts_at_least_50_ms(double interval, double expected)
    {
        var limiter = new AdaptiveRateLimiter(_clock, TimeSpan.FromSeconds(interval));

        limiter.OnThrottled(await limiter.WaitAsync(Stop), null);

        Assert.Equal(expected, limiter.PauseLeft.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(3600, 3600)]
    [InlineData(3601, 3600)]
    [InlineData(922337203685, 3600)]
    public async Task A_pause_lasts_as_long_as_the_service_requests_up_to_an_hour(double asked, double expected)
    {
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), TimeSpan.FromSeconds(asked));

        Assert.Equal(expected, _limiter.PauseLeft.TotalSeconds);
    }

    [Fact]
    public async Task The_remaining_pause_is_never_negative()
    {
        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        _clock.Advance(0.25);
        Assert.Equal(0.75, _limiter.PauseLeft.TotalSeconds);
        _clock.Advance(5);

        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(5, 5)]
    [InlineData(4000, 3600)]
    [InlineData(922337203685, 3600)]
    public async Task A_rejection_of_a_request_in_flight_can_only_extend_the_pause(double asked, double expected)
    {
        var first = await _limiter.WaitAsync(Stop);
        var second = await _limiter.WaitAsync(Stop);
        var third = await _limiter.WaitAsync(Stop);
        _limiter.OnThrottled(first, null);

        _limiter.OnThrottled(second, TimeSpan.FromSeconds(asked));
        _limiter.OnThrottled(third, null);

        Assert.Equal(expected, _limiter.PauseLeft.TotalSeconds);
    }

    [Fact]
    public async Task A_late_rejection_does_not_start_a_second_pause()
    {
        var late = await _limiter.WaitAsync(Stop);
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        await AcceptAsync(1);

        Assert.Equal(9, _limiter.OnThrottled(late, TimeSpan.FromSeconds(9)).TotalSeconds);

        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
    }

    [Fact]
    public async Task A_single_rejection_delays_only_its_own_request()
    {
        await AcceptAsync(10);

        var waits = new[] { _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null), _limiter.OnThrottled(await _limiter.WaitAsync(Stop), TimeSpan.FromSeconds(7)) };

        Assert.Equal([0.05, 7], waits.Select(w => w.TotalSeconds));
        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
        await _limiter.WaitAsync(Stop);
        Assert.Equal(TimeSpan.Zero, _clock.Now);
        Assert.Equal(double.PositiveInfinity, _limiter.Rate);
    }

    [Fact]
    public async Task A_cluster_of_rejections_pauses_all_requests_for_a_quarter_of_the_interval()
    {
        await AcceptAsync(10);

        await RejectUntilPauseAsync(4);

        Assert.Equal(0.25, _limiter.PauseLeft.TotalSeconds);
    }

    [Fact]
    public async Task After_a_first_cluster_the_rate_is_halved_and_then_grows_by_one_percent_for_each_accepted_request()
    {
        await AcceptAsync(10, secondsEach: 0.01);
        await RejectUntilPauseAsync(4);

        await AcceptAsync(1);

        // 14 responses in 0.1 s.
        Assert.Equal(70, _limiter.Rate, 6);
        await AcceptAsync(1);
        Assert.Equal(70.7, _limiter.Rate, 6);
        var before = _clock.Now.TotalSeconds;
        await AcceptAsync(1);
        Assert.Equal(0.015, _clock.Now.TotalSeconds - before, 6);
    }

    [Fact]
    public async Task After_several_rejected_probes_the_rate_is_that_of_the_whole_cycle_including_pauses()
    {
        await AcceptAsync(10, secondsEach: 0.01);
        await RejectUntilPauseAsync(4);
        await RejectAsync(2);

        await AcceptAsync(1);

        Assert.Equal(11 / (0.1 + 0.25 + 0.45 + 0.81), _limiter.Rate, 6);
    }

    [Fact]
    public async Task A_rate_that_is_rejected_again_falls_to_the_accepted_rate_within_limits()
    {
        await AcceptAsync(10, secondsEach: 0.01);
        await RejectUntilPauseAsync(4);
        await RejectAsync(2);
        await AcceptAsync(30);
        var rate = _limiter.Rate;

        await RejectUntilPauseAsync(5);
        await AcceptAsync(1);

        Assert.InRange(_limiter.Rate, rate * 0.1, rate * 0.85);
        rate = _limiter.Rate;
        await RejectUntilPauseAsync(5);
        await RejectAsync(9);
        await AcceptAsync(1);
        Assert.Equal(rate * 0.1, _limiter.Rate, 6);
    }

    [Fact]
    public async Task If_a_slower_rate_does_not_end_rejections_the_former_rate_is_restored()
    {
        await AcceptAsync(60, secondsEach: 0.01);
        await RejectUntilPauseAsync(4);
        await AcceptAsync(1);

        for (var i = 0; i < 6; i++)
        {
            await AcceptAsync(3);
            Assert.NotEqual(double.PositiveInfinity, _limiter.Rate);
            _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        }

        Assert.Equal(double.PositiveInfinity, _limiter.Rate);
        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
    }

    [Fact]
    public async Task A_slow_rate_doubles_within_about_a_minute()
    {
        await AcceptAsync(1);
        await RejectUntilPauseAsync(5);
        await RejectAsync(10);
        await AcceptAsync(1);
        var (rate, time) = (_limiter.Rate, _clock.Now);
        Assert.InRange(rate, 0, 0.1);
        while (_limiter.Rate < 2 * rate)
        {
            await AcceptAsync(1);
        }

        Assert.InRange((_clock.Now - time).TotalSeconds, 30, 90);
    }

    [Fact]
    public async Task A_concurrency_limit_reduces_the_requests_in_flight_without_a_pause()
    {
        var permits = new List<RateLimitPermit>();
        for (var i = 0; i < 8; i++)
        {
            permits.Add(await _limiter.WaitAsync(Stop));
        }

        foreach (var refused in permits.Skip(3))
        {
            Assert.Equal(TimeSpan.Zero, _limiter.OnThrottled(refused, null, isConcurrency: true));
        }

        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
        var waiting = _limiter.WaitAsync(Stop);
        Assert.False(waiting.IsCompleted);
        _limiter.OnAccepted(permits[0]);
        await waiting;
        Assert.Equal(double.PositiveInfinity, _limiter.Rate);
        Assert.False(_limiter.TryAcquire(out _, out var wait));
        Assert.Null(wait);
    }

    [Fact]
    public async Task A_concurrency_limit_that_rejects_even_a_single_request_causes_a_pause()
    {
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null, isConcurrency: true);

        Assert.Equal(1, _limiter.PauseLeft.TotalSeconds);
    }

    [Fact]
    public async Task A_probe_that_a_concurrency_limit_rejects_is_followed_by_a_longer_pause()
    {
        await _limiter.WaitAsync(Stop);
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);

        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null, isConcurrency: true);

        Assert.Equal(1.8, _limiter.PauseLeft.TotalSeconds, 6);
    }

    [Fact]
    public async Task A_probe_is_sent_alone_and_the_others_follow_it()
    {
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        var probe = await _limiter.WaitAsync(Stop);
        Assert.Equal(1, _clock.Now.TotalSeconds);

        var waiting = _limiter.WaitAsync(Stop);
        Assert.False(waiting.IsCompleted);
        _limiter.OnAccepted(probe);
        await waiting;

        Assert.Equal(1, _clock.Now.TotalSeconds, 6);
    }

    [Fact]
    public async Task A_probe_with_another_outcome_is_followed_by_another_probe()
    {
        var other = await _limiter.WaitAsync(Stop);
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        var probe = await _limiter.WaitAsync(Stop);
        var waiting = _limiter.WaitAsync(Stop);

        // The end of another request does not change the state of the probe.
        _limiter.OnOtherOutcome(other);
        Assert.False(waiting.IsCompleted);
        _limiter.OnOtherOutcome(probe);
        var next = await waiting;
        _limiter.OnThrottled(next, null);

        Assert.Equal(1.8, _limiter.PauseLeft.TotalSeconds, 6);
    }

    [Fact]
    public async Task A_request_that_is_accepted_late_does_not_end_a_pause()
    {
        var late = await _limiter.WaitAsync(Stop);
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);

        _limiter.OnAccepted(late);

        Assert.Equal(1, _limiter.PauseLeft.TotalSeconds);
        Assert.Equal(double.PositiveInfinity, _limiter.Rate);
    }

    [Fact]
    public async Task A_wait_can_be_canceled()
    {
        using var end = new CancellationTokenSource();
        _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        await _limiter.WaitAsync(Stop);
        var waiting = _limiter.WaitAsync(end.Token);

        end.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _limiter.WaitAsync(end.Token));
    }

    [Fact]
    public async Task Every_pause_is_counted()
    {
        Assert.Equal((0, null), (_limiter.PauseCount, _limiter.LastAccepted));
        await RejectAsync(3);
        Assert.Equal(3, _limiter.PauseCount);
        await AcceptAsync(1);

        Assert.Equal((3, 1 + 1.8 + 3.24), (_limiter.PauseCount, _limiter.LastAccepted!.Value.TotalSeconds));
    }

    [Fact]
    public async Task A_request_waits_for_the_end_of_a_pause_that_another_one_begins_or_extends()
    {
        var (first, second, third) = (await _limiter.WaitAsync(Stop), await _limiter.WaitAsync(Stop), await _limiter.WaitAsync(Stop));
        _limiter.OnThrottled(first, null);
        Assert.False(_limiter.TryAcquire(out _, out var wait));
        Assert.Equal(1, wait!.Value.TotalSeconds);

        Assert.Equal(0.05, _limiter.OnThrottled(second, null).TotalSeconds);
        Assert.Equal(9, _limiter.OnThrottled(third, TimeSpan.FromSeconds(9)).TotalSeconds);

        Assert.False(_limiter.TryAcquire(out _, out wait));
        Assert.Equal(9, wait!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_waiting_request_waits_for_the_new_end_of_an_extended_pause()
    {
        var stopped = new StoppedClock();
        var limiter = new AdaptiveRateLimiter(stopped, TimeSpan.FromSeconds(1));
        var (first, second) = (await limiter.WaitAsync(Stop), await limiter.WaitAsync(Stop));
        limiter.OnThrottled(first, TimeSpan.FromSeconds(1));
        var waiting = limiter.WaitAsync(Stop);
        Assert.Equal([1], stopped.Waits);

        limiter.OnThrottled(second, TimeSpan.FromSeconds(9));

        // The wait begins again, with the new end.
        await stopped.WhenAsync(2);
        Assert.Equal([1, 9], stopped.Waits);
        Assert.False(waiting.IsCompleted);
    }

    private async Task AcceptAsync(int count, double secondsEach = 0)
    {
        for (var i = 0; i < count; i++)
        {
            var permit = await _limiter.WaitAsync(Stop);
            _clock.Advance(secondsEach);
            _limiter.OnAccepted(permit);
        }
    }

    private async Task RejectAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        }
    }

    private async Task RejectUntilPauseAsync(int atMost)
    {
        for (var i = 0; i < atMost && _limiter.PauseLeft == TimeSpan.Zero; i++)
        {
            _limiter.OnThrottled(await _limiter.WaitAsync(Stop), null);
        }

        Assert.NotEqual(TimeSpan.Zero, _limiter.PauseLeft);
    }

    /// <summary>A clock that stands still, and records each wait in seconds.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private readonly List<double> _waits = [];
        private TaskCompletionSource _changed = new();

        public double[] Waits
        {
            get
            {
                lock (_waits)
                {
                    return [.. _waits];
                }
            }
        }

        public override long GetTimestamp() => 0;

        public async Task WhenAsync(int count)
        {
            for (var changed = _changed.Task; Waits.Length < count; changed = _changed.Task)
            {
                await changed.WaitAsync(Stop);
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (_waits)
                {
                    _waits.Add(dueTime.TotalSeconds);
                    _changed.SetResult();
                    _changed = new TaskCompletionSource();
                }
            }

            return new Support.SpentTimer();
        }
    }
}
