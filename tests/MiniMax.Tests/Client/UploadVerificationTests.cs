using MiniMax.Tests.Support;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>If requested, the content of each stored file is downloaded and compared.</summary>
public class UploadVerificationTests : UploadQueueTest
{
    private const string Download = "retrieve_content?file_id=7";

    private readonly Host _host = new(Is.Upload, Stored(7, trace: "t-1")) { [Is.Content] = [Content("the content")] };

    private string Lines => Path.Combine(Folder, "c.jsonl");

    private ReceivedEvents Verify(Checkpoint? checkpoint = null, int retries = 0, bool verify = true)
    {
        using var queue = new UploadQueue(_host.Client, new UploadOptions(1, new RetryPolicy(retries, TimeSpan.Zero), Verify: verify), checkpoint);
        queue.Add(NewUpload("a.wav"));
        return Take(queue);
    }

    // Uploads the file without verification, and verifies the recorded file in a second run.
    private ReceivedEvents VerifyRecorded()
    {
        using (var first = Checkpoint.Open(Lines, _host.Client.Address, "prompt_audio"))
        {
            Verify(first, verify: false);
        }

        _host.Requests.Clear();
        using var second = Checkpoint.Open(Lines, _host.Client.Address, "prompt_audio");
        return Verify(second);
    }

    [Fact]
    public void A_stored_file_with_the_same_content_is_verified()
    {
        var received = Verify();

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((7, UploadOrigin.Uploaded, true), (outcome.File!.FileId, outcome.Origin, outcome.IsVerified));
        Assert.Equal(["upload", Download], _host.Requests);
        Assert.Empty(received.Warnings);
    }

    [Fact]
    public void Without_a_request_for_verification_nothing_is_downloaded()
    {
        var outcome = Assert.Single(Verify(verify: false).Outcomes);

        Assert.False(outcome.IsVerified);
        Assert.Equal(["upload"], _host.Requests);
    }

    [Fact]
    public void A_file_that_was_not_stored_is_not_downloaded()
    {
        _host[Is.Upload] = [Scripted.Code(2013)];

        Assert.Equal("InvalidParameters", Assert.Single(Verify().Outcomes).Error!.ErrorId);
        Assert.Equal(["upload"], _host.Requests);
    }

    [Fact]
    public void A_recorded_file_with_the_same_content_is_verified()
    {
        var outcome = Assert.Single(VerifyRecorded().Outcomes);

        Assert.Equal((7, UploadOrigin.Checkpoint, true), (outcome.File!.FileId, outcome.Origin, outcome.IsVerified));
        Assert.Equal([Download], _host.Requests);
    }

    [Fact]
    public void A_recovered_file_was_verified_by_its_recovery()
    {
        _host[Is.Upload] = [Scripted.Broken()];
        _host[Is.List] = [List("""{"file_id":7,"filename":"a.wav","bytes":11}""")];

        var outcome = Assert.Single(Verify().Outcomes);

        Assert.Equal((7, UploadOrigin.Recovered, true), (outcome.File!.FileId, outcome.Origin, outcome.IsVerified));
        Assert.Equal(["upload", "list?purpose=prompt_audio", Download], _host.Requests);
    }

