using System.Text.Json.Nodes;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Runs that wait for each other: for which runs, for how long, and what happens after one has ended.</summary>
public class CheckpointWaitTests : UploadQueueTest
{
    private const string Elsewhere = "elsewhere-12-01234567-89abcdef";

    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(5);

    private readonly Host _host = new(Is.Upload, Stored(7)) { [Is.List] = [Scripted.Json("""{"files":[],"base_resp":{"status_code":0}}""")] };
    private readonly SkippingClock _clock = new();
    private readonly List<IDisposable> _closed = [];

    private string Lines => Path.Combine(Folder, "c.jsonl");

    private string InFlightPath => Lines + ".inflight";

    private static CancellationToken Running => TestContext.Current.CancellationToken;

    protected override void Dispose(bool disposing)
    {
        _closed.ForEach(c => c.Dispose());
        base.Dispose(disposing);
    }

    private Checkpoint Open(string? path = null)
    {
        var checkpoint = Checkpoint.Open(path ?? Lines, _host.Client.Address, "prompt_audio", _clock);
        _closed.Insert(0, checkpoint);
        return checkpoint;
    }

    private ReceivedEvents Send(Checkpoint checkpoint, params FileUpload[] uploads) => Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, uploads);

    private UploadQueue NewQueue(Checkpoint checkpoint, MiniMaxClient? client = null)
    {
        var queue = new UploadQueue(client ?? _host.Client, new UploadOptions(8, new RetryPolicy(0, TimeSpan.Zero)), checkpoint);
        _closed.Insert(0, queue);
        return queue;
    }

    // The test must not continue on the thread of the waiting run.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task StopAsync(UploadQueue queue)
    {
        _closed.Remove(queue);
        await Task.Run(queue.Dispose, Running).WaitAsync(s_soon, Running);
    }

    // The file that each run has next to the checkpoint, open until the run ends.
    private (string Run, FileStream File) NewRun()
    {
        string kernel = "";
        _host[Is.Upload] = [() =>
        {
            kernel = JsonNode.Parse(File.ReadAllLines(Path.Combine(Folder, "other.jsonl.inflight"))[0])!["Run"]!.GetValue<string>().Split('-')[^2];
            return Stored(1)();
        }];
        using (var other = Open(Path.Combine(Folder, "other.jsonl")))
        {
            Send(other, NewUpload("other.wav", "other"));
        }

        _host[Is.Upload] = [Stored(7)];
        _host.Requests.Clear();
        var run = $"host-1-12-{kernel}-89abcdef";
        var file = new FileStream($"{InFlightPath}.{run}", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        _closed.Add(file);
        return (run, file);
    }

    private void WriteEntry(string run, params Action<JsonObject>[] changes)
    {
        var entry = new JsonObject
        {
            ["Sha256"] = Hash("the content"),
            ["FileName"] = "a.wav",
            ["Purpose"] = "prompt_audio",
            ["BaseUri"] = $"https://{_host.Name}",
            ["StartedAt"] = DateTimeOffset.UtcNow.AddMinutes(-30),
            ["Machine"] = "elsewhere",
            ["ProcessId"] = 12,
            ["Run"] = run,
            ["Renewals"] = 1,
            ["IsAbandoned"] = false,
        };
        foreach (var change in changes)
        {
            change(entry);
        }

        using var locked = Lock();
        locked.SetLength(0);
        locked.Write(System.Text.Encoding.UTF8.GetBytes(entry.ToJsonString() + "\n"));
    }

    private string ReadEntries()
    {
        using var locked = Lock();
        return new StreamReader(locked).ReadToEnd();
    }

    private JsonNode Entry() => JsonNode.Parse(Assert.Single(ReadEntries().Split('\n', StringSplitOptions.RemoveEmptyEntries)))!;

    // The runs of the test open it from time to time.
    private FileStream Lock(string? path = null)
    {
        while (true)
        {
            try
            {
                return new FileStream(path ?? InFlightPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Yield();
            }
        }
    }

    private void AssertTakenOverAfterTheLease() => Assert.InRange(_clock.Now, s_lease, s_lease + TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(60 * 24 * 365)]
    public void An_in_flight_entry_of_an_ended_host_lasts_for_its_lease_whatever_its_clock_is(int startedInMinutes)
    {
        WriteEntry(Elsewhere, c => c["StartedAt"] = DateTimeOffset.UtcNow.AddMinutes(startedInMinutes));

        var received = Send(Open(), NewUpload("a.wav"));

        Assert.Equal(UploadOrigin.Uploaded, Assert.Single(received.Outcomes).Origin);
        AssertTakenOverAfterTheLease();
        // The file may have been stored since then.
        Assert.Equal("list?purpose=prompt_audio", _host.Requests[0]);
        Assert.Equal(
            "a.wav: waiting for process 12 on elsewhere, which is uploading the same content. If that process does not respond, end it. To stop waiting, press Ctrl+C.",
            received.Warnings[0]);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(60)]
    public void A_file_stored_by_a_host_with_another_clock_is_found(int clockInMinutes)
    {
        var stored = DateTimeOffset.UtcNow.AddMinutes(-1);
        WriteEntry(Elsewhere, c => c["StartedAt"] = stored.AddMinutes(clockInMinutes));
        _host[Is.List] = [Scripted.Json($$$"""{"files":[{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{{stored.ToUnixTimeSeconds()}}}}],"base_resp":{"status_code":0}}""")];
        _host[Is.Content] = [() => new HttpResponseMessage { Content = new ByteArrayContent("the content"u8.ToArray()) }];

        var outcome = Assert.Single(Send(Open(), NewUpload("a.wav")).Outcomes);

        Assert.Equal((4, UploadOrigin.Recovered), (outcome.File!.FileId, outcome.Origin));
    }

    [Fact]
    public void A_run_waits_for_a_renewed_in_flight_entry_without_a_limit()
    {
        WriteEntry(Elsewhere);
        var renewals = 1;
        _clock.Meanwhile = now =>
        {
            if (now > TimeSpan.FromMinutes(10))
            {
                File.WriteAllText(InFlightPath, "");
            }
            else if (now.TotalSeconds > renewals * 10)
            {
                WriteEntry(Elsewhere, c => c["Renewals"] = ++renewals);
            }
        };

        var received = Send(Open(), NewUpload("a.wav"));

        Assert.Equal(["upload"], _host.Requests);
        Assert.True(_clock.Now > TimeSpan.FromMinutes(10));
        Assert.Single(received.Warnings);
    }

    [Fact]
    public void An_in_flight_entry_of_a_killed_run_on_this_machine_is_taken_over_at_once()
    {
        var (run, file) = NewRun();
        WriteEntry(run, c => c["StartedAt"] = DateTimeOffset.UtcNow.AddYears(100));
        file.Dispose();

        var received = Send(Open(), NewUpload("a.wav"));

        Assert.Equal(UploadOrigin.Uploaded, Assert.Single(received.Outcomes).Origin);
        Assert.Equal(TimeSpan.Zero, _clock.Now);
        Assert.Equal("list?purpose=prompt_audio", _host.Requests[0]);
        Assert.False(File.Exists(file.Name));
    }

    [Fact]
    public void A_host_with_the_same_name_and_process_ID_is_not_this_one()
    {
        WriteEntry($"{Environment.MachineName}-{Environment.ProcessId}-01234567-89abcdef", c => c["Machine"] = Environment.MachineName, c => c["ProcessId"] = Environment.ProcessId);

        Send(Open(), NewUpload("a.wav"));

        AssertTakenOverAfterTheLease();
    }

    [Fact]
    public void A_run_that_does_not_respond_fails_one_file_and_is_never_taken_over()
    {
        var (run, _) = NewRun();
        WriteEntry(run);
        var before = ReadEntries();

        var received = Send(Open(), NewUpload("a.wav"), NewUpload("b.wav", "another"));

        var error = received.Outcomes[0].Error!;
        Assert.Equal(("CheckpointUnusable", false), (error.ErrorId, error.IsFatal));
        Assert.Equal("'a.wav' was not uploaded: process 12 on elsewhere is uploading the same content and has not responded for 120 s.", error.Message);
        Assert.Equal("Resume or end that process, and send the file again.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        AssertTakenOverAfterTheLease();
        Assert.Equal(7, received.Outcomes[1].File!.FileId);
        Assert.Equal(before, ReadEntries());
        Assert.Equal(["upload"], _host.Requests);
    }

    [Fact]
    public void A_pause_of_the_waiting_run_does_not_count_as_silence_of_the_other()
    {
        WriteEntry(Elsewhere);
        var isPaused = false;
        _clock.Meanwhile = now =>
        {
            if (!isPaused && now > TimeSpan.FromSeconds(2))
            {
                isPaused = true;
                _clock.Advance(TimeSpan.FromHours(8));
            }
        };

        Send(Open(), NewUpload("a.wav"));

        Assert.InRange(_clock.Now - TimeSpan.FromHours(8), s_lease - TimeSpan.FromSeconds(1), s_lease + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void An_in_flight_entry_cannot_refer_to_another_file()
    {
        var (run, file) = NewRun();
        file.Dispose();
        var name = Path.GetFileName(file.Name)[$"{Path.GetFileName(InFlightPath)}.".Length..];
        var other = Path.Combine(Folder, name);
        File.Move(file.Name, other);
        Directory.CreateDirectory(Path.Combine(Folder, "c.jsonl.inflight.x"));
        WriteEntry("x/../" + run);

        Send(Open(), NewUpload("a.wav"));

        Assert.True(File.Exists(other));
        AssertTakenOverAfterTheLease();
    }

    [Fact]
    public void A_run_waits_for_a_lock_of_a_paused_process_with_a_warning()
    {
        NewRun();
        var checkpoint = Open();
        var held = Lock();
        _clock.Meanwhile = now =>
        {
            if (now > TimeSpan.FromMinutes(4))
            {
                held.Dispose();
            }
        };

        var received = Send(checkpoint, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File!.FileId);
        Assert.Equal(
            $"The checkpoint '{Lines}' is locked by another process (process 12 on host-1); all uploads wait for it. If that process does not respond, resume or end it. To stop waiting, press Ctrl+C.",
            Assert.Single(received.Warnings));
    }

    [Fact]
    public void A_lock_that_is_never_released_is_an_error_after_five_minutes()
    {
        var checkpoint = Open();
        using var held = Lock();

        var error = Assert.Single(Send(checkpoint, NewUpload("a.wav")).Outcomes).Error!;

        Assert.Equal("CheckpointUnusable", error.ErrorId);
        Assert.Equal($"The checkpoint '{Lines}' cannot be used: another process has locked it for 300 s.", error.Message);
        Assert.Equal("Resume or end that process, and run the command again.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.InRange(_clock.Now, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Empty(_host.Requests);
    }

    [Fact]
    public async Task A_checkpoint_opens_while_another_process_holds_the_lock_and_a_stop_ends_the_wait_at_once()
    {
        var waits = NewSignal();
        _clock.Meanwhile = _ => waits.TrySetResult();
        using var held = Lock();
        var queue = NewQueue(Open());
        for (var i = 0; i < 8; i++)
        {
            queue.Add(NewUpload($"{i}.wav", $"content {i}"));
        }

        await waits.Task.WaitAsync(s_soon, Running);

        await StopAsync(queue);
    }

    [Fact]
    public async Task A_wait_for_another_run_is_shown_and_a_stop_ends_it_at_once()
    {
        WriteEntry(Elsewhere);
        var upload = NewUpload("a.wav");
        var shown = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _clock.Meanwhile = _ => shown.TrySetResult(upload.WaitsFor);
        var queue = NewQueue(Open());

        queue.Add(upload);

        Assert.Equal("process 12 on elsewhere", await shown.Task.WaitAsync(s_soon, Running));
        await StopAsync(queue);
        Assert.Null(upload.WaitsFor);
    }

    [Fact]
    public async Task After_a_stop_no_run_waits_for_a_lock_of_another_process()
    {
        using var service = new Holding(_host);
        var checkpoint = Open();
        var queue = NewQueue(checkpoint, service.Client);
        for (var i = 0; i < 8; i++)
        {
            queue.Add(NewUpload($"{i}.wav", $"content {i}"));
        }

        await service.BegunAsync(8);
        using (Lock())
        {
            await StopAsync(queue);
            await Task.Run(checkpoint.Dispose, Running).WaitAsync(s_soon, Running);
        }

        // The in-flight uploads of a run that has ended are known as such.
        Send(Open(), NewUpload("0.wav", "content 0"));
        Assert.Equal("list?purpose=prompt_audio", _host.Requests[0]);
        Assert.Equal(TimeSpan.Zero, _clock.Now);
    }

    [Fact]
    public async Task A_file_that_is_stored_while_the_lock_is_held_is_recorded_after_its_release()
    {
        var waits = NewSignal();
        FileStream? held = null;
        _host[Is.Upload] = [() =>
        {
            held = Lock();
            return Stored(7)();
        }];
        _clock.Meanwhile = _ => waits.TrySetResult();
        var checkpoint = Open();
        var queue = NewQueue(checkpoint);
        queue.Add(NewUpload("a.wav"));
        await waits.Task.WaitAsync(s_soon, Running);

        await StopAsync(queue);
        held!.Dispose();
        checkpoint.Dispose();

        Assert.Equal(7, JsonNode.Parse(File.ReadAllLines(Lines)[1])!["FileId"]!.GetValue<long>());
        Assert.Equal("", ReadEntries());
    }

    [Fact]
    public async Task The_in_flight_entries_of_a_run_are_renewed_until_it_ends()
    {
        using var service = new Holding(_host);
        var queue = NewQueue(Open(), service.Client);
        queue.Add(NewUpload("a.wav"));
        await service.BegunAsync(1);
        var before = Entry()["Renewals"]!.GetValue<long>();

        for (var renewals = before; renewals <= before + 2; renewals = Entry()["Renewals"]!.GetValue<long>())
        {
            Running.ThrowIfCancellationRequested();
            _clock.Tick();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_run_that_was_taken_over_stops_its_upload_and_uses_the_file_of_the_other_run()
    {
        using var service = new Holding(_host);
        var queue = NewQueue(Open(), service.Client);
        queue.Add(NewUpload("a.wav"));
        await service.BegunAsync(1);
        WriteEntry(Elsewhere);
        var waits = NewSignal();
        _clock.Meanwhile = _ => waits.TrySetResult();

        // Each use of the checkpoint detects this, and so does the renewal.
        while (!waits.Task.IsCompleted)
        {
            Running.ThrowIfCancellationRequested();
            _clock.Tick();
            await Task.Yield();
        }

        File.AppendAllLines(Lines, [$$"""{"FileId":9,"Sha256":"{{Hash("the content")}}","Purpose":"prompt_audio","BaseUri":"https://{{_host.Name}}"}"""]);
        var received = Take(queue);

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((9, UploadOrigin.Checkpoint), (outcome.File!.FileId, outcome.Origin));
        Assert.Equal("a.wav: another run took over the upload because this one did not respond for 120 s. The service may store a duplicate.", received.Warnings[0]);
        Assert.Equal(1, service.Aborted);
    }

    [Fact]
    public void Content_that_two_runs_stored_is_reported_as_a_duplicate()
    {
        _host[Is.Upload] = [() =>
        {
            File.AppendAllLines(Lines, [$$"""{"FileId":9,"Sha256":"{{Hash("the content")}}","Purpose":"prompt_audio","BaseUri":"https://{{_host.Name}}"}"""]);
            return Stored(7)();
        }];

        var received = Send(Open(), NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File!.FileId);
        Assert.Contains("a.wav is stored as 7, but another run stored the same content as 9. One of them is a duplicate. Remove it with Remove-MiniMaxFile.", received.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_that_disappears_and_returns_blocks_no_run_and_loses_no_file(bool isTheSame)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no folder with an open file.");
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "sub")).FullName;
        var path = Path.Combine(folder, "c.jsonl");
        var one = Open(path);
        _host[Is.Upload] = [() =>
        {
            Directory.Move(folder, folder + "2");
            return Stored(7)();
        }];
        Assert.Single(Send(one, NewUpload("a.wav")).Warnings);
        if (isTheSame)
        {
            Directory.Move(folder + "2", folder);
        }
        else
        {
            Directory.CreateDirectory(folder);
        }

        // The run continues with another file. The unrecorded upload is then available to other runs, and its in-flight entry remains.
        using var service = new Holding(_host);
        NewQueue(one, service.Client).Add(NewUpload("b.wav", "another"));
        await service.BegunAsync(1);
        var two = Open(path);
        var outcome = Assert.Single(Send(two, NewUpload("c.wav")).Outcomes);

        Assert.Equal((7, UploadOrigin.Checkpoint), (outcome.File!.FileId, outcome.Origin));
        Assert.Equal(TimeSpan.Zero, _clock.Now);
        var waits = NewSignal();
        _clock.Meanwhile = _ => waits.TrySetResult();
        NewQueue(two).Add(NewUpload("d.wav", "another"));
        await waits.Task.WaitAsync(s_soon, Running);
    }

    [Fact]
    public void Only_the_files_of_killed_runs_next_to_the_checkpoint_are_removed()
    {
        var (run, file) = NewRun();
        file.Dispose();
        File.WriteAllText($"{InFlightPath}.{Elsewhere}", "");
        File.WriteAllText($"{InFlightPath}.notes", "");
        File.WriteAllText($"{InFlightPath}.{run}0", "of a user");
        using var alive = new FileStream($"{InFlightPath}.{run}1", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var checkpoint = Open();
        Send(checkpoint, NewUpload("a.wav"));
        checkpoint.Dispose();

        Assert.Equal(
            new[] { Lines, $"{InFlightPath}.{Elsewhere}", $"{InFlightPath}.notes", $"{InFlightPath}.{run}0", $"{InFlightPath}.{run}1" }.Order(),
            Directory.GetFiles(Folder, "c.jsonl*").Except([InFlightPath]).Order());
    }

    /// <summary>A service that stores nothing until it is released.</summary>
    private sealed class Holding : HttpMessageHandler
    {
        private readonly SemaphoreSlim _begun = new(0);
        private int _aborted;

        public Holding(Host host) =>
            Client = new MiniMaxClient(new HttpClient(this, disposeHandler: false), host.Client.Address, new ApiKey(Scripted.Key), TimeSpan.FromMinutes(60));

        public MiniMaxClient Client { get; }

        public int Aborted => Volatile.Read(ref _aborted);

        public async Task BegunAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.True(await _begun.WaitAsync(s_soon, Running));
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _begun.Release();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref _aborted);
            }

            return new HttpResponseMessage();
        }
    }
}
