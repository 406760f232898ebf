using System.Globalization;
using System.Management.Automation;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary><c>-Verify</c>: the stored file equals the sent one, or there is an error.</summary>
public class VerifyTests : ModuleTest
{
    [Fact]
    public void The_stored_file_is_downloaded_and_compared()
    {
        NewRecordings(3);

        var sent = Run("Get-ChildItem *.wav | Send-MiniMaxPromptAudio -Verify").Of<UploadedFile>().ToList();

        Assert.Equal(3, sent.Count);
        Assert.All(sent, f => Assert.True(f.IsVerified));
        Assert.Equal(3, State.Requests.Count(r => r.Endpoint == "retrieve_content"));
    }

    [Fact]
    public void Without_Verify_nothing_is_downloaded()
    {
        NewRecording("a.wav");

        var sent = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        Assert.False(sent.IsVerified);
        Assert.Equal(["upload"], State.Requests.Select(r => r.Endpoint));
    }

    [Fact]
    public void A_file_that_cannot_be_downloaded_is_a_result_with_a_warning()
    {
        NewPrompt("a.wav");
        State.Faults.Add("InvalidParameters", null, "retrieve_content");

        var result = Run("Send-MiniMaxPromptAudio a.wav -Verify");

        var sent = Assert.Single(result.Of<UploadedFile>());
        Assert.False(sent.IsVerified);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"a.wav is stored as {sent.FileId}, but its content could not be verified: "), Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void A_transient_failure_of_the_download_is_retried()
    {
        NewPrompt("a.wav");
        State.Faults.Add("BadGateway", 2, "retrieve_content");

        var result = Run("Send-MiniMaxPromptAudio a.wav -Verify");

        Assert.True(Assert.Single(result.Of<UploadedFile>()).IsVerified);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_recorded_file_is_downloaded_and_compared()
    {
        NewRecording("a.wav");
        Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl");

        var again = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl -Verify").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Checkpoint, again.Origin);
        Assert.True(again.IsVerified);
    }

    [Fact]
    public void A_recorded_file_that_was_deleted_is_a_warning_with_the_remedy_to_upload_it_again()
    {
        NewPrompt("a.wav");
        var first = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl | ForEach-Object { $_; $_ | Remove-MiniMaxFile -Force }").Of<UploadedFile>());

        var result = Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl -Verify");

        Assert.False(Assert.Single(result.Of<UploadedFile>()).IsVerified);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"a.wav was uploaded as {first.FileId}, but {first.BaseUri!.Authority} no longer stores this file. To upload it again, delete its line from the checkpoint, or specify a new -CheckpointPath."),
            Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Different_content_is_an_error_with_the_command_that_removes_the_file_and_not_a_success(int shorterBy)
    {
        var file = NewRecording("a.wav");
        var altered = await File.ReadAllBytesAsync(file.FullName, TestContext.Current.CancellationToken);
        altered[^1] ^= 1;
        altered = altered[..^shorterBy];
        var uploads = 0;
        await using var server = new OddServer(async (line, stream, stop) =>
        {
            if (line.Contains("retrieve_content", StringComparison.Ordinal))
            {
                await OddServer.SendAsync(stream, "200 OK", "audio/wav", altered, stop);
            }
            else
            {
                var id = Interlocked.Increment(ref uploads);
                var json = $$"""{"file":{"file_id":{{id}},"bytes":{{file.Length}},"created_at":1700469398,"filename":"a.wav","purpose":"prompt_audio"},"base_resp":{"status_code":0,"status_msg":"success"} }""";
                await OddServer.SendAsync(stream, "200 OK", "application/json", System.Text.Encoding.UTF8.GetBytes(json), stop);
            }

            return true;
        });
        Session.Set("odd", server.Address);

        var first = Run("Send-MiniMaxPromptAudio a.wav -BaseUri $odd -Verify -CheckpointPath c.jsonl");
        Run("Send-MiniMaxPromptAudio a.wav -BaseUri $odd -CheckpointPath c.jsonl");
        var recorded = Run("Send-MiniMaxPromptAudio a.wav -BaseUri $odd -Verify -CheckpointPath c.jsonl");

        var error = first.OnlyError();
        Assert.Equal("ContentMismatch", RunResult.Id(error));
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains("Remove-MiniMaxFile -FileId 1 -Purpose prompt_audio", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(first.Output);
        Assert.Equal(2, uploads);
        Assert.Contains("without this checkpoint: Remove-MiniMaxFile -FileId 2", recorded.OnlyError().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