    [Theory]
    [InlineData(false, 1, "Remove it, then send the file again: Remove-MiniMaxFile -FileId 7 -Purpose prompt_audio")]
    [InlineData(true, 0, "Remove it, then send the file again without this checkpoint: Remove-MiniMaxFile -FileId 7 -Purpose prompt_audio")]
    public void Different_content_is_an_error_and_not_a_result(bool isRecorded, int attempts, string remedy)
    {
        _host[Is.Content] = [Content("THE CONTENT")];

        var received = isRecorded ? VerifyRecorded() : Verify();

        var outcome = Assert.Single(received.Outcomes);
        Assert.Null(outcome.File);
        Assert.False(outcome.IsVerified);
        Assert.Equal(attempts, outcome.Attempts);
        var error = outcome.Error!;
        Assert.Equal("ContentMismatch", error.ErrorId);
        Assert.Equal(
            $"The content of file 7 at {_host.Name} differs from the local file: SHA-256 {Hash("THE CONTENT")} instead of {Hash("the content")}.",
            error.Message);
        Assert.Equal(remedy, error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal((_host.Name, "t-1", attempts), (error.Host, error.TraceId, error.Attempts));
        Assert.Empty(received.Warnings);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Content_of_another_declared_length_is_different(int length)
    {
        _host[Is.Content] = [Content(new string('c', length))];

        Assert.Equal("ContentMismatch", Assert.Single(Verify().Outcomes).Error!.ErrorId);
    }

    [Theory]
    [InlineData("the conten", "HTTP/1.1", true, null)]
    [InlineData("the conten", "HTTP/2.0", false, null)]
    [InlineData("the Content", "HTTP/1.1", false, null)]
    [InlineData("the conten", "HTTP/1.1", false, "it has 10 bytes, but file 7 has 11 bytes")]
    [InlineData("<html>login", "HTTP/1.1", false, "it has HTML or XML, not the content of the file")]
    [InlineData("  {\"code\":1}, and more", "HTTP/1.1", true, "it has JSON, not the content of the file")]
    [InlineData("the content and more", "HTTP/1.1", true, "it has more than the 11 bytes of file 7")]
    public void Incomplete_or_other_content_is_not_compared(string content, string version, bool isChunked, string? problem)
    {
        _host[Is.Content] =
        [
            () =>
            {
                var response = Scripted.Respond(200, new StreamContent(new OneByteStream(content)));
                response.Version = Version.Parse(version[5..]);
                response.Headers.TransferEncodingChunked = isChunked;
                return response;
            },
        ];

        var received = Verify();

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal(problem is null ? "ContentMismatch" : null, outcome.Error?.ErrorId);
        Assert.Equal(problem is null ? 0 : 1, received.Warnings.Count(w => w.Contains("its content could not be verified", StringComparison.Ordinal) && w.Contains(problem!, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData("application/xhtml+xml")]
    [InlineData("application/vnd.api+json")]
    [InlineData("image/png")]
    [InlineData("video/webm")]
    [InlineData("application/pdf")]
    public void Content_of_another_media_type_is_not_compared(string type)
    {
        _host[Is.Content] = [Typed("Log in now.", type)];

        AssertNotVerified(Verify(), $"it has {type}, not the content of the file");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    [InlineData("application/vnd.api+json")]
    public void The_same_content_is_verified_with_any_media_type(string type)
    {
        _host[Is.Content] = [Typed("the content", type)];

        Assert.True(Assert.Single(Verify().Outcomes).IsVerified);
    }

    [Theory]
    [InlineData("audio/wav")]
    [InlineData("video/mp4")]
    [InlineData("application/octet-stream")]
    public void Different_content_of_a_recording_is_an_error(string type)
    {
        _host[Is.Content] = [Typed("THE CONTENT", type)];

        Assert.Equal("ContentMismatch", Assert.Single(Verify().Outcomes).Error!.ErrorId);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(205)]
    public void Only_HTTP_200_has_the_content(int status)
    {
        _host[Is.Content] = [() => Scripted.Respond(status, new ByteArrayContent("Wait a bit."u8.ToArray()))];

        AssertNotVerified(Verify(), $"(HTTP {status}): only a response with HTTP 200 has the content of the file");
    }

    [Theory]
    [InlineData("FF FE 3C 00 68 00")]
    [InlineData("FE FF 00 3C 00 68")]
    [InlineData("FF FE 0D 00 0A 00 3C 00")]
    public void HTML_in_UTF_16_is_not_compared(string start)
    {
        _host[Is.Content] = [() => Scripted.Respond(200, new ByteArrayContent(Convert.FromHexString(start.Replace(" ", "", StringComparison.Ordinal))))];

        AssertNotVerified(Verify(), "it has HTML or XML, not the content of the file");
    }

    private static void AssertNotVerified(ReceivedEvents received, string problem)
    {
        var outcome = Assert.Single(received.Outcomes);
        Assert.Null(outcome.Error);
        Assert.False(outcome.IsVerified);
        Assert.Contains("its content could not be verified", Assert.Single(received.Warnings), StringComparison.Ordinal);
        Assert.Contains(problem, received.Warnings[0], StringComparison.Ordinal);
    }

    private static Func<HttpResponseMessage> Typed(string text, string type) => () =>
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new(type);
        return Scripted.Respond(200, content);
    };

    [Fact]
    public void An_endless_body_is_read_only_up_to_the_length_of_the_file()
    {
        var endless = new OneByteStream("t", isEndless: true);
        _host[Is.Content] = [() => Scripted.Respond(200, new StreamContent(endless))];

        Assert.Contains("it has more than the 11 bytes of file 7", Assert.Single(Verify().Warnings), StringComparison.Ordinal);
        Assert.InRange(endless.Position, 12, 1024);
    }

    // A body without a declared length, which arrives byte by byte.
    private sealed class OneByteStream(string text, bool isEndless = false) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        private int _read;

        public override bool CanSeek => false;

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (isEndless && _read > 100_000)
            {
                throw new InvalidOperationException("It is read without a limit.");
            }

            if (isEndless || _read < text.Length)
            {
                buffer.Span[0] = (byte)text[isEndless ? 0 : _read];
                _read++;
                return 1;
            }

            return await new ValueTask<int>(0);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    [Theory]
    [InlineData(404, 0, "ApiError")]
    [InlineData(403, 0, "PermissionDenied")]
    [InlineData(200, 2013, "InvalidParameters")]
    public void A_file_that_cannot_be_downloaded_is_a_result_with_a_warning(int status, int code, string id)
    {
        _host[Is.Content] = [Scripted.Json($$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"said so"}}""", status)];

        var received = Verify();

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((7, false), (outcome.File!.FileId, outcome.IsVerified));
        Assert.StartsWith($"a.wav is stored as 7, but its content could not be verified: {_host.Name} responded: said so (", Assert.Single(received.Warnings), StringComparison.Ordinal);
        Assert.Contains($"a.wav: verification of 7: attempt 1: {id}: {_host.Name} responded: said so (", received.Verbose[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, 0)]
    [InlineData(200, 2013)]
    public void A_recorded_file_that_is_no_longer_stored_is_a_result_with_a_warning_that_says_so(int status, int code)
    {
        _host[Is.Content] = [Scripted.Json($$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"said so"}}""", status)];

        var received = VerifyRecorded();

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((7, false), (outcome.File!.FileId, outcome.IsVerified));
        Assert.Equal(
            [$"a.wav was uploaded as 7, but {_host.Name} no longer stores this file. To upload it again, delete its line from the checkpoint, or specify a new -CheckpointPath."],
            received.Warnings);
    }

    [Fact]
    public void A_recorded_file_whose_download_is_rejected_may_still_be_stored()
    {
        _host[Is.Content] = [Scripted.Empty(403)];

        var received = VerifyRecorded();

        Assert.False(Assert.Single(received.Outcomes).IsVerified);
        Assert.StartsWith($"a.wav is stored as 7, but its content could not be verified: {_host.Name} responded with HTTP 403.", Assert.Single(received.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transient_failure_of_the_download_is_retried()
    {
        _host[Is.Content] = [Scripted.Empty(502), Content("the content")];

        var received = Verify(retries: 1);

        Assert.True(Assert.Single(received.Outcomes).IsVerified);
        Assert.Equal(["upload", Download, Download], _host.Requests);
        Assert.Empty(received.Warnings);
    }
}
