using System.Text.RegularExpressions;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>One upload, as the owner of the queue observes it, with a host that returns given responses.</summary>
public class UploadTests : UploadQueueTest
{
    [Fact]
    public void A_stored_file_has_all_properties_of_the_response()
    {
        var host = new Host(Is.Upload, Stored(7, bytes: 12, trace: "t-1"));

        var received = Send(host, NewUpload("a.wav"));

        Assert.Matches(new Regex($@"^a\.wav: attempt 1, 11 bytes to {host.Name}, \d+\.\d\d s: stored as 7 \(trace ID t-1\)$", RegexOptions.CultureInvariant), Assert.Single(received.Verbose));
        Assert.Equal([$"a.wav: 11 bytes were sent, but {host.Name} reports that it stored 12 bytes."], received.Warnings);
        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((UploadOrigin.Uploaded, 1), (outcome.Origin, outcome.Attempts));
        Assert.Equal((7, 12, "t-1"), (outcome.File!.FileId, outcome.File.Bytes, outcome.File.TraceId));
        Assert.Null(outcome.Error);
        Assert.Equal(11, outcome.Upload.BytesSent);
        Assert.True(outcome.Upload.IsFullySent);
        Assert.Equal(Hash("the content"), outcome.Upload.Sha256);
    }

    [Fact]
    public void Properties_that_the_response_lacks_are_those_of_the_request()
    {
        var file = Assert.Single(Send(new Host(Is.Upload, Scripted.Json("""{"file":{"file_id":7}}""")), NewUpload("a.wav")).Outcomes).File!;

        Assert.Equal(("a.wav", 11, "prompt_audio"), (file.FileName, file.Bytes, file.Purpose));
    }

    [Fact]
    public void Properties_of_the_response_override_those_of_the_request()
    {
        var file = Assert.Single(Send(new Host(Is.Upload, Scripted.Json("""{"file":{"file_id":7,"filename":"A.wav","bytes":12}}""")), NewUpload("a.wav")).Outcomes).File!;

        Assert.Equal(("A.wav", 12), (file.FileName, file.Bytes));
    }

