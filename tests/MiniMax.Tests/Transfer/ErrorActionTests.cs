using System.Globalization;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>If an error or a warning ends the pipeline, each stored file is written before.</summary>
public class ErrorActionTests : ModuleTest
{
    private const string Send = "Send-MiniMaxPromptAudio -ThrottleLimit 5 -MaximumRetryCount 0";

    public static TheoryData<string, string> Stops
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var stop in (string[])["$files | {0} -ErrorAction Stop", "$ErrorActionPreference = 'Stop'; $files | {0}", "function Invoke-Batch {{ [CmdletBinding()] param() $files | {0} }}; Invoke-Batch -ErrorAction Stop"])
            {
                foreach (var bad in (string[])["missing", "broken", "refused"])
                {
                    data.Add(string.Format(CultureInfo.InvariantCulture, stop, Send), bad);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void Every_stored_file_is_written_before_the_error_ends_the_pipeline(string script, string bad)
    {
        // Each request takes long enough for the failing one to end among the first, even on a loaded machine.
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 200 });
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 1026, FileName = "refused.wav" });
        var last = bad switch
        {
            "missing" => new FileInfo(Path.Combine(Folder, "missing.wav")),
            "broken" => NewFile("broken.wav", "no audio"u8.ToArray()),
            _ => NewRecording("refused.wav"),
        };
        FileInfo[] files = [.. NewRecordings(12), last, .. NewRecordings(30, i => $"later{i:00}.wav")];
        Session.Set("files", files);

        var result = Run(script);

        Assert.Equal(last.FullName, Assert.IsType<FileInfo>(result.TerminatingError.TargetObject).FullName);
        Assert.Equal(State.Files.Select(f => f.FileId).Order(), result.Of<UploadedFile>().Select(f => f.FileId).Order());
        Assert.InRange(State.Files.Count, 12, 20);
        Assert.Equal(0, State.Stats.Concurrent);
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public async Task Requests_in_progress_are_completed()
    {
        Session.Set("server", new ServerWatch(State));
        Session.Set("files", NewRecordings(4));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold });
        var allHeld = new TaskCompletionSource();
        Session.Set("allHeld", allHeld);

        var running = Task.Run(() => Run("& { $files; $server.Held(4); $allHeld.SetResult(); 'missing.wav' } | Send-MiniMaxPromptAudio -ErrorAction Stop"), Soon);
        await allHeld.Task.WaitAsync(Soon);
        State.Release();
        var result = await running;

        Assert.Equal("FileNotFound", RunResult.Id(result.TerminatingError));
        Assert.Equal(4, result.Output.Count);
        Assert.Equal(State.Files.Select(f => f.FileId).Order(), result.Of<UploadedFile>().Select(f => f.FileId).Order());
    }

    [Fact]
    public void A_warning_that_ends_the_pipeline_loses_no_file()
    {
        var odd = NewPrompt("odd.wav").FullName;
        File.WriteAllBytes(odd, File.ReadAllBytes(odd)[..^100]);
        Session.Set("files", (FileInfo[])[.. NewPrompts(12), new FileInfo(odd)]);
        Assert.NotEmpty(Run("Test-MiniMaxPromptAudio odd.wav").Of<PromptAudioReport>().Single().Findings);

        var result = Run($"$files | {Send} -WarningAction Stop");

        Assert.NotNull(result.EndedBy);
        Assert.Equal(State.Files.Select(f => f.FileId).Order(), result.Of<UploadedFile>().Select(f => f.FileId).Order());
        Assert.Equal(12, result.Output.Count);
    }

    [Fact]
    public void A_second_error_is_shown_as_a_warning()
    {
        // The input ends before the first error.
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 1000 });
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 1026 });
        Session.Set("files", NewRecordings(3));

        var result = Run($"$files | Send-MiniMaxPromptAudio -ThrottleLimit 1 -MaximumRetryCount 0 -ErrorAction Stop");

        Assert.Equal("SensitiveContent", RunResult.Id(result.TerminatingError));
        var skipped = Regex.Match(result.TerminatingError.ErrorDetails.Message, @" (\d) more files? (was|were) not uploaded\.$").Groups[1].Value;
        Assert.Equal(3, 1 + result.Warnings.Count(w => w.Contains("r00", StringComparison.Ordinal) && w.Contains("1026", StringComparison.Ordinal)) + (skipped.Length == 0 ? 0 : int.Parse(skipped, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_wait_for_a_retry_does_not_delay_the_end()
    {
        // The server requests a wait of an hour; the test has a shorter limit.
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, RetryAfter = 3600, FileName = "r000.wav" });
        Session.Set("files", (FileInfo[])[NewRecording("r000.wav"), new FileInfo(Path.Combine(Folder, "missing.wav"))]);
        Session.Set("waiting", (Func<bool>)(() => State.WhenAsync(s => s.Faulted >= 1, Soon).Wait(TimeSpan.FromMinutes(5))));

        var result = await Task.Run(() => Run("& { $files[0]; $null = $waiting.Invoke(); $files[1] } | Send-MiniMaxPromptAudio -ErrorAction Stop"), Soon);

        Assert.Equal("FileNotFound", RunResult.Id(result.TerminatingError));
        Assert.Contains(result.Warnings, w => w.Contains("r000.wav", StringComparison.Ordinal));
        Assert.Empty(State.Files);
    }

    [Fact]
    public void A_second_run_with_the_checkpoint_sends_only_the_remaining_files()
    {
        Session.Set("files", (FileInfo[])[.. NewRecordings(12), new FileInfo(Path.Combine(Folder, "missing.wav")), .. NewRecordings(12, i => $"later{i:00}.wav")]);
        var first = Run($"$files | {Send} -CheckpointPath c.jsonl -ErrorAction Stop");
        NewRecording("missing.wav");

        var second = Run($"$files | {Send} -CheckpointPath c.jsonl -ErrorAction Stop");

        Assert.Null(second.EndedBy);
        Assert.Equal(25, second.Output.Count);
        Assert.Equal(25, State.Files.Count);
        Assert.Superset(first.Of<UploadedFile>().Select(f => f.FileId).ToHashSet(), second.Of<UploadedFile>().Select(f => f.FileId).ToHashSet());
    }
}
