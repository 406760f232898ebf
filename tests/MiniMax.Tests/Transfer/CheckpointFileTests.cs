using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>The contents of a checkpoint and of the file next to it, and how foreign contents are handled.</summary>
public class CheckpointFileTests : UploadQueueTest
{
    private readonly Host _host = new(Is.Upload, StoredFrom(7, trace: "t-1")) { [Is.List] = [Scripted.Json("""{"files":[]}""")], [Is.Content] = [() => Scripted.Respond(200, new StringContent("the content"))] };

    private string Lines => Path.Combine(Folder, "c.jsonl");

    private string InFlightPath => Lines + ".inflight";

    private string BaseUri => $"https://{_host.Name}";

    private Checkpoint Open(string purpose = "prompt_audio") => Checkpoint.Open(Lines, _host.Client.Address, purpose);

    private ReceivedEvents Run(params FileUpload[] uploads)
    {
        using var checkpoint = Open();
        return Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, uploads);
    }

    [Fact]
    public void A_success_is_one_line_with_all_known_values()
    {
        var upload = NewUpload("a.wav");
        var stored = Assert.Single(Run(upload).Outcomes).File!;

        var text = File.ReadAllText(Lines);
        var line = JsonNode.Parse(File.ReadAllLines(Lines)[1])!.AsObject();

        Assert.Equal('\n', text[^1]);
        Assert.Equal(
            ["FileId", "FileName", "Bytes", "CreatedAt", "Purpose", "Path", "Sha256", nameof(BaseUri), "Origin", "Attempts", "TraceId"],
            line.Select(p => p.Key));
        Assert.Equal(7, line["FileId"]!.GetValue<long>());
        Assert.Equal("a.wav", line["FileName"]!.GetValue<string>());
        Assert.Equal(11, line["Bytes"]!.GetValue<long>());
        Assert.Null(stored.CreatedAt);
        Assert.Null(line["CreatedAt"]);
        Assert.Equal("prompt_audio", line["Purpose"]!.GetValue<string>());
        Assert.Equal(upload.File.Path, line["Path"]!.GetValue<string>());
        Assert.Equal(Hash("the content"), line["Sha256"]!.GetValue<string>());
        Assert.Equal(BaseUri, line[nameof(BaseUri)]!.GetValue<string>());
        Assert.Equal("Uploaded", line["Origin"]!.GetValue<string>());
        Assert.Equal(1, line["Attempts"]!.GetValue<int>());
        Assert.Equal("t-1", line["TraceId"]!.GetValue<string>());
        AssertNoEntries();
        Assert.Equal([Lines], Directory.GetFiles(Folder, "c.jsonl*").Except([InFlightPath]));
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public void An_upload_that_is_stopped_while_the_service_throttles_it_leaves_no_in_flight_entry()
    {
        var host = new Host(Is.Upload, Scripted.Json("{}", 429, [("Retry-After", "3600")]));
        using (var checkpoint = Checkpoint.Open(Lines, host.Client.Address, "prompt_audio"))
        {
            using var queue = new UploadQueue(host.Client, new UploadOptions(1, new RetryPolicy(5, TimeSpan.FromSeconds(1))), checkpoint);
            queue.Add(NewUpload("a.wav"));
            while (queue.Take(TimeSpan.FromMinutes(5)) is { VerboseText: null })
            {
            }

            queue.Stop();
        }

        AssertNoEntries();
    }

    [Fact]
    public void An_upload_that_is_stopped_after_it_was_sent_leaves_its_in_flight_entry()
    {
        using var sent = new ManualResetEventSlim();
        using var isOver = new ManualResetEventSlim();
        var host = new Host(Is.Upload, () =>
        {
            sent.Set();
            isOver.Wait();
            throw new OperationCanceledException();
        });
        using (var checkpoint = Checkpoint.Open(Lines, host.Client.Address, "prompt_audio"))
        {
            using var queue = new UploadQueue(host.Client, new UploadOptions(1, new RetryPolicy(5, TimeSpan.FromSeconds(1))), checkpoint);
            queue.Add(NewUpload("a.wav"));
            sent.Wait(TestContext.Current.CancellationToken);
            queue.Stop();
            isOver.Set();
        }

        Assert.Contains(Hash("the content"), File.ReadAllText(InFlightPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_file_is_returned_unchanged()
    {
        Append(Line(9, "the content", "\"FileName\":\"old.wav\",\"Bytes\":11,\"CreatedAt\":\"2026-03-01T12:00:00+00:00\",\"TraceId\":\"t-9\","));

        var received = Run(NewUpload("a.wav"));

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((UploadOrigin.Checkpoint, 0), (outcome.Origin, outcome.Attempts));
        var file = outcome.File!;
        Assert.Equal((9, "old.wav", 11, "prompt_audio", "t-9"), (file.FileId, file.FileName, file.Bytes, file.Purpose, file.TraceId));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), file.CreatedAt);
        Assert.Empty(_host.Requests);
        Assert.Empty(received.Verbose);
    }

    [Fact]
    public void The_last_of_two_lines_for_one_content_applies()
    {
        Append(Line(8, "the content"), Line(9, "the content"));

        Assert.Equal(9, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File!.FileId);
    }

    [Fact]
    public void A_line_among_very_many_is_found()
    {
        var filler = $"\"Path\":\"{new string('x', 1000)}\",";
        Append([.. Enumerable.Range(100, 700).Select(i => Line(i, $"content {i}", filler)), Line(9, "the content"), .. Enumerable.Range(1000, 700).Select(i => Line(i, $"content {i}", filler))]);

        // One of these lines crosses the end of the first 256 KB, which are read at once.
        var across = Enumerable.Range(295, 30);

        var received = Run([NewUpload("a.wav"), NewUpload("b.wav", "content 100"), NewUpload("c.wav", "content 799"), NewUpload("d.wav", "content 1699"), .. across.Select(i => NewUpload($"{i}.wav", $"content {i}"))]);

        Assert.Equal([9, 100, 799, 1699, .. across.Select(i => (long)i)], received.Outcomes.Select(o => o.File!.FileId));
        Assert.Empty(_host.Requests);
    }

    public static TheoryData<string, string> Others() => new()
    {
        { "another host", """{"FileId":9,"Sha256":"$hash","Purpose":"prompt_audio","BaseUri":"https://elsewhere.example"}""" },
        { "another purpose", """{"FileId":9,"Sha256":"$hash","Purpose":"voice_clone","BaseUri":"$base"}""" },
        { "no id", """{"FileId":0,"Sha256":"$hash","Purpose":"prompt_audio","BaseUri":"$base"}""" },
        { "another content", """{"FileId":9,"Sha256":"0000000000000000000000000000000000000000000000000000000000000000","Purpose":"prompt_audio","BaseUri":"$base"}""" },
        { "a short hash", """{"FileId":9,"Sha256":"abc","Purpose":"prompt_audio","BaseUri":"$base"}""" },
        { "a hash of other signs", """{"FileId":9,"Sha256":"$hash!","Purpose":"prompt_audio","BaseUri":"$base"}""" },
        { "no hash", """{"FileId":9,"Sha256":"","Purpose":"prompt_audio","BaseUri":"$base"}""" },
        { "no line at all", """{}""" },
        { "no JSON", """{"FileId":9,"Sha256":"$hash","Pur""" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_line_of_another_kind_is_kept_and_the_file_is_sent(string what, string line)
    {
        var text = line.Replace("$hash!", Hash("the content")[..63] + "z", StringComparison.Ordinal).Replace("$hash", Hash("the content"), StringComparison.Ordinal).Replace("$base", BaseUri, StringComparison.Ordinal);
        Append(Line(1, "first"), text, "");

        var outcome = Assert.Single(Run(NewUpload("a.wav")).Outcomes);

        Assert.True(outcome.Origin == UploadOrigin.Uploaded, what);
        Assert.StartsWith($"{Line(1, "first")}\n{text}\n\n", File.ReadAllText(Lines), StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(Lines).Length);
    }

    [Fact]
    public void Every_part_of_a_hash_is_compared()
    {
        var hash = Hash("the content");
        foreach (var at in new[] { 0, 16, 32, 48 })
        {
            var other = hash[..at] + (hash[at] == 'a' ? 'b' : 'a') + hash[(at + 1)..];
            Append(Line(9, "the content").Replace(hash, other, StringComparison.Ordinal));
        }

        Assert.Equal(UploadOrigin.Uploaded, Assert.Single(Run(NewUpload("a.wav")).Outcomes).Origin);
    }

    [Fact]
    public void A_line_that_a_crash_truncated_is_removed()
    {
        var whole = Line(9, "the content");
        File.WriteAllText(Lines, whole + "\n" + whole[..^5]);

        Open().Dispose();

        Assert.Equal(whole + "\n", File.ReadAllText(Lines));
    }

    [Fact]
    public void A_complete_last_line_without_its_line_end_gets_one()
    {
        File.WriteAllText(Lines, Line(9, "the content"));

        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Run(NewUpload("a.wav")).Outcomes).Origin);

        Assert.Equal(Line(9, "the content") + "\n", File.ReadAllText(Lines));
    }

    [Fact]
    public void Files_that_another_run_records_meanwhile_are_known()
    {
        using var one = Open();
        using var two = Open();

        var first = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), one, NewUpload("a.wav"));
        var second = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), two, NewUpload("b.wav"));
        var third = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), two, NewUpload("c.wav", "another"));
        var fourth = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), one, NewUpload("d.wav", "another"));

        Assert.Equal(
            [UploadOrigin.Uploaded, UploadOrigin.Checkpoint, UploadOrigin.Uploaded, UploadOrigin.Checkpoint],
            new[] { first, second, third, fourth }.Select(t => Assert.Single(t.Outcomes).Origin));
        Assert.Equal(1 + 2, File.ReadAllLines(Lines).Length);
    }

    [Fact]
    public void A_checkpoint_that_another_program_replaces_meanwhile_is_rejected_and_stays_unchanged()
    {
        using var checkpoint = Open();
        var diary = "my diary, " + new string('x', 1000) + "\n";
        File.WriteAllText(Lines, diary);

        var error = Assert.Single(Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("a.wav")).Outcomes).Error!;

        Assert.Equal("CheckpointUnusable", error.ErrorId);
        Assert.Equal(diary, File.ReadAllText(Lines));
        Assert.Empty(_host.Requests);
    }

    [Fact]
    public void A_checkpoint_that_another_run_restarts_meanwhile_is_read_again()
    {
        using var checkpoint = Open();
        Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("a.wav"));
        File.WriteAllText(Lines, string.Concat(Enumerable.Range(1, 20).Select(i => Line(i, $"content {i}") + "\n")));

        var received = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("b.wav", "content 1"), NewUpload("c.wav"));

        Assert.Equal([UploadOrigin.Checkpoint, UploadOrigin.Uploaded], received.Outcomes.Select(o => o.Origin));
    }

    [Fact]
    public void The_files_of_a_checkpoint_that_is_emptied_meanwhile_are_not_known()
    {
        Append(Line(9, "the content"));
        using var checkpoint = Open();
        File.Open(Lines, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite).Dispose();

        var received = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("a.wav"));

        Assert.Equal(UploadOrigin.Uploaded, Assert.Single(received.Outcomes).Origin);
        Assert.Equal(1 + 1, File.ReadAllLines(Lines).Length);
    }

    [Fact]
    public void An_ID_that_is_recorded_for_another_file_is_not_a_lost_upload()
    {
        Append($$"""{"FileId":4,"Sha256":"{{Hash("b")}}","Purpose":"voice_clone","BaseUri":"{{BaseUri}}"}""");
        _host[Is.Upload] = [Scripted.Broken()];
        _host[Is.List] = [List($$"""{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{Now}}}""")];

        Assert.Equal("ConnectionFailed", Assert.Single(Run(NewUpload("a.wav")).Outcomes).Error!.ErrorId);
    }

    [Fact]
    public void A_file_that_is_not_a_checkpoint_stays_unchanged()
    {
        File.WriteAllText(Lines, "my diary\n");

        var error = Assert.Throws<MiniMaxException>(() => Open());

        Assert.Equal("CheckpointUnusable", error.ErrorId);
        Assert.Equal($"'{Lines}' is not a checkpoint: it does not begin with the header of a checkpoint.", error.Message);
        Assert.Equal("Specify a new file as -CheckpointPath, or one that an earlier run created.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal("my diary\n", File.ReadAllText(Lines));
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public void A_line_can_have_262144_bytes_with_its_line_end_and_no_more()
    {
        var line = Line(9, "the content", "\"Path\":\"$\",");
        var longest = line.Replace("$", new string('x', 262144 - line.Length), StringComparison.Ordinal);
        File.WriteAllText(Lines, longest + "\n");
        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Run(NewUpload("a.wav")).Outcomes).Origin);
        File.WriteAllText(Lines, $"{Line(8, "another")}\n{longest.Replace("x\"", "xx\"", StringComparison.Ordinal)}\n");

        var error = Assert.Throws<MiniMaxException>(() => Open());

        Assert.Equal("CheckpointUnusable", error.ErrorId);
        Assert.Equal($"The checkpoint '{Lines}' cannot be used: A line exceeds 262,144 bytes.", error.Message);
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public void A_path_that_is_not_writable_is_reported_with_the_cause()
    {
        var path = Path.Combine(Folder, "no", "c.jsonl");

        var error = Assert.Throws<MiniMaxException>(() => Checkpoint.Open(path, _host.Client.Address, "prompt_audio"));

        Assert.Equal("CheckpointUnusable", error.ErrorId);
        Assert.Equal($"The checkpoint '{path}' cannot be used: The folder '{Path.GetDirectoryName(path)}' does not exist.", error.Message);
        Assert.Equal("Specify a -CheckpointPath that is a writable file, or a new file in a folder that exists.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
    }

    [Fact]
    public void A_folder_is_not_a_checkpoint()
    {
        var error = Assert.Throws<MiniMaxException>(() => Checkpoint.Open(Folder, _host.Client.Address, "prompt_audio"));

        Assert.Equal(("CheckpointUnusable", $"The checkpoint '{Folder}' cannot be used: It is a folder."), (error.ErrorId, error.Message));
    }

    [Fact]
    public void An_upload_with_an_unknown_outcome_stays_recorded_for_the_next_run()
    {
        var before = DateTimeOffset.UtcNow;
        _host[Is.Upload] = [Scripted.Broken()];
        _host[Is.List] = [Scripted.Code(1008)];
        Assert.True(Assert.Single(Run(NewUpload("a.wav")).Outcomes).Error!.IsOutcomeUnknown);

        var entry = JsonNode.Parse(Assert.Single(File.ReadAllLines(InFlightPath)))!;
        Assert.Equal(Hash("the content"), entry["Sha256"]!.GetValue<string>());
        Assert.Equal(("a.wav", "prompt_audio", BaseUri), (entry["FileName"]!.GetValue<string>(), entry["Purpose"]!.GetValue<string>(), entry[nameof(BaseUri)]!.GetValue<string>()));
        Assert.InRange(entry["StartedAt"]!.GetValue<DateTimeOffset>(), before, DateTimeOffset.UtcNow);
        Assert.Equal((Environment.MachineName, Environment.ProcessId), (entry["Machine"]!.GetValue<string>(), entry["ProcessId"]!.GetValue<int>()));
        Assert.True(entry["IsAbandoned"]!.GetValue<bool>());

        _host[Is.List] = [List($$"""{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{Now}}}""")];
        var second = Assert.Single(Run(NewUpload("a.wav")).Outcomes);

        Assert.Equal((4, UploadOrigin.Recovered, 0), (second.File!.FileId, second.Origin, second.Attempts));
        AssertNoEntries();
        Assert.Equal("Recovered", JsonNode.Parse(File.ReadAllLines(Lines)[1])!["Origin"]!.GetValue<string>());
    }

    // Windows cannot remove an open file; there it is empty.
    private void AssertNoEntries() => Assert.False(File.Exists(InFlightPath) && (!OperatingSystem.IsWindows() || new FileInfo(InFlightPath).Length > 0));

    [Fact]
    public void A_rejection_leaves_no_in_flight_entry()
    {
        _host[Is.Upload] = [Scripted.Code(2013)];

        Run(NewUpload("a.wav"));

        AssertNoEntries();
    }

    [Fact]
    public void An_upload_of_an_ended_run_is_searched_from_its_start_time()
    {
        var since = DateTimeOffset.UtcNow.AddMinutes(-10);
        File.WriteAllText(InFlightPath, Entry(c => c["StartedAt"] = since, c => c["IsAbandoned"] = true));
        _host[Is.List] = [Scripted.Json($$"""{"files":[{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{since.ToUnixTimeSeconds()}}}]}""")];

        var outcome = Assert.Single(Run(NewUpload("a.wav")).Outcomes);

        Assert.Equal((4, UploadOrigin.Recovered), (outcome.File!.FileId, outcome.Origin));
        Assert.Equal(["list?purpose=prompt_audio", "retrieve_content?file_id=4"], _host.Requests);
    }

    [Fact]
    public void The_start_time_of_an_upload_is_kept_if_the_list_is_not_available()
    {
        var since = DateTimeOffset.UtcNow.AddMinutes(-10);
        File.WriteAllText(InFlightPath, Entry(c => c["StartedAt"] = since, c => c["IsAbandoned"] = true));
        _host[Is.Upload] = [Scripted.Broken()];
        _host[Is.List] = [Scripted.Code(1008)];

        Run(NewUpload("a.wav"));

        Assert.Equal(since, JsonNode.Parse(Assert.Single(File.ReadAllLines(InFlightPath)))!["StartedAt"]!.GetValue<DateTimeOffset>());
    }

    public static TheoryData<string, bool> Owners() => new()
    {
        { "abandoned", false },
        { "abandoned by a run that lives", false },
        { "a run of this machine that is gone", false },
        { "a run that lives", true },
        { "a run of another machine", true },
        { "a run of another machine with our name and process", true },
        { "a run of an earlier version", true },
        { "another content", false },
        { "another purpose", false },
        { "another host", false },
    };

    [Theory]
    [MemberData(nameof(Owners))]
    public void A_file_waits_while_another_run_sends_it(string owner, bool waits)
    {
        string kernel = "";
        _host[Is.Upload] = [() =>
        {
            kernel = JsonNode.Parse(File.ReadAllLines(InFlightPath)[0])!["Run"]!.GetValue<string>().Split('-')[^2];
            return Stored(1)();
        }];
        Run(NewUpload("first.wav", "first"));
        _host[Is.Upload] = [StoredFrom(7)];
        _host.Requests.Clear();
        var (living, gone) = ($"host-12-{kernel}-00000001", $"host-12-{kernel}-00000002");
        using var alive = new FileStream($"{InFlightPath}.{living}", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        File.WriteAllText(InFlightPath, Entry(c =>
        {
            c["Run"] = living;
            switch (owner)
            {
                case "abandoned":
                    c["IsAbandoned"] = true;
                    c["Run"] = gone;
                    break;
                case "abandoned by a run that lives":
                    c["IsAbandoned"] = true;
                    c["Run"] = living;
                    break;
                case "a run of this machine that is gone":
                    c["Run"] = gone;
                    break;
                case "a run of another machine":
                    c["Machine"] = "elsewhere";
                    c["Run"] = "elsewhere-12-01234567-89abcdef";
                    break;
                case "a run of another machine with our name and process":
                    c["Run"] = $"{Environment.MachineName}-{Environment.ProcessId}-01234567-89abcdef";
                    break;
                case "a run of an earlier version":
                    c["Machine"] = "elsewhere";
                    c.Remove("Run");
                    c["StartedAt"] = DateTimeOffset.UtcNow.AddYears(100);
                    break;
                case "another content":
                    c["Sha256"] = Hash("another content");
                    break;
                case "another purpose":
                    c["Purpose"] = "voice_clone";
                    break;
                case "another host":
                    c[nameof(BaseUri)] = "https://elsewhere.example";
                    break;
                default:
                    break;
            }
        }));
        using var checkpoint = Open();
        using var queue = new UploadQueue(_host.Client, new UploadOptions(2, new RetryPolicy(0, TimeSpan.Zero)), checkpoint);
        queue.Add(NewUpload("a.wav"));
        for (var i = 0; i < 8; i++)
        {
            queue.Add(NewUpload($"other{i}.wav", $"other {i}"));
        }

        if (!waits)
        {
            Assert.Equal(9, Take(queue).Outcomes.Count(o => o.File is not null));
            Assert.Equal(owner.StartsWith("another", StringComparison.Ordinal) ? 1 : 0, File.ReadAllLines(InFlightPath).Length);
            return;
        }

        // It could have been sent while the others were sent.
        var others = Take(queue, left: 1);
        Assert.Equal(8, others.Outcomes.Count);
        Assert.DoesNotContain(others.Outcomes, o => o.Upload.FileName == "a.wav");
        Assert.Equal(8, _host.Requests.Count);
        WriteEntries("");
        Assert.Equal("a.wav", Assert.Single(Take(queue).Outcomes).Upload.FileName);
    }

    [Fact]
    public void Truncated_in_flight_entries_are_ignored_and_the_others_stay()
    {
        var other = Entry(c => c["Sha256"] = Hash("another"));
        File.WriteAllText(InFlightPath, $"{{\"Sha256\":\"torn\n\n{other}\nnull\n{Entry(c => c["IsAbandoned"] = true)[..40]}");

        Run(NewUpload("a.wav"));

        Assert.Equal([other], File.ReadAllLines(InFlightPath));
    }

    [Fact]
    public void The_in_flight_entry_of_a_recorded_file_is_removed()
    {
        Append(Line(9, "the content"));
        var other = Entry(c => c["Sha256"] = Hash("another"));
        File.WriteAllText(InFlightPath, $"{Entry()}\n{other}\n");

        Assert.Equal(9, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File!.FileId);

        Assert.Equal([other], File.ReadAllLines(InFlightPath));
    }

    [Fact]
    public void A_stored_file_that_cannot_be_recorded_is_a_success()
    {
        _host[Is.Upload] = [() =>
        {
            // As if another program had removed the folder.
            File.Delete(InFlightPath);
            Directory.CreateDirectory(InFlightPath);
            return Stored(7)();
        }];

        var received = Run(NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.StartsWith($"a.wav is stored as 7, but the checkpoint could not be updated: The checkpoint '{Lines}' cannot be used: ", Assert.Single(received.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_folder_does_not_cause_a_wait()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no folder with an open file.");
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "sub")).FullName;
        _host[Is.Upload] = [() =>
        {
            Directory.Move(folder, folder + "2");
            return Stored(7)();
        }];
        using var checkpoint = Checkpoint.Open(Path.Combine(folder, "c.jsonl"), _host.Client.Address, "prompt_audio");

        var received = Send(_host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.Single(received.Warnings);
    }

    [Fact]
    public async Task A_run_waits_while_another_writes()
    {
        Task<ReceivedEvents> running;
        using (new FileStream(InFlightPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            running = Task.Run(() => Run(NewUpload("a.wav")), TestContext.Current.CancellationToken);
            Assert.False(running.IsCompleted);
        }

        Assert.Equal(7, Assert.Single((await running).Outcomes).File!.FileId);
    }

    private void Append(params string[] lines) => File.AppendAllLines(Lines, lines);

    private string Line(long id, string content, string more = "") =>
        $$"""{"FileId":{{id}},{{more}}"Sha256":"{{Hash(content)}}","Purpose":"prompt_audio","BaseUri":"{{BaseUri}}"}""";

    // An in-flight upload of a run of this process.
    private string Entry(params Action<JsonObject>[] changes)
    {
        var entry = new JsonObject
        {
            ["Sha256"] = Hash("the content"),
            ["FileName"] = "a.wav",
            ["Purpose"] = "prompt_audio",
            [nameof(BaseUri)] = BaseUri,
            ["StartedAt"] = DateTimeOffset.UtcNow,
            ["Machine"] = Environment.MachineName,
            ["ProcessId"] = Environment.ProcessId,
            ["Run"] = "",
            ["Renewals"] = 1,
            ["IsAbandoned"] = false,
        };
        foreach (var change in changes)
        {
            change(entry);
        }

        return entry.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }

    // The waiting run opens the file from time to time.
    private void WriteEntries(string text)
    {
        for (var isWritten = false; !isWritten;)
        {
            try
            {
                File.WriteAllText(InFlightPath, text);
                isWritten = true;
            }
            catch (IOException)
            {
                Thread.Yield();
            }
        }
    }
}