    [Fact]
    public void Characters_that_a_form_cannot_contain_are_removed_from_a_name()
    {
        var host = new Host(Is.Upload, Stored(7));

        Send(host, NewUpload("a\0\"b\".wav"));

        Assert.Contains("filename=\"a%22b%22.wav\"", Assert.Single(host.Bodies), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2013, "InvalidParameters", "Check the name, type, and size of the file: mp3, m4a, or wav, up to 20 MiB.")]
    [InlineData(1028, "QuotaExceeded", "Wait until the quota is renewed, or increase it in the account.")]
    public void A_rejection_is_reported_once_and_causes_no_search(int code, string id, string remedy)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"said so"}}""", 200, ("Trace-Id", "t-1")));

        var received = Send(host, NewUpload("a.wav"));

        var error = Assert.Single(received.Outcomes).Error!;
        Assert.Equal(id, error.ErrorId);
        Assert.Equal(remedy, error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal(1, error.Attempts);
        Assert.False(error.IsOutcomeUnknown);
        Assert.EndsWith($" s: {id}: {host.Name} responded: said so (status {code}). (trace ID t-1)", Assert.Single(received.Verbose), StringComparison.Ordinal);
        Assert.Single(host.Requests);
    }

    [Fact]
    public void A_success_without_an_ID_is_not_a_success()
    {
        var error = Assert.Single(Send(new Host(Is.Upload, Scripted.Json("""{"file":{"filename":"a.wav"},"base_resp":{"status_code":0}}""")) { [Is.List] = [Scripted.Json("""{"files":[]}""")] }, NewUpload("a.wav")).Outcomes).Error!;

        Assert.EndsWith("returned an unusable response (HTTP 200): it reports success but has no valid file ID.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_is_retried_up_to_the_maximum()
    {
        var host = new Host(Is.Upload, Scripted.Code(1000));

        var received = Send(host, 2, NewUpload("a.wav"));

        Assert.Equal(3, Assert.Single(received.Outcomes).Attempts);
        Assert.Equal(3, received.Outcomes[0].Error!.Attempts);
        Assert.False(received.Outcomes[0].Error!.IsOutcomeUnknown);
        Assert.Equal(3, host.Requests.Count);
    }

    [Fact]
    public void After_a_rejected_key_no_other_file_is_sent()
    {
        var host = new Host(Is.Upload, Scripted.Code(2049));

        var received = Send(host, NewUpload("a.wav"), NewUpload("b.wav"));

        Assert.Equal("a.wav", Assert.Single(received.Outcomes).Upload.FileName);
        Assert.Equal(1, received.Skipped);
        Assert.Single(host.Requests);
    }

    [Fact]
    public void An_unexpected_exception_is_the_error_of_its_file_only()
    {
        var host = new Host(Is.Upload, Scripted.Code(1000), Stored(7));
        var a = NewUpload("a.wav");

        var received = Send(host.Client, new RetryPolicy(1, TimeSpan.Zero, () => throw new InvalidOperationException("no dice")), null, a, NewUpload("b.wav"));

        Assert.Equal(2, received.Outcomes.Count);
        var error = received.Outcomes[0].Error!;
        Assert.Equal("ApiError", error.ErrorId);
        Assert.Equal($"The upload of '{a.File.Path}' failed: no dice", error.Message);
        Assert.Equal("Send the file again. If the problem persists, report it and quote this message.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Equal(0, received.Outcomes[0].Attempts);
        Assert.Equal(7, received.Outcomes[1].File!.FileId);
    }

    [Fact]
    public void Throttling_loses_no_file_while_the_batch_progresses()
    {
        var refused = Scripted.Json("""{"base_resp":{"status_code":1002}}""", 200, ("Retry-After", "0"));
        var host = new Host(Is.Upload, Stored(7), refused, refused, refused, refused, Stored(8));

        var received = Send(host.Client, new RetryPolicy(1, TimeSpan.FromSeconds(60), () => 0), null, NewUpload("a.wav"), NewUpload("b.wav"));

        Assert.Equal([1, 5], received.Outcomes.Select(o => o.Attempts));
        Assert.All(received.Outcomes, o => Assert.Null(o.Error));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Throttling_from_the_start_is_retried_up_to_the_maximum(int retries, int attempts)
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"base_resp":{"status_code":1002}}""", 200, ("Retry-After", "0")));

        var received = Send(host.Client, new RetryPolicy(retries, TimeSpan.FromSeconds(60), () => 0), null, NewUpload("a.wav"));

        Assert.Equal("RateLimited", Assert.Single(received.Outcomes).Error!.ErrorId);
        Assert.Equal(attempts, received.Outcomes[0].Attempts);
    }

    [Fact]
    public void Without_retries_throttling_is_not_retried()
    {
        var host = new Host(Is.Upload, Stored(7), Scripted.Code(1002));

        var received = Send(host.Client, new RetryPolicy(0, TimeSpan.FromSeconds(60), () => 0), null, NewUpload("a.wav"), NewUpload("b.wav"));

        Assert.Equal("RateLimited", received.Outcomes[1].Error!.ErrorId);
        Assert.Equal(1, received.Outcomes[1].Attempts);
    }

    [Fact]
    public void A_retry_is_not_fully_sent_when_its_content_begins()
    {
        var upload = NewUpload("a.wav");
        var service = new Reading(() => upload.IsFullySent, Scripted.Code(1000), Stored(7));
        var client = new MiniMaxClient(new HttpClient(service), ServiceAddress.Parse("https://reading.example"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        var received = Send(client, new RetryPolicy(1, TimeSpan.Zero), null, upload);

        Assert.Equal(2, Assert.Single(received.Outcomes).Attempts);
        Assert.Equal([false, false], service.Observed);
        Assert.True(upload.IsFullySent);
    }

    [Fact]
    public void A_file_that_grows_between_two_attempts_is_not_sent_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var upload = NewUpload("a.wav");
        var path = upload.File.Path;
        var host = new Host(Is.Upload, () =>
        {
            Write(path, "the content!");
            return Scripted.Code(1000)();
        });

        var error = Assert.Single(Send(host, 1, upload).Outcomes).Error!;

        Assert.Equal("FileChanged", error.ErrorId);
        Assert.Equal($"'{path}' changed after validation: from 11 to 12 bytes.", error.Message);
        Assert.Equal("Close the program that writes to the file, and send the file again.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
    }

    [Fact]
    public void A_file_that_shrinks_between_two_attempts_is_not_sent_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var upload = NewUpload("a.wav");
        var path = upload.File.Path;
        var host = new Host(Is.Upload, () =>
        {
            Write(path, "the");
            return Scripted.Code(1000)();
        });

        var error = Assert.Single(Send(host, 1, upload).Outcomes).Error!;

        Assert.Equal($"'{path}' changed after validation: from 11 to 3 bytes.", error.Message);
        Assert.Equal("FileChanged", error.ErrorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_overwritten_between_two_attempts_is_not_sent_again(bool keepsTime)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var upload = NewUpload("a.wav");
        var path = upload.File.Path;
        var time = File.GetLastWriteTimeUtc(path);
        var host = new Host(Is.Upload, () =>
        {
            Write(path, keepsTime ? "the CONTENT" : "the content");
            File.SetLastWriteTimeUtc(path, keepsTime ? time : time.AddSeconds(2));
            return Scripted.Code(1000)();
        });

        var error = Assert.Single(Send(host, 1, upload).Outcomes).Error!;

        Assert.Equal("FileChanged", error.ErrorId);
        Assert.Equal($"'{path}' was modified after validation.", error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_without_the_content_of_its_validation_is_not_stored(bool hasCheckpoint)
    {
        var host = new Host(Is.Upload, Stored(7));
        var upload = NewUpload("a.wav");
        upload.Sha256 = Hash("another");
        using var checkpoint = hasCheckpoint ? Checkpoint.Open(Path.Combine(Folder, "c.jsonl"), host.Client.Address, "prompt_audio") : null;

        var error = Assert.Single(Send(host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, upload).Outcomes).Error!;

        Assert.Equal("FileChanged", error.ErrorId);
        Assert.Equal($"'{upload.File.Path}' was modified after validation.", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128 * 1024)]
    [InlineData((128 * 1024) + 1)]
    [InlineData(700_001)]
    public async Task A_file_of_any_size_is_hashed(int length)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
        var path = Path.Combine(Folder, "a.bin");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        using var file = SourceFile.Open(path);

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), file.ComputeSha256(TestContext.Current.CancellationToken));
        Assert.Equal((path, length), (file.Path, file.Length));
        Assert.Equal(length, file.Stream.Length);
        file.ThrowIfChanged();
    }

    [Theory]
    [InlineData("nope.wav")]
    [InlineData("no/such/folder.wav")]
    public void A_file_that_does_not_exist_is_reported_with_its_path(string name)
    {
        var path = Path.Combine(Folder, name);

        var error = Assert.Throws<MiniMaxException>(() => SourceFile.Open(path));

        Assert.Equal("FileNotFound", error.ErrorId);
        Assert.Equal($"The file '{path}' does not exist.", error.Message);
        Assert.Equal("Check the path. -LiteralPath does not expand wildcards.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_reported_with_the_cause_and_a_remedy()
    {
        var folder = Assert.Throws<MiniMaxException>(() => SourceFile.Open(Folder));
        var path = Path.Combine(Folder, "a.wav");
        using var locked = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var busy = Assert.Throws<MiniMaxException>(() => SourceFile.Open(path));

        Assert.Equal(("FileUnreadable", "FileUnreadable"), (folder.ErrorId, busy.ErrorId));
        Assert.Equal($"'{Folder}' cannot be read: {folder.InnerException!.Message}", folder.Message);
        Assert.Equal("Grant read permission on the file to the account that runs the command.", folder.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal($"'{path}' cannot be read: {busy.InnerException!.Message}", busy.Message);
        Assert.Equal("Close the program that has the file open, or check the disk.", busy.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Throws<ArgumentNullException>("cause", () => SourceFile.Unreadable(path, null!));
    }

    [Fact]
    public void Files_are_sent_in_the_order_in_which_they_were_added()
    {
        using var open = new ManualResetEventSlim();
        var host = new Host(Is.Upload, () =>
        {
            open.Wait(TestContext.Current.CancellationToken);
            return Stored(7)();
        });
        using var queue = new UploadQueue(host.Client, new UploadOptions(1, new RetryPolicy(0, TimeSpan.Zero)), null);

        Assert.Null(queue.Take(TimeSpan.Zero));
        var first = NewUpload("a.wav");
        queue.Add(first);
        queue.Add(NewUpload("b.wav"));
        queue.Add(NewUpload("c.wav"));
        Assert.Equal(3, queue.Pending);
        Assert.True(SpinWait.SpinUntil(() => queue.Active.Count == 1, TimeSpan.FromMinutes(5)));
        Assert.Same(first, Assert.Single(queue.Active));
        open.Set();
        var received = Take(queue);

        Assert.Equal(["a.wav", "b.wav", "c.wav"], received.Outcomes.Select(o => o.Upload.FileName));
        Assert.Equal(0, queue.Pending);
        Assert.True(SpinWait.SpinUntil(() => queue.Active.Count == 0, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void A_stopped_queue_reports_nothing_more_and_can_be_stopped_again()
    {
        var queue = new UploadQueue(new Host(Is.Upload, Stored(7)).Client, new UploadOptions(1, new RetryPolicy(0, TimeSpan.Zero)), null);

        queue.Stop();
        queue.Stop();
        Assert.ThrowsAny<OperationCanceledException>(() => queue.Take(TimeSpan.FromMinutes(5)));
        queue.Dispose();
        queue.Stop();
    }

    [Fact]
    public void A_pause_for_the_rate_limit_is_visible_to_the_owner()
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"base_resp":{"status_code":1002}}""", 200, ("Retry-After", "200")));
        using var queue = new UploadQueue(host.Client, new UploadOptions(1, new RetryPolicy(5, TimeSpan.FromSeconds(1))), null);

        Assert.Equal(TimeSpan.Zero, queue.PauseLeft);
        queue.Add(NewUpload("a.wav"));
        Assert.Contains("attempt 1", queue.Take(TimeSpan.FromMinutes(5))!.VerboseText, StringComparison.Ordinal);

        Assert.True(SpinWait.SpinUntil(() => queue.PauseLeft > TimeSpan.FromSeconds(100), TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData("7200", "2.0 h")]
    [InlineData("922337203685", "10675199 days")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", " days")]
    public void A_wait_beyond_the_maximum_is_announced_once_with_its_limit_and_a_remedy(string retryAfter, string length)
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"base_resp":{"status_code":1002}}""", 200, ("Retry-After", retryAfter)));
        using var queue = new UploadQueue(host.Client, new UploadOptions(2, new RetryPolicy(5, TimeSpan.FromSeconds(1))), null);

        queue.Add(NewUpload("a.wav"));
        queue.Add(NewUpload("b.wav"));
        var received = new ReceivedEvents();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                if (queue.Take(TimeSpan.FromMilliseconds(10)) is { } happened)
                {
                    received.Add(happened);
                }

                return received.Warnings.Count > 0 && host.Requests.Count > 0 && queue.PauseLeft > TimeSpan.Zero;
            },
            TimeSpan.FromSeconds(60)));

        var warning = Assert.Single(received.Warnings);
        Assert.Contains($"{host.Name} requests a delay of ", warning, StringComparison.Ordinal);
        Assert.Contains($"{length} (Retry-After). The module waits for the maximum of 1 h. Press Ctrl+C to stop waiting, and run the command again later", warning, StringComparison.Ordinal);
        Assert.Contains("-CheckpointPath", warning, StringComparison.Ordinal);
        Assert.InRange(queue.PauseLeft, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
    }

    [Fact]
    public void The_wait_of_a_single_file_is_visible_to_the_owner()
    {
        var host = new Host(Is.Upload, Scripted.Empty(503, ("Retry-After", "200")));
        using var queue = new UploadQueue(host.Client, new UploadOptions(1, new RetryPolicy(5, TimeSpan.FromSeconds(1))), null);
        var upload = NewUpload("a.wav");

        Assert.Equal(TimeSpan.Zero, upload.WaitLeft);
        queue.Add(upload);

        Assert.True(SpinWait.SpinUntil(() => upload.WaitLeft > TimeSpan.FromSeconds(100), TimeSpan.FromMinutes(5)));
        Assert.Equal(TimeSpan.Zero, queue.PauseLeft);
    }

    /// <summary>A host that observes a state at the first byte of each request.</summary>
    private sealed class Reading(Func<bool> observe, params Func<HttpResponseMessage>[] responses) : HttpMessageHandler
    {
        public List<bool> Observed { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = responses[Observed.Count];
            using var first = new First(() => Observed.Add(observe()));
            await request.Content!.CopyToAsync(first, cancellationToken);
            return response();
        }
    }

    /// <summary>A stream that reports its first byte.</summary>
    private sealed class First(Action report) : MemoryStream
    {
        private Action? _report = report;

        public override void Write(byte[] buffer, int offset, int count) => Report();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Report();
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Report();
            return ValueTask.CompletedTask;
        }

        private void Report() => Interlocked.Exchange(ref _report, null)?.Invoke();
    }
}
