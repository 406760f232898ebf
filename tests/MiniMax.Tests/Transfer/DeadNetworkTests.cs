using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>A host that cannot be reached ends a batch early, and loses nothing.</summary>
public class DeadNetworkTests : ModuleTest
{
    [Theory]
    [InlineData("Send-MiniMaxPromptAudio", "uploaded")]
    [InlineData("ConvertTo-MiniMaxTranscript", "transcribed")]
    public void A_host_that_is_never_reached_is_one_error_with_the_number_of_files(string command, string done)
    {
        var files = NewRecordings(3);
        Session.Set("files", files);
        var dead = Dead();
        Session.Set("dead", dead);

        var result = Run($"$files | {command} -BaseUri $dead -MaximumRetryCount 2 -RetryIntervalSec 0.2 -Verbose");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        var error = result.TerminatingError;
        Assert.Equal("ConnectionFailed", RunResult.Id(error));
        Assert.Equal(3, Assert.IsType<MiniMaxException>(error.Exception).Attempts);
        var target = Assert.IsType<FileInfo>(error.TargetObject);
        Assert.Matches($@"^{Regex.Escape(target.Name)}: The connection to {Regex.Escape(dead.Authority)} failed: .+\. Attempts: 3\. 2 more files were not {done}\.$", error.ErrorDetails.Message);
        Assert.Contains("Check the network", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.All(files.Where(f => f.Name != target.Name), f => Assert.Contains($"{f.Name}: not sent.", result.Verbose));
    }

    [Theory]
    [InlineData("Stop")]
    [InlineData("Continue")]
    public void A_batch_that_reached_no_host_is_resumed(string action)
    {
        Session.Set("files", NewRecordings(40));
        Session.Set("dead", Dead());
        const string Send = "$files | Send-MiniMaxPromptAudio -ThrottleLimit 4 -MaximumRetryCount 1 -CheckpointPath c.jsonl";

        var result = Run($"{Send} -BaseUri $dead -ErrorAction {action}");

        Assert.Empty(result.Errors);
        Assert.Equal("ConnectionFailed", RunResult.Id(result.TerminatingError));
        Assert.EndsWith(" The remaining files were not uploaded.", result.TerminatingError.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(40, Run(Send).Output.Count);
        Assert.Equal(40, State.Files.Count);
    }

    [Fact]
    public void An_outage_after_a_success_ends_the_batch_after_several_files_and_keeps_the_result()
    {
        Session.Set("files", NewRecordings(12, i => i == 0 ? "good.wav" : $"late{i:00}.wav"));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, FileName = "late*" });

        var result = Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 1 -MaximumRetryCount 0 -CheckpointPath c.jsonl");

        Assert.Single(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.Contains(" 3 consecutive items ", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Contains("-CheckpointPath", result.TerminatingError.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.EndsWith(" not uploaded.", result.TerminatingError.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_between_successes_end_nothing()
    {
        Session.Set("files", NewRecordings(12, i => i % 3 == 2 ? $"good{i:00}.wav" : $"bad{i:00}.wav"));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, FileName = "bad*" });

        var result = Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 1 -MaximumRetryCount 0");

        Assert.Null(result.EndedBy);
        Assert.Equal(8, result.Errors.Count);
        Assert.Equal(4, result.Output.Count);
    }

    [Theory]
    [InlineData("Remove-MiniMaxFile -Force")]
    [InlineData("Get-MiniMaxFile")]
    [InlineData("Save-MiniMaxFile -Path out/")]
    [InlineData("Get-MiniMaxVoice")]
    public void The_cmdlets_of_many_ids_end_early_as_well(string command)
    {
        Session.Set("dead", Dead());

        var result = Run($"1..1000 | {command} -BaseUri $dead -MaximumRetryCount 1 -RetryIntervalSec 0");

        Assert.Equal("ConnectionFailed", RunResult.Id(result.TerminatingError));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void A_Retry_After_of_an_hour_is_announced_as_a_warning()
    {
        Session.Set("files", NewPrompts(3));
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, RetryAfter = 3600 });

        // Every upload waits for an hour: nothing but the warning comes.
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
