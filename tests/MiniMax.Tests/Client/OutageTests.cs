namespace MiniMax.Tests.Client;

/// <summary>When consecutive failures end a batch.</summary>
public class OutageTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    public void As_many_unreachable_items_as_run_at_a_time_end_a_batch_but_at_least_three(int parallel, int expected)
    {
        var detector = new OutageDetector(parallel);
        var errors = Enumerable.Range(0, expected).Select(_ => Unreachable()).ToArray();

        var seen = errors.Select(detector.Observe).ToArray();

        Assert.Equal(errors[..^1], seen[..^1]);
        Assert.All(errors, e => Assert.Equal("no luck", e.Message));
        Assert.Equal($"no luck {expected} consecutive items received no response after all retries, so the batch stops.", seen[^1]!.Message);
        Assert.Equal(ErrorIds.ConnectionFailed, seen[^1]!.ErrorId);
    }

    [Theory]
    [InlineData("success", true)]
    [InlineData("a response of the host", true)]
    [InlineData("another error", true)]
    [InlineData("nothing was sent", false)]
    public void A_response_of_the_host_starts_the_count_again(string between, bool startsAgain)
    {
        var detector = new OutageDetector(1);
        var error = between switch
        {
            "success" => null,
            "a response of the host" => new MiniMaxException(ErrorIds.ConnectionFailed, "no luck", "") { Attempts = 1, HttpStatus = 407 },
            "another error" => new MiniMaxException(ErrorIds.ServerError, "no luck", "") { Attempts = 1 },
            _ => new MiniMaxException(ErrorIds.ConnectionFailed, "no luck", "") { Attempts = 0 },
        };

        detector.Observe(Unreachable());
        detector.Observe(Unreachable(ErrorIds.RequestTimeout));
        Assert.Same(error, detector.Observe(error));

        Assert.Equal(
            startsAgain ? [false, false, true] : [true, true, true],
            Enumerable.Range(0, 3).Select(_ => detector.Observe(Unreachable())!.Message.EndsWith(" consecutive items received no response after all retries, so the batch stops.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ErrorIds.ConnectionFailed, null, true)]
    [InlineData(ErrorIds.RequestTimeout, null, true)]
    [InlineData(ErrorIds.RequestTimeout, 408, false)]
    [InlineData(ErrorIds.ConnectionFailed, 407, false)]
    [InlineData(ErrorIds.RateLimited, null, false)]
    [InlineData(ErrorIds.FileUnreadable, null, false)]
    public void A_host_is_unreachable_if_no_response_arrived(string errorId, int? status, bool expected) =>
        Assert.Equal(expected, OutageDetector.IsUnreachable(new MiniMaxException(errorId, "no luck", "") { HttpStatus = status }));

    private static MiniMaxException Unreachable(string errorId = ErrorIds.ConnectionFailed) => new(errorId, "no luck", "") { Attempts = 1 };
}
