using MiniMax.Emulator;
using MiniMax.Emulator.RateLimits;

namespace MiniMax.Tests.Emulator;

public class RateLimitTests : EmulatorTest
{
    private readonly ImpatientClock _clock;

    public RateLimitTests()
        : this(new ImpatientClock())
    {
    }

    private RateLimitTests(ImpatientClock clock)
        : base(new EmulatorOptions { TimeProvider = clock, RateLimit = RateLimit.Parse("60/6") }) => _clock = clock;

    [Fact]
    public async Task Requests_over_the_limit_are_rejected_until_time_has_passed()
    {
        Assert.Equal(60, await AcceptedAsync(65));
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        Assert.Equal(3, await AcceptedAsync(5));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(60, await AcceptedAsync(62));
        Assert.Equal((9, 9), (State.Stats.RateLimited, State.Stats.Refused));
        Assert.Equal(123, State.Files.Count);
    }

    [Fact]
    public async Task A_fixed_window_restores_all_requests_at_once()
    {
        State.RateLimit = new RateLimit(3, TimeSpan.FromSeconds(10)) { Mode = RateLimitMode.FixedWindow };

        Assert.Equal(3, await AcceptedAsync(4));
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, await AcceptedAsync(1));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(3, await AcceptedAsync(4));
    }

    [Fact]
    public async Task Every_key_has_its_own_limit()
    {
        State.RateLimit = new RateLimit(1, TimeSpan.FromMinutes(1));
        using HttpClient other = NewClient("sk-other");

        Assert.Equal(1, await AcceptedAsync(2));
        using HttpResponseMessage response = await other.PostAsync("/v1/files/upload", Form(), Soon);
        await SuccessAsync(response);
    }

    [Fact]
    public async Task One_endpoint_can_be_limited_alone()
    {
        State.RateLimit = new RateLimit(1, TimeSpan.FromMinutes(1)) { Endpoint = "upload" };

        Assert.Equal(1, await AcceptedAsync(2));
        using HttpResponseMessage list = await GetAsync("/v1/files/list?purpose=prompt_audio");
        await SuccessAsync(list);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("60/0")]
    [InlineData("0/60")]
    [InlineData("x/y")]
    [InlineData("1/2/3")]
    public void An_invalid_limit_is_rejected(string text) =>
        Assert.True(Record.Exception(() => RateLimit.Parse(text)) is FormatException or ArgumentException);

    private async Task<int> AcceptedAsync(int requests)
    {
        int accepted = 0;
        for (int i = 0; i < requests; i++)
        {
            using HttpResponseMessage response = await UploadAsync();
            if ((await response.Content.ReadAsStringAsync(Soon)).Contains("\"status_code\":0", StringComparison.Ordinal))
            {
                accepted++;
            }
            else
            {
                await RejectedAsync(1002, response);
            }
        }
        return accepted;
    }
}
