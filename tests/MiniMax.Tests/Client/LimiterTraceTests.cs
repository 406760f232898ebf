using System.Globalization;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>The limiter over many responses, on a simulated clock: each pause, and each rate that it changes for another reason than an accepted request.</summary>
public class LimiterTraceTests
{
    private readonly SteppingClock _clock = new();
    private readonly AdaptiveRateLimiter _limiter;
    private readonly List<string> _trace = [];
    private int _responses;

    public LimiterTraceTests() => _limiter = new AdaptiveRateLimiter(_clock, TimeSpan.FromSeconds(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "64: pause 0.25; 65: rate 67.778")]
    [InlineData(1, "64: pause 0.25; 65: rate 67.778")]
    [InlineData(2, "64: pause 0.25; 65: rate 67.778; 89: rate Infinity")]
    [InlineData(12, "64: pause 0.25; 65: rate 67.778; 89: rate Infinity")]
    [InlineData(13, "64: pause 0.25; 65: rate 67.778; 89: pause 0.25")]
    public async Task A_first_trial_with_few_throttled_requests_finds_a_limit(int throttled, string expected)
    {
        await ReplyAsync(new string('a', 60) + "tttt" + "a");
        await TrialAsync(throttled);

        Assert.Equal(expected, Trace());
    }

    [Theory]
    [InlineData(1, "545: pause 0.25; 546: rate 84.238")]
    [InlineData(2, "545: pause 0.25; 546: rate 84.238; 570: rate Infinity")]
    public async Task If_a_service_throttles_at_random_a_trial_is_compared_with_that_share(int throttled, string expected)
    {
        await ReplyAsync(string.Concat(Enumerable.Repeat("aaaaaaata", 60)) + "ttttt" + "a");
        await TrialAsync(throttled);

        Assert.Equal(expected, Trace());
    }

    [Theory]
    [InlineData(4, 2, "64: pause 0.25; 65: rate 67.778; 93: pause 0.25; 94: rate 38.521; 118: rate 23.501; 142: rate 86.06")]
    [InlineData(4, 1, "64: pause 0.25; 65: rate 67.778; 93: pause 0.25; 94: rate 38.521; 118: rate 23.501; 142: rate 38.521")]
    [InlineData(1, 0, "64: pause 0.25; 65: rate 67.778; 93: pause 0.25; 94: rate 38.521")]
    public async Task If_a_limit_is_known_an_unclear_trial_is_repeated_at_half_the_rate(int first, int second, string expected)
    {
        await ReplyAsync(new string('a', 60) + "tttt" + "a");
        await TrialAsync(0);
        await ReplyAsync("tttt" + "a");
        await TrialAsync(first);
        await TrialAsync(second);

        Assert.Equal(expected, Trace());
    }

    [Theory]
    [InlineData(1, 0, """
        334: pause 0.25; 335: pause 0.45; 336: pause 0.81; 337: rate 67.828; 379: pause 0.25; 380: pause 0.45; 381: pause 0.81; 382: rate 18.696;
        462: pause 0.25; 463: rate 23.305; 547: pause 0.25; 548: pause 0.45; 549: rate 24.196; 625: pause 0.25; 626: pause 0.45; 627: rate 24.293
        """)]
    [InlineData(1, 20, """
        340: pause 0.25; 341: pause 0.45; 342: pause 0.81; 343: rate 55.87; 367: rate Infinity; 390: pause 0.25; 391: pause 0.45; 392: pause 0.81;
        393: rate 15.497; 417: rate Infinity; 453: pause 0.25; 454: rate 19.276; 478: rate Infinity; 510: pause 0.25; 511: pause 0.45; 512: rate 19.731;
        536: rate Infinity; 568: pause 0.25; 569: pause 0.45; 570: rate 18.692; 583: pause 0.25; 584: pause 0.45; 585: rate 5.71; 604: pause 0.25;
        605: rate 3.824; 629: rate 6.434
        """)]
    [InlineData(2, 45, """
        1: pause 1; 7: pause 0.25; 8: rate 3.008; 28: pause 0.25; 29: pause 0.45; 30: pause 0.81; 31: rate 1.401; 55: rate 0.821;
        79: rate 3.322; 217: pause 0.25; 218: rate 1.622; 242: rate 7.587; 531: pause 0.25; 532: rate 5.814; 556: rate 42.856; 688: pause 0.25;
        689: pause 0.45; 690: rate 12.591; 714: rate 86.863; 764: pause 0.25; 765: pause 0.45; 766: rate 15.359; 790: rate 108.119
        """)]
    public async Task A_service_throttles_at_random_and_for_a_while_also_by_a_limit(uint seed, int percent, string expected)
    {
        var random = seed;
        var (second, accepted) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            if (second != (int)_clock.Now.TotalSeconds)
            {
                (second, accepted) = ((int)_clock.Now.TotalSeconds, 0);
            }

            random = (random * 1664525) + 1013904223;
            // From the 300th to the 700th response, the service accepts at most 30 requests in a second.
            var isThrottled = random >> 16 < percent * 655 || (i is >= 300 and <= 700 && accepted >= 30);
            accepted += isThrottled ? 0 : 1;
            await ReplyAsync(isThrottled ? "t" : "a");
        }

        Assert.Equal(expected.ReplaceLineEndings(" "), Trace());
    }

    private string Trace() => string.Join("; ", _trace);

    // A trial of 24 responses, of which the given number are throttled, never two in a row.
    private Task TrialAsync(int throttled) =>
        ReplyAsync(string.Concat(Enumerable.Range(0, 24).Select(i => (i / 2 < throttled && i % 2 == 1) || (throttled > 12 && i == 22) ? 't' : 'a')));

    private async Task ReplyAsync(string responses)
    {
        foreach (var response in responses)
        {
            var permit = await _limiter.WaitAsync(Stop);
            _clock.Advance(0.01);
            var (rate, pauses) = (_limiter.Rate, _limiter.PauseCount);
            if (response == 'a')
            {
                _limiter.OnAccepted(permit);
            }
            else
            {
                _limiter.OnThrottled(permit, null);
            }

            _responses++;
            if (_limiter.PauseCount > pauses)
            {
                _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{_responses}: pause {_limiter.PauseLeft.TotalSeconds:0.###}"));
            }

            if (!_limiter.Rate.Equals(rate) && Math.Abs((_limiter.Rate / rate) - 1.01) > 0.02)
            {
                _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{_responses}: rate {_limiter.Rate:0.###}"));
            }
        }
    }
}
