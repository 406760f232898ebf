using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Batches of files: when uploads start, how many are concurrent, and when results are written.</summary>
public class UploadQueueTests : ModuleTest
{
    private void WatchServer() => Session.Set("server", new ServerWatch(State));

    [Fact]
    public void The_first_file_is_stored_while_the_pipeline_is_still_open()
    {
        WatchServer();
        Session.Set("files", NewRecordings(2));

        var result = Run("& { $files[0]; $server.Stored(1); $files[1] } | Send-MiniMaxPromptAudio");

        Assert.Equal(2, result.Of<UploadedFile>().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task ThrottleLimit_sets_the_number_of_concurrent_uploads(int throttle)
    {
        Session.Set("files", NewRecordings(throttle + 6));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold });

        var running = Task.Run(() => Run($"$files | Send-MiniMaxPromptAudio -ThrottleLimit {throttle}"), Soon);
        await State.WhenAsync(s => s.Held == throttle, Soon);
        State.Faults.Clear();
        State.Release();
        var result = await running.WaitAsync(Soon);

        Assert.Equal(throttle + 6, result.Of<UploadedFile>().Count());
        Assert.Equal(throttle, State.Stats.MaxConcurrent);
    }

    [Fact]
    public async Task Uploads_start_in_the_order_of_the_pipeline()
    {
        var files = NewRecordings(4);
        Session.Set("files", files);

        // Workers that start at the same time overtake each other only occasionally.
        for (var round = 0; round < 50; round++)
        {
            State.Reset();
            State.Faults.Add(new FaultRule { Kind = FaultKind.Hold });
            var running = Task.Run(() => Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 2"), Soon);
            await State.WhenAsync(s => s.Held == 2, Soon);
            var first = State.Requests.SelectMany(r => r.Parts).Select(p => p.FileName).OfType<string>().Order().ToArray();
            State.Faults.Clear();
            State.Release();
            await running.WaitAsync(Soon);

            Assert.Equal(files.Take(2).Select(f => f.Name), first);
        }
    }

    [Fact]
    public void The_first_result_is_written_before_the_20th_file_is_read()
    {
        Session.Set("files", NewRecordings(1000));

        var result = Run("""
            $read = 0
            $first = $null
            $done = 0
            $files | ForEach-Object { $script:read++; $_ } | Send-MiniMaxPromptAudio | ForEach-Object {
                $done++
                if (-not $first) { $first = $read }
            }
            $first, $done
            """);

        var numbers = result.Of<int>().ToArray();
        Assert.InRange(numbers[0], 1, 19);
        Assert.Equal(1000, numbers[1]);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Connections_are_reused()
    {
        Session.Set("files", NewRecordings(40));

        Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 3; $files | Send-MiniMaxPromptAudio -ThrottleLimit 3");

        Assert.Equal(80, State.Stats.UploadsStored);
        Assert.InRange(State.Stats.ConnectionsTotal, 1, 8);
    }

    [Fact]
    public void Files_are_closed_when_the_batch_is_completed()
    {
        Session.Set("files", NewRecordings(10));

        Run("$files | Send-MiniMaxPromptAudio");

        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public void A_rejected_key_ends_the_batch_with_one_error_and_few_requests()
    {
        Session.Set("files", NewRecordings(50));

        var result = Run("$files | Send-MiniMaxPromptAudio -ApiKey wrong-key-0123456789");

        Assert.Equal("InvalidApiKey", RunResult.Id(result.TerminatingError));
        Assert.Empty(result.Output);
        Assert.InRange(State.Requests.Count, 1, 7);
    }

    [Fact]
    public void A_file_that_changes_during_its_upload_is_never_stored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var file = NewFile("big.wav", Emulator.Wav.Seconds(7.9));
        NewRecording("other.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 1002, Count = 1, FileName = "big.wav" });
        Session.Set("touch", new Action(() => File.SetLastWriteTimeUtc(file.FullName, DateTime.UtcNow.AddHours(1))));

        // The first attempt is rejected; the file changes before the second attempt.
        var result = Run("""
            Send-MiniMaxPromptAudio big.wav, other.wav -ThrottleLimit 1 -Verbose 4>&1 | ForEach-Object {
                if ("$_" -like '*RateLimited*') { $touch.Invoke() }
                elseif ($_ -isnot [System.Management.Automation.VerboseRecord]) { $_ }
            }
            """);

        // The verbose line may arrive while the second attempt is already in progress. So both outcomes are correct, but not a mixture.
        var names = State.Files.Select(f => f.FileName).ToList();
        Assert.Contains("other.wav", names);
        Assert.Equal(names.Count, result.Of<UploadedFile>().Count());
        Assert.All(result.Errors, e => Assert.Equal("FileChanged", RunResult.Id(e)));
        Assert.Equal(2, names.Count + result.Errors.Count);
    }
}
