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
