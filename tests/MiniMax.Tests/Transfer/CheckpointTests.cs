using System.Management.Automation;
using System.Text.Json;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>What a second run knows about the first.</summary>
public class CheckpointTests : ModuleTest
{
    private const string Send = "$files | Send-MiniMaxPromptAudio -CheckpointPath c.jsonl";

    private string Checkpoint => Path.Combine(Folder, "c.jsonl");

    private FileInfo[] Files(int count)
    {
        var files = NewRecordings(count);
        Session.Set("files", files);
        return files;
    }

    [Fact]
    public void Only_the_checkpoint_remains_after_a_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows removes no open file.");
        Session.Set("files", NewRecordings(3));

        Assert.Equal(3, Run("$files | Send-MiniMaxPromptAudio -CheckpointPath c.jsonl").Output.Count);

        Assert.Equal(["c.jsonl"], Directory.GetFiles(Folder, "c.jsonl*").Select(Path.GetFileName));
    }

    [Fact]
    public void An_upload_with_an_unknown_outcome_stays_next_to_the_checkpoint()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = true });
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, Endpoint = "list" });

        Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl -MaximumRetryCount 0");

        Assert.NotEmpty(File.ReadAllText(Path.Combine(Folder, "c.jsonl.inflight")));
    }

    [Fact]
    public void A_second_run_sends_nothing_and_returns_the_same_IDs()
    {
        Files(5);

        var first = Run(Send).Of<UploadedFile>().ToDictionary(f => f.Path, f => f.FileId);
        var requests = State.Requests.Count;
        var second = Run(Send).Of<UploadedFile>().ToList();

        Assert.Equal(first, second.ToDictionary(f => f.Path, f => f.FileId));
        Assert.All(second, f => Assert.Equal(UploadOrigin.Checkpoint, f.Origin));
        Assert.All(second, f => Assert.Equal(0, f.Attempts));
        Assert.Equal(requests, State.Requests.Count);
    }

    [Fact]
    public void Each_success_is_one_line_of_JSON_after_the_first_line()
    {
        Files(3);
        State.Faults.Add("SensitiveContent", 1);

        var uploaded = Run(Send + " -ThrottleLimit 1").Of<UploadedFile>().ToList();

        var lines = File.ReadAllLines(Checkpoint).Skip(1).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(uploaded.Select(f => f.FileId), lines.Select(l => l.GetProperty("FileId").GetInt64()));
        Assert.Equal(uploaded.Select(f => f.Sha256), lines.Select(l => l.GetProperty("Sha256").GetString()));
        Assert.Equal(uploaded.Select(f => f.Path), lines.Select(l => l.GetProperty("Path").GetString()));
        Assert.All(lines, l => Assert.Equal(Server.Address.ToString().TrimEnd('/'), l.GetProperty("BaseUri").GetString()));
    }

    [Fact]
    public void The_line_is_written_before_the_result()
    {
        Files(5);
        Session.Set("checkpoint", Checkpoint);

        var missing = Run(Send + " | ForEach-Object { if (-not [IO.File]::ReadAllText($checkpoint).Contains(\"$($_.FileId)\")) { $_ } }");

        Assert.Empty(missing.Output);
        Assert.Equal(5, State.Files.Count);
    }

    [Fact]
    public void Changed_content_and_content_for_another_host_are_sent()
    {
        var files = Files(2);
        Run(Send);
        NewRecording(files[0].Name, 0.75);

        var second = Run(Send).Of<UploadedFile>().OrderBy(f => f.FileName).Select(f => f.Origin);
        // Another address of the same server.
        Session.Set("other", new Uri(Server.Address, "/v1/").AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var elsewhere = Run(Send + " -BaseUri $other").Of<UploadedFile>().Select(f => f.Origin);

        Assert.Equal([UploadOrigin.Uploaded, UploadOrigin.Checkpoint], second);
        Assert.Equal([UploadOrigin.Uploaded, UploadOrigin.Uploaded], elsewhere);
    }

    [Fact]
    public void The_checkpoint_among_the_recordings_is_skipped()
    {
        Files(2);
        const string SendAll = "Get-ChildItem $folder | Send-MiniMaxPromptAudio -CheckpointPath c.jsonl";

        var first = Run(SendAll);
        var second = Run(SendAll + " -Verbose");

        Assert.Empty(first.Errors.Concat(second.Errors));
        Assert.Equal(2, second.Of<UploadedFile>().Count());
        Assert.Contains(second.Verbose, v => v == "Skipped c.jsonl: it belongs to the checkpoint.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("(Get-Item a.wav), ")]
    public void A_file_beside_the_checkpoint_that_another_run_removed_is_skipped(string before)
    {
        NewRecording("a.wav");
        var result = Run($"$gone = [System.IO.FileInfo](Join-Path $folder c.jsonl.inflight.host-1-2-3); {before}$gone | Send-MiniMaxPromptAudio -CheckpointPath c.jsonl -Verbose");

        Assert.Empty(result.Errors);
        Assert.Null(result.EndedBy);
        Assert.Contains(result.Verbose, v => v == "Skipped c.jsonl.inflight.host-1-2-3: it belongs to the checkpoint.");
    }

    [Fact]
    public void The_same_content_twice_in_one_run_is_sent_once()
    {
        var file = NewRecording("a.wav");
        File.Copy(file.FullName, Path.Combine(Folder, "b.wav"));

        var uploaded = Run("Send-MiniMaxPromptAudio a.wav, b.wav -CheckpointPath c.jsonl").Of<UploadedFile>().ToList();

        Assert.Equal(2, uploaded.Count);
        Assert.Single(State.Files);
        Assert.Single(uploaded.Select(f => f.FileId).Distinct());
    }

    [Theory]
    [InlineData("{\"FileId\":1,\"FileNa")]
    [InlineData("{")]
    public void A_line_that_a_crash_truncated_is_repaired(string torn)
    {
        Files(3);
        Run(Send);
        File.AppendAllText(Checkpoint, torn);

        var second = Run(Send);
        NewRecording("new.wav");
        var third = Run("Send-MiniMaxPromptAudio new.wav -CheckpointPath c.jsonl");

        Assert.All(second.Of<UploadedFile>(), f => Assert.Equal(UploadOrigin.Checkpoint, f.Origin));
        Assert.Single(third.Output);
        Assert.Equal(5, File.ReadAllLines(Checkpoint).Select(l => JsonDocument.Parse(l)).Count());
    }

    [Fact]
    public void A_complete_last_line_without_its_line_end_is_used()
    {
        Files(2);
        Run(Send);
        File.WriteAllText(Checkpoint, File.ReadAllText(Checkpoint).TrimEnd('\n'));

        Assert.All(Run(Send).Of<UploadedFile>(), f => Assert.Equal(UploadOrigin.Checkpoint, f.Origin));
    }

    [Theory]
    [InlineData("no/such/folder/c.jsonl")]
    [InlineData(".")]
    [InlineData("r000.wav")]
    public void An_unusable_checkpoint_is_an_error_before_a_request(string path)
    {
        var before = Files(1)[0].Length;

        var error = Run($"$files | Send-MiniMaxPromptAudio -CheckpointPath {path}").TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Empty(State.Requests);
        Assert.Equal(before, new FileInfo(Path.Combine(Folder, "r000.wav")).Length);
    }

    [Fact]
    public void An_upload_with_an_unknown_outcome_is_looked_up_before_it_is_sent_again()
    {
        NewRecording("a.wav");
        // A first run that loses a response permanently: the file is stored, and the list is not available.
        State.Faults.Add("ConnectionResetStored", 1);
        State.Faults.Add("NotFound", null, "list");
        var first = Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl -MaximumRetryCount 0");
        State.Faults.Clear();

        var second = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl").Of<UploadedFile>());

        Assert.Single(first.Errors);
        Assert.Equal(UploadOrigin.Recovered, second.Origin);
        Assert.Equal(0, second.Attempts);
        Assert.Single(State.Files);
    }

    [Fact]
    public async Task Two_runs_share_a_checkpoint_and_each_file_is_uploaded_once()
    {
        var files = NewRecordings(40);
        using var one = Prepare(new ModuleSession());
        using var two = Prepare(new ModuleSession());
        one.Set("files", files);
        two.Set("files", files);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 5 });

        var results = await Task.WhenAll(Task.Run(() => one.Run(Send), Soon), Task.Run(() => two.Run(Send), Soon)).WaitAsync(Soon);

        Assert.All(results, r => Assert.Equal(40, r.Of<UploadedFile>().Count()));
        Assert.Equal(40, State.Files.Count);
    }

    [Fact]
    public async Task A_wait_for_another_run_is_shown_as_progress()
    {
        var files = Files(1);
        using var other = Prepare(new ModuleSession());
        other.Set("files", files);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold });
        var first = Task.Run(() => other.Run(Send), Soon);
        await State.WhenAsync(s => s.Held == 1, Soon);
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var shell = PowerShell.Create(Session.Runspace).AddScript(Send);
        shell.Streams.Progress.DataAdding += (_, adding) =>
        {
            if (((ProgressRecord)adding.ItemAdded).StatusDescription == $"waiting for process {Environment.ProcessId} on {Environment.MachineName}")
            {
                shown.TrySetResult();
            }
        };
        var running = shell.BeginInvoke();

        await shown.Task.WaitAsync(Soon);
        State.Faults.Clear();
        State.Release();

        Assert.Equal(UploadOrigin.Checkpoint, Assert.IsType<UploadedFile>(Assert.Single(shell.EndInvoke(running)).BaseObject).Origin);
        Assert.Single((await first.WaitAsync(Soon)).Output);
        Assert.Single(State.Files);
    }
}
