using System.Net;
using System.Net.Sockets;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>An unreachable host ends a batch early, and no file is lost.</summary>
public class DeadNetworkTests : ModuleTest
{
    [Fact]
    public void A_batch_ends_when_the_first_files_have_used_their_retries_and_can_be_resumed()
    {
        Session.Set("files", NewRecordings(40));
        Session.Set("dead", Dead());
        const string Send = "$files | Send-MiniMaxPromptAudio -ThrottleLimit 4 -MaximumRetryCount 2 -CheckpointPath c.jsonl";

        var result = Run(Send + " -BaseUri $dead");

        Assert.Equal("ConnectionFailed", RunResult.Id(result.TerminatingError));
        Assert.Contains("4 consecutive items", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Contains("-CheckpointPath", result.TerminatingError.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        // The files that fail while the batch ends count as not uploaded.
        Assert.Equal(3, result.Errors.Count);
        Assert.EndsWith(" The remaining files were not uploaded.", result.TerminatingError.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(40, Run(Send).Output.Count);
        Assert.Equal(40, State.Files.Count);
    }

    [Fact]
    public void Failures_between_successes_do_not_end_a_batch()
    {
        Session.Set("files", NewRecordings(12, i => i % 3 == 2 ? $"good{i:00}.wav" : $"bad{i:00}.wav"));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, FileName = "bad*" });

        var result = Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 1 -MaximumRetryCount 0");

        Assert.Null(result.EndedBy);
        Assert.Equal(8, result.Errors.Count);
        Assert.Equal(4, result.Output.Count);
    }

    [Fact]
    public void Files_of_the_checkpoint_between_failures_do_not_hide_an_outage()
    {
        Session.Set("files", NewRecordings(12, i => i % 2 == 1 ? $"good{i:00}.wav" : $"bad{i:00}.wav"));
        const string Send = "Send-MiniMaxPromptAudio -ThrottleLimit 1 -MaximumRetryCount 0 -CheckpointPath c.jsonl";
        Assert.Equal(6, Run($"$files | Where-Object Name -Like good* | {Send}").Output.Count);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset });

        var result = Run($"$files | {Send}");

        Assert.Equal("ConnectionFailed", RunResult.Id(result.TerminatingError));
        Assert.Equal(2, result.Errors.Count);
    }

    [Theory]
    [InlineData("Remove-MiniMaxFile -Force")]
    [InlineData("Get-MiniMaxFile")]
    [InlineData("Save-MiniMaxFile -Path out/")]
    public void Cmdlets_with_many_IDs_end_early(string command)
    {
        Session.Set("dead", Dead());

        var result = Run($"1..1000 | {command} -BaseUri $dead -MaximumRetryCount 1 -RetryIntervalSec 0");

        Assert.Equal("ConnectionFailed", RunResult.Id(result.TerminatingError));
        Assert.Equal(2, result.Errors.Count);
    }

    [Fact]
    public void A_Retry_After_of_an_hour_is_announced_as_a_warning()
    {
        Session.Set("files", NewPrompts(3));
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, RetryAfter = 3600 });

        // Each upload waits for an hour, so only the warning arrives.
        var notice = Assert.Single(Run("$files | Send-MiniMaxPromptAudio 3>&1 | Select-Object -First 1").Output).ToString();

        Assert.Contains("Retry-After", notice, StringComparison.Ordinal);
        Assert.Contains("1.0 h", notice, StringComparison.Ordinal);
        Assert.Contains("Press Ctrl+C", notice, StringComparison.Ordinal);
    }

    private static Uri Dead()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
