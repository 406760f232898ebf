using MiniMax.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>The limiter step by step, on a clock that the test moves: each pause and each rate.</summary>
public class LimiterStepTests
{
    private readonly Stepping _clock = new();
    private readonly AdaptiveRateLimiter _limiter;

    public LimiterStepTests() => _limiter = new AdaptiveRateLimiter(_clock, TimeSpan.FromSeconds(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_grows_with_each_refusal_up_to_half_a_minute()
    {
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
            pauses.Add(Math.Round(_limiter.PauseLeft.TotalSeconds, 4));
        }

        Assert.Equal([1, 1.8, 3.24, 5.832, 10.4976, 18.8957, 30, 30], pauses);
        Assert.Equal(1 + 1.8 + 3.24 + 5.832 + 10.4976 + 18.89568 + 30, _clock.Now.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(0.05, 0.05)]
    [InlineData(0.06, 0.06)]
    public async Task A_first_pause_is_no_shorter_than_50_ms(double first, double expected)
    {
        var limiter = new AdaptiveRateLimiter(_clock, TimeSpan.FromSeconds(first));

        limiter.OnRefused(await limiter.WaitAsync(Stop), null);

        Assert.Equal(expected, limiter.PauseLeft.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(300, 300)]
    [InlineData(400, 300)]
    public async Task A_pause_is_as_long_as_the_server_asks_up_to_five_minutes(double asked, double expected)
    {
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), TimeSpan.FromSeconds(asked));

        Assert.Equal(expected, _limiter.PauseLeft.TotalSeconds);
    }

    [Fact]
    public async Task What_is_left_of_a_pause_is_never_negative()
    {
        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        _clock.Advance(0.25);
        Assert.Equal(0.75, _limiter.PauseLeft.TotalSeconds);
        _clock.Advance(5);

        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(5, 5)]
    [InlineData(400, 300)]
    public async Task A_refusal_of_what_was_under_way_can_only_lengthen_the_pause(double asked, double expected)
    {
        var first = await _limiter.WaitAsync(Stop);
        var second = await _limiter.WaitAsync(Stop);
        _limiter.OnRefused(first, null);

        _limiter.OnRefused(second, TimeSpan.FromSeconds(asked));
        _limiter.OnRefused(second, null);

        Assert.Equal(expected, _limiter.PauseLeft.TotalSeconds);
    }

    [Fact]
    public async Task A_late_refusal_begins_no_pause_of_its_own()
    {
        var late = await _limiter.WaitAsync(Stop);
        await ReopenAsync();

        _limiter.OnRefused(late, TimeSpan.FromSeconds(9));

        Assert.Equal(TimeSpan.Zero, _limiter.PauseLeft);
    }

    [Fact]
    public async Task The_rate_is_what_was_really_taken_pause_included_and_creeps_up()
    {
        for (var i = 0; i < 4; i++)
        {
            _limiter.OnAccepted(await _limiter.WaitAsync(Stop));
        }

        Assert.Equal(double.PositiveInfinity, _limiter.Rate);
        _clock.Advance(1);
        await ReopenAsync();

        // Five in the two seconds from the first request to the probe.
        Assert.Equal(5, _limiter.Accepted);
        Assert.Equal(2, _limiter.LastAccepted!.Value.TotalSeconds);
        Assert.Equal(2.5, _limiter.Rate, 6);
        _limiter.OnAccepted(await _limiter.WaitAsync(Stop));
        Assert.Equal(2.4, _clock.Now.TotalSeconds, 6);
        Assert.Equal(2.525, _limiter.Rate, 6);
        _limiter.OnAccepted(await _limiter.WaitAsync(Stop));
        Assert.Equal(2.8, _clock.Now.TotalSeconds, 6);
        Assert.Equal(2.55, _limiter.Rate, 6);
        await _limiter.WaitAsync(Stop);
        Assert.Equal(2.8 + (1 / 2.525), _clock.Now.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(0, 5.0)]
    [InlineData(6, 7.0)]
    [InlineData(30, 8.5)]
    public async Task A_later_refusal_lowers_the_rate_to_what_was_taken_within_bounds(int taken, double expected)
    {
        for (var i = 0; i < 10; i++)
        {
            _limiter.OnAccepted(await _limiter.WaitAsync(Stop));
        }

        // Ten and the probe in 1.1 s: ten a second.
        _clock.Advance(0.1);
        await ReopenAsync();
        Assert.Equal(10, _limiter.Rate, 6);

        // What is taken without a permit of this cycle counts as well, but raises nothing while all pause.
        var refused = await _limiter.WaitAsync(Stop);
        var now = _clock.Now;
        _limiter.OnRefused(refused, TimeSpan.FromSeconds(1) - (now - TimeSpan.FromSeconds(1.1)));
        for (var i = 0; i < taken; i++)
        {
            _limiter.OnAccepted(refused);
        }

        Assert.Equal(10, _limiter.Rate, 6);
        _limiter.OnAccepted(await _limiter.WaitAsync(Stop));

        Assert.Equal(expected, _limiter.Rate, 6);
    }

    [Fact]
    public async Task A_probe_goes_alone_and_who_waits_meanwhile_goes_after_it()
    {
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        var probe = await _limiter.WaitAsync(Stop);
        Assert.Equal(1, _clock.Now.TotalSeconds);

        var waiting = _limiter.WaitAsync(Stop);
        Assert.False(waiting.IsCompleted);
        _limiter.OnAccepted(probe);
        await waiting;

        // One request in one second.
        Assert.Equal(1, _limiter.Rate, 6);
        Assert.Equal(2, _clock.Now.TotalSeconds, 6);
    }

    [Fact]
    public async Task A_probe_that_ends_in_another_way_is_somebody_else_s()
    {
        var other = await _limiter.WaitAsync(Stop);
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        var probe = await _limiter.WaitAsync(Stop);
        var waiting = _limiter.WaitAsync(Stop);

        // An end that says nothing of the probe changes nothing.
        _limiter.OnOther(other);
        Assert.False(waiting.IsCompleted);
        _limiter.OnOther(probe);
        var next = await waiting;
        _limiter.OnRefused(next, null);

        Assert.Equal(1.8, _limiter.PauseLeft.TotalSeconds, 6);
    }

    [Fact]
    public async Task The_end_of_an_old_probe_is_not_that_of_the_new_one()
    {
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        var old = await _limiter.WaitAsync(Stop);
        _limiter.OnRefused(old, null);
        var probe = await _limiter.WaitAsync(Stop);
        var waiting = _limiter.WaitAsync(Stop);

        _limiter.OnOther(old);
        _limiter.OnAccepted(old);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(double.PositiveInfinity, _limiter.Rate);

        _limiter.OnAccepted(probe);
        await waiting;
        Assert.NotEqual(double.PositiveInfinity, _limiter.Rate);
    }

    [Fact]
    public async Task What_is_taken_late_does_not_end_a_pause()
    {
        var late = await _limiter.WaitAsync(Stop);
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);

        _limiter.OnAccepted(late);

        Assert.Equal(1, _limiter.PauseLeft.TotalSeconds);
        Assert.Equal(double.PositiveInfinity, _limiter.Rate);
    }

    [Fact]
    public async Task Refusals_are_counted_anew_after_one_was_taken()
    {
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        _limiter.OnAccepted(await _limiter.WaitAsync(Stop));

        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);

        Assert.Equal(1, _limiter.PauseLeft.TotalSeconds, 6);
    }

    [Fact]
    public async Task A_wait_can_be_ended()
    {
        using var end = new CancellationTokenSource();
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        await _limiter.WaitAsync(Stop);
        var waiting = _limiter.WaitAsync(end.Token);

        end.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _limiter.WaitAsync(end.Token));
    }

    // A refusal, the pause of a second after it, and a probe that is taken.
    private async Task ReopenAsync()
    {
        _limiter.OnRefused(await _limiter.WaitAsync(Stop), null);
        _limiter.OnAccepted(await _limiter.WaitAsync(Stop));
    }

    /// <summary>A clock on which a wait is over at once, and which has then moved on by as much.</summary>
    private sealed class Stepping : Clock
    {
        private TimeSpan _now;

        public override TimeSpan Now => _now;

        public void Advance(double seconds) => _now += TimeSpan.FromSeconds(seconds);

        public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
        {
            if (time == Timeout.InfiniteTimeSpan)
            {
                return Task.Delay(time, cancellationToken);
            }

            _now += time;
            return Task.CompletedTask;
        }
    }
}
