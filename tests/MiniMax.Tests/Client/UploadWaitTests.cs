using System.Globalization;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>How long uploads wait for retries, lists and the rate limit, what they show meanwhile, and what the log says.</summary>
public class UploadWaitTests : UploadQueueTest
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(5);

    private readonly DatedClock _clock = new();

    // Without jitter.
    private ReceivedEvents Send(Host host, int retries, double interval, params FileUpload[] uploads)
    {
        using var queue = new UploadQueue(host.Client, new UploadOptions(1, new RetryPolicy(retries, TimeSpan.FromSeconds(interval), () => 1)), null, _clock);
        foreach (var upload in uploads)
        {
            queue.Add(upload);
        }

        return Take(queue);
    }

    private static Func<HttpResponseMessage> Throttled(int retryAfter, int code = 1002) => Scripted.Json(
        $$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"slow down"}}""", 200, ("Retry-After", retryAfter.ToString(CultureInfo.InvariantCulture)));

    private static string At(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void A_file_shows_its_retry_and_its_wait()
    {
        var upload = NewUpload("a.wav");
        var shown = new List<(double, double, string, int, int, bool)>();
        _clock.OnWait = wait => shown.Add((wait.TotalSeconds, upload.WaitLeft.TotalSeconds, upload.Retry!.Failure.ErrorId, upload.Retry.Number, upload.Retry.Maximum, upload.IsThrottled));
        var during = new List<(PendingRetry?, bool)>();
        var failing = Scripted.Code(1000);
        var host = new Host(Is.Upload, [.. new[] { failing, failing, Stored(7) }.Select<Func<HttpResponseMessage>, Func<HttpResponseMessage>>(respond => () =>
        {
            during.Add((upload.Retry, upload.IsThrottled));
            return respond();
        })]);

        var received = Send(host, 2, 4, upload);

        Assert.Equal(3, Assert.Single(received.Outcomes).Attempts);
        Assert.Equal([(4, 4, "ServerError", 1, 2, false), (8, 8, "ServerError", 2, 2, false)], shown);
        Assert.Equal([(null, false), (null, false), (null, false)], during);
    }

    [Fact]
    public void A_file_that_waits_before_its_last_look_for_a_lost_upload_shows_no_retry()
    {
        var upload = NewUpload("a.wav");
        var shown = new List<(double, PendingRetry?)>();
        _clock.OnWait = wait => shown.Add((wait.TotalSeconds, upload.Retry));
        var host = new Host(Is.Upload, Scripted.Broken()) { [Is.List] = [List("")] };

        Send(host, 0, 4, upload);

        Assert.Equal([(4, null)], shown);
    }

    [Fact]
    public void The_waits_for_the_list_and_for_the_content_grow_with_transient_failures_and_are_shown()
    {
        var upload = NewUpload("a.wav");
        var shown = new List<(double, double)>();
        _clock.OnWait = wait => shown.Add((wait.TotalSeconds, upload.WaitLeft.TotalSeconds));
        var host = new Host(Is.Upload, Scripted.Broken())
        {
            [Is.List] = [Scripted.Code(1000), Scripted.Code(1000), Scripted.Code(2013), List("""{"file_id":4,"filename":"a.wav","bytes":11}""")],
            [Is.Content] = [Scripted.Empty(502), Scripted.Empty(502), Scripted.Code(2013), Content("the content")],
        };

        var outcome = Assert.Single(Send(host, 1, 4, upload).Outcomes);

        Assert.Equal(UploadOrigin.Recovered, outcome.Origin);
        Assert.Equal([(4, 4), (4, 4), (8, 8), (4, 4), (4, 4), (8, 8), (4, 4)], shown);
    }

    [Fact]
    public void The_time_of_the_first_lost_response_determines_which_files_can_be_the_upload()
    {
        var host = new Host(Is.Upload, Scripted.Broken())
        {
            [Is.List] = [.. Enumerable.Repeat(Scripted.Code(1000), 4), List($$"""{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{At(DatedClock.Start)}}}""")],
            [Is.Content] = [Content("the content")],
        };

        var outcome = Assert.Single(Send(host, 1, 60, NewUpload("a.wav")).Outcomes);

        Assert.Equal((4, UploadOrigin.Recovered, 2), (outcome.File?.FileId, outcome.Origin, outcome.Attempts));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(-2, false)]
    public void A_file_can_be_the_upload_if_it_was_stored_at_most_a_second_before(int seconds, bool isRecovered)
    {
        var host = new Host(Is.Upload, Scripted.Broken())
        {
            [Is.List] = [List($$"""{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{At(DatedClock.Start.AddSeconds(seconds))}}}""")],
            [Is.Content] = [Content("the content")],
        };

        Assert.Equal(isRecovered, Assert.Single(Send(host, 0, 0, NewUpload("a.wav")).Outcomes).File is not null);
    }

    [Fact]
    public void A_single_throttled_request_after_an_accepted_one_delays_only_its_file()
    {
        var upload = NewUpload("b.wav");
        var shown = new List<(double, double, PendingRetry?, bool)>();
        _clock.OnWait = wait => shown.Add((wait.TotalSeconds, upload.WaitLeft.TotalSeconds, upload.Retry, upload.IsThrottled));
        var host = new Host(Is.Upload, Stored(7), Throttled(5), Stored(8));

        var received = Send(host, 1, 1, NewUpload("a.wav"), upload);

        Assert.Equal([7, 8], received.Outcomes.Select(o => o.File!.FileId));
        Assert.Equal([(5, 5, null, true)], shown);
        Assert.Equal(
            [
                $"a.wav: attempt 1, 11 bytes to {host.Name}, 0.00 s: stored as 7",
                $"b.wav: attempt 1, 11 bytes to {host.Name}, 0.00 s: RateLimited: {host.Name} responded: slow down (status 1002).",
                $"b.wav: attempt 2, 11 bytes to {host.Name}, 0.00 s: stored as 8",
            ],
            received.Verbose);
    }

    [Fact]
    public void A_pause_of_all_uploads_and_its_end_are_in_the_log()
    {
        var waits = new List<double>();
        _clock.OnWait = wait => waits.Add(wait.TotalSeconds);
        var host = new Host(Is.Upload, Throttled(5), Stored(7));

        var received = Send(host, 1, 1, NewUpload("a.wav"));

        Assert.Equal([5], waits);
        Assert.Equal(
            [
                $"a.wav: attempt 1, 11 bytes to {host.Name}, 0.00 s: RateLimited: {host.Name} responded: slow down (status 1002).",
                $"{host.Name} throttles requests: all uploads pause for 5.0 s.",
                $"a.wav: attempt 2, 11 bytes to {host.Name}, 0.00 s: stored as 7",
                $"{host.Name} accepts requests again: the uploads resume.",
            ],
            received.Verbose);
    }

    [Fact]
    public void After_two_pauses_the_uploads_resume_at_a_rate()
    {
        var host = new Host(Is.Upload, Throttled(5), Throttled(7), Stored(7));

        var received = Send(host, 5, 1, NewUpload("a.wav"));

        Assert.Equal(
            [
                $"{host.Name} throttles requests: all uploads pause for 5.0 s.",
                $"{host.Name} throttles requests: all uploads pause for 7.0 s.",
                $"{host.Name} accepts requests again: the uploads resume at 10.0 files/s.",
            ],
            received.Verbose.Where(v => v.StartsWith(host.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_limit_on_concurrent_requests_pauses_no_upload()
    {
        using var open = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var host = new Host(
            Is.Upload,
            () =>
            {
                entered.Set();
                open.Wait(TestContext.Current.CancellationToken);
                return Stored(7)();
            },
            Scripted.Code(1041),
            Stored(8));
        using var queue = new UploadQueue(host.Client, new UploadOptions(2, new RetryPolicy(1, TimeSpan.FromSeconds(1))), null, _clock);
        queue.Add(NewUpload("a.wav"));
        entered.Wait(TestContext.Current.CancellationToken);
        queue.Add(NewUpload("b.wav"));
        var received = new ReceivedEvents();
        while (received.Verbose.Count == 0)
        {
            received.Add(Assert.IsType<UploadEvent>(queue.Take(s_soon)));
        }

        open.Set();
        received.Verbose.AddRange(Take(queue).Verbose);

        Assert.Equal($"b.wav: attempt 1, 11 bytes to {host.Name}, 0.00 s: RateLimited: {host.Name} responded: said so (status 1041).", received.Verbose[0]);
        Assert.Equal(
            [
                $"a.wav: attempt 1, 11 bytes to {host.Name}, 0.00 s: stored as 7",
                $"b.wav: attempt 2, 11 bytes to {host.Name}, 0.00 s: stored as 8",
            ],
            received.Verbose.Skip(1).Order());
    }

    [Fact]
    public void If_the_first_request_after_a_pause_fails_for_another_reason_the_next_one_follows()
    {
        var host = new Host(Is.Upload, Throttled(5), Scripted.Code(2013), Stored(8));

        var received = Send(host, 0, 1, NewUpload("a.wav"), NewUpload("b.wav"), NewUpload("c.wav"));

        Assert.Equal(["RateLimited", "InvalidParameters", null], received.Outcomes.Select(o => o.Error?.ErrorId));
        Assert.Equal(8, received.Outcomes[2].File!.FileId);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Now);
    }

    [Fact]
    public void A_throttled_file_is_retried_for_90_intervals_after_the_last_accepted_request_and_then_up_to_the_maximum()
    {
        // At 0, 60, 120, and 180 s; the last of them uses the only retry.
        var host = new Host(Is.Upload, Stored(7), Throttled(60));

        var received = Send(host, 1, 2, NewUpload("a.wav"), NewUpload("b.wav"));

        Assert.Equal(("RateLimited", 5), (received.Outcomes[1].Error!.ErrorId, received.Outcomes[1].Attempts));
        Assert.Equal(TimeSpan.FromSeconds(240), _clock.Now);
    }

    /// <summary>The same clock with a date.</summary>
    private sealed class DatedClock : SteppingClock
    {
        public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Start + Now;
    }
}
