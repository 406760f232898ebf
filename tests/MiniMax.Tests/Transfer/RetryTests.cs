using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Which requests are retried, how often, and the messages about it.</summary>
public class RetryTests : ModuleTest
{
    [Theory]
    [InlineData("ServerError")]
    [InlineData("RequestTimeout")]
    [InlineData("RateLimited")]
    [InlineData("BadGateway")]
    [InlineData("ServiceUnavailable")]
    [InlineData("GatewayTimeout")]
    [InlineData("ConnectionReset")]
    [InlineData("ConnectionResetBeforeBody")]
    [InlineData("ConnectionResetAfterBody")]
    public void A_transient_failure_is_retried_with_the_complete_body(string fault)
    {
        var file = NewRecording("a.wav", 5);
        State.Faults.Add(fault, 2);

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        Assert.Equal(3, uploaded.Attempts);
        Assert.Equal(UploadOrigin.Uploaded, uploaded.Origin);
        Assert.Equal(file.Length, Assert.Single(State.Files).Bytes);
        Assert.Equal(uploaded.Sha256, State.Files[0].Sha256);
    }

    [Theory]
    [InlineData("InvalidParameters")]
    [InlineData("SensitiveContent")]
    [InlineData("NotFound")]
    [InlineData("PayloadTooLarge")]
    [InlineData("Redirect")]
    public void A_permanent_failure_is_not_retried(string fault)
    {
        NewRecording("a.wav");
        State.Faults.Add(fault, 1);

        Assert.Equal(1, Assert.IsType<MiniMaxException>(Run("Send-MiniMaxPromptAudio a.wav").OnlyError().Exception).Attempts);
        Assert.Single(State.Requests);
    }

    [Fact]
    public void A_timeout_of_one_attempt_is_retried()
    {
        NewRecording("a.wav");
        State.Faults.Add("Stalled", 1);

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -TimeoutSec 1").Of<UploadedFile>());

        Assert.Equal(2, uploaded.Attempts);
        Assert.Single(State.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Retry_After_is_honored_in_seconds_and_as_a_date(bool asDate)
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 429, RetryAfter = 2, RetryAfterAsDate = asDate, Count = 1 });

        Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        // The server's own clock. A date has whole seconds, so up to one of the two seconds may have passed.
        var gap = State.Requests[1].StartedAt - State.Requests[0].StartedAt;
        Assert.True(gap >= TimeSpan.FromSeconds(asDate ? 1 : 2), $"{gap} between the attempts");
    }

    [Fact]
    public void Each_attempt_is_one_verbose_line()
    {
        NewRecording("a.wav");
        State.Faults.Add("ServerError", 2);

        var lines = Run("Send-MiniMaxPromptAudio a.wav -Verbose").Verbose.Where(v => v.Contains("attempt", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, lines.Count);
        Assert.Contains("attempt 1", lines[0], StringComparison.Ordinal);
        Assert.Contains("ServerError", lines[0], StringComparison.Ordinal);
        Assert.Contains($"stored as {State.Files[0].FileId}", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_limit_loses_no_file()
    {
        State.RateLimit = new MiniMax.Emulator.RateLimits.RateLimit(20, TimeSpan.FromSeconds(1));
        Session.Set("files", NewRecordings(60));

        var result = Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 8 -RetryIntervalSec 0.1");

        Assert.Empty(result.Errors);
        Assert.Equal(60, State.Files.Count);
        Assert.InRange(State.Stats.RateLimited, 1, 40);
    }

    [Theory]
    [InlineData(1, 0.0, 0)]
    [InlineData(1, 1.0, 2)]
    [InlineData(2, 1.0, 4)]
    [InlineData(3, 0.5, 4)]
    [InlineData(30, 1.0, 60)]
    public void The_maximum_wait_doubles_and_the_wait_is_random_up_to_it(int retry, double random, double seconds)
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(2), () => random);

        Assert.Equal(seconds, policy.DelayBefore(retry, null).TotalSeconds, 6);
    }

    [Fact]
    public void Retry_After_is_capped()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(2), () => 0);

        Assert.Equal(TimeSpan.FromSeconds(7), policy.DelayBefore(1, TimeSpan.FromSeconds(7)));
        Assert.Equal(RetryPolicy.MaxRetryAfter, policy.DelayBefore(1, TimeSpan.FromDays(1)));
    }
}
