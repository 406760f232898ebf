using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Whatever ends the pipeline early ends the uploads: the server receives the aborts, and no file remains open.</summary>
public class StopTests : ModuleTest
{
    private const int Throttle = 4;

    private async Task EndedAsync(int aborted)
    {
        await State.WhenAsync(s => s.Concurrent == 0 && s.Aborted >= aborted, Soon);
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_uploads()
    {
        Session.Set("files", NewRecordings(20));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false });
        using var shell = PowerShell.Create(Session.Runspace).AddScript($"$files | Send-MiniMaxPromptAudio -ThrottleLimit {Throttle}");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.Held == Throttle, Soon);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        await EndedAsync(Throttle);
        Assert.Empty(State.Files);
    }

    [Fact]
    public async Task Ctrl_C_during_a_pause_for_the_rate_limit_ends_the_uploads()
    {
        Session.Set("files", NewRecordings(5));
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 429, RetryAfter = 250 });
        using var shell = PowerShell.Create(Session.Runspace).AddScript("$files | Send-MiniMaxPromptAudio -ThrottleLimit 2");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.Faulted >= 1, Soon);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        await EndedAsync(0);
    }

    [Fact]
    public async Task Closing_the_runspace_ends_the_uploads()
    {
        using var session = Prepare(new ModuleSession());
        session.Set("files", NewRecordings(20));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false });
        using var shell = PowerShell.Create(session.Runspace).AddScript($"$files | Send-MiniMaxPromptAudio -ThrottleLimit {Throttle}");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.Held == Throttle, Soon);

        session.Runspace.Close();

        Assert.Equal(RunspaceState.Closed, session.Runspace.RunspaceStateInfo.State);
        Assert.ThrowsAny<RuntimeException>(() => shell.EndInvoke(running));
        await EndedAsync(Throttle);
    }

    [Theory]
    [InlineData("foreach ($i in 1) { & { $files[1..3]; $server.Held(3); $files[0] } | Send-MiniMaxPromptAudio | ForEach-Object { break } }")]
    [InlineData("& { $files[1..3]; $server.Held(3); $files[0] } | Send-MiniMaxPromptAudio | ForEach-Object { throw 'downstream' }")]
    public async Task A_break_or_a_throw_downstream_ends_the_uploads(string script)
    {
        Session.Set("server", new ServerWatch(State));
        var files = NewRecordings(20);
        Session.Set("files", files);
        foreach (var file in files[1..])
        {
            State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false, FileName = file.Name });
        }

        Run(script);

        await EndedAsync(3);
        Assert.Equal(["r000.wav"], State.Files.Select(f => f.FileName));
    }

    [Fact]
    public async Task A_file_that_was_stored_before_a_stop_is_in_the_checkpoint()
    {
        var files = NewRecordings(12);
        Session.Set("files", files);
        foreach (var file in files[4..])
        {
            State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false, FileName = file.Name });
        }

        using var shell = PowerShell.Create(Session.Runspace).AddScript("$files | Send-MiniMaxPromptAudio -ThrottleLimit 3 -CheckpointPath c.jsonl");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.UploadsStored == 4 && s.Held == 3, Soon);
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        await EndedAsync(3);

        Assert.Equal(1 + 4, File.ReadAllLines(Path.Combine(Folder, "c.jsonl")).Length);
        State.Faults.Clear();
        var second = Run("$files | Send-MiniMaxPromptAudio -CheckpointPath c.jsonl").Of<UploadedFile>().ToList();
        Assert.Equal(12, second.Count);
        Assert.Equal(4, second.Count(f => f.Origin == UploadOrigin.Checkpoint));
        Assert.Equal(12, State.Files.Count);
    }
}
