namespace MiniMax.Tests.Client;

/// <summary>The entries of a run in the list of uploads in progress, while its uploads last.</summary>
public class InFlightRenewalTests : CheckpointTest
{
    private static readonly TimeSpan s_almostFiveSeconds = TimeSpan.FromSeconds(4.9);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(0.1);

    [Fact]
    public async Task Each_use_of_the_lock_after_five_seconds_renews_all_entries_of_the_run()
    {
        Clock.Advance(TimeSpan.FromSeconds(100));
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        using var queue = NewQueue(service, checkpoint, NewUpload("a.wav", "a"), NewUpload("b.wav", "b"));
        await service.BegunAsync(2);

        // The second one renews the first one.
        Assert.Equal([0, 1], Renewals());
        UseLock(checkpoint);
        Assert.Equal([0, 1], Renewals());
        Clock.Advance(s_almostFiveSeconds);
        UseLock(checkpoint);
        Assert.Equal([0, 1], Renewals());
        Clock.Advance(s_rest);
        UseLock(checkpoint);
        Assert.Equal([1, 2], Renewals());
        Clock.Advance(s_almostFiveSeconds);
        UseLock(checkpoint);
        Assert.Equal([1, 2], Renewals());
        Clock.Advance(s_rest);
        UseLock(checkpoint);
        Assert.Equal([2, 3], Renewals());
    }

    [Fact]
    public async Task A_use_of_the_lock_that_renews_nothing_does_not_write_the_list()
    {
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        using var queue = NewQueue(service, checkpoint, NewUpload("a.wav", "a"));
        await service.BegunAsync(1);
        File.AppendAllText(InFlightPath, "\n");
        var text = File.ReadAllText(InFlightPath);

        UseLock(checkpoint);

        Assert.Equal(text, File.ReadAllText(InFlightPath));
    }

    [Fact]
    public async Task An_upload_that_waits_for_the_same_content_does_not_write_the_list()
    {
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        using var queue = NewQueue(service, checkpoint, NewUpload("a.wav", "a"));
        await service.BegunAsync(1);
        File.AppendAllText(InFlightPath, "\n");
        var text = File.ReadAllText(InFlightPath);
        string? seen = null;
        Clock.Meanwhile = _ =>
        {
            seen ??= File.ReadAllText(InFlightPath);
            service.Release();
        };

        queue.Add(NewUpload("b.wav", "a"));
        Take(queue);

        Assert.Equal(text, seen);
    }

    [Fact]
    public async Task An_entry_that_disappears_from_the_list_is_written_again()
    {
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        using var queue = NewQueue(service, checkpoint, NewUpload("a.wav", "a"));
        await service.BegunAsync(1);
        File.WriteAllText(InFlightPath, "");

        UseLock(checkpoint);

        Assert.Equal(Hash("a"), (string?)Assert.Single(ReadEntries())["Sha256"]);
    }

    [Fact]
    public async Task An_upload_is_taken_over_only_by_one_of_the_same_content_host_purpose_and_account()
    {
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        using var queue = NewQueue(service, checkpoint, NewUpload("a.wav"));
        await service.BegunAsync(1);
        string[] others =
        [
            Entry(c => c["Purpose"] = "voice_clone"),
            Entry(c => c["BaseUri"] = "https://elsewhere.example"),
            Entry(c => c["Account"] = "0123456789abcdef"),
            Entry(c => c["Sha256"] = Hash("another")),
            Entry(c => c["Sha256"] = Hash("another"), c => c["BaseUri"] = "https://elsewhere.example"),
            Entry(c => c["Sha256"] = Hash("another"), c => c["BaseUri"] = "https://elsewhere.example", c => c["Purpose"] = "voice_clone"),
        ];
        File.WriteAllLines(InFlightPath, [.. others, File.ReadAllText(InFlightPath).TrimEnd('\n')]);
        Clock.Advance(TimeSpan.FromSeconds(5));

        UseLock(checkpoint);

        Assert.Equal(others, File.ReadAllLines(InFlightPath)[..^1]);
        Assert.Equal(1, (int?)ReadEntries()[^1]["Renewals"]);
        service.Release();
        var received = Take(queue);
        Assert.Equal((101, 1), (Assert.Single(received.Outcomes).File?.FileId, received.Outcomes[0].Attempts));
        Assert.Empty(received.Warnings);
        Assert.Equal(others, File.ReadAllLines(InFlightPath));
    }

    [Fact]
    public async Task The_second_upload_of_a_content_waits_for_the_first_without_a_warning()
    {
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        using var queue = NewQueue(service, checkpoint, NewUpload("a.wav"));
        await service.BegunAsync(1);
        var second = NewUpload("b.wav");
        string? shown = null;
        Clock.Meanwhile = now =>
        {
            shown ??= second.WaitsFor;
            if (now > TimeSpan.FromSeconds(6))
            {
                service.Release();
            }
        };

        queue.Add(second);
        var received = Take(queue);

        Assert.Equal("an upload of the same content", shown);
        Assert.Null(second.WaitsFor);
        Assert.Equal(
            [("a.wav", 101, UploadOrigin.Uploaded), ("b.wav", 101, UploadOrigin.Checkpoint)],
            received.Outcomes.Select(o => (o.Upload.FileName, o.File?.FileId, o.Origin)).Order());
        Assert.Empty(received.Warnings);
        Assert.Equal(1, service.Stored);
    }

    [Fact]
    public async Task An_upload_that_was_taken_over_waits_for_the_other_run_and_does_not_write_the_list()
    {
        using var checkpoint = Open();
        using var service = new HeldService(Service);
        var upload = NewUpload("a.wav");
        using var queue = NewQueue(service, checkpoint, upload);
        await service.BegunAsync(1);
        var text = Entry() + "\n\n";
        File.WriteAllText(InFlightPath, text);
        (string? WaitsFor, string List) seen = default;
        Clock.Meanwhile = now =>
        {
            if (now == TimeSpan.FromSeconds(1))
            {
                seen = (upload.WaitsFor, File.ReadAllText(InFlightPath));
                File.AppendAllText(Lines, Line(9, "the content") + "\n");
            }
        };

        UseLock(checkpoint);

        var outcome = Assert.Single(Take(queue).Outcomes);
        Assert.Equal((9, UploadOrigin.Checkpoint), (outcome.File?.FileId, outcome.Origin));
        Assert.Equal(("process 12 on elsewhere", text), seen);
    }

    // A recorded file is found under the lock, and nothing is sent.
    private void UseLock(Checkpoint checkpoint)
    {
        var line = Line(9, "recorded") + "\n";
        if (!File.ReadAllText(Lines).Contains(line, StringComparison.Ordinal))
        {
            File.AppendAllText(Lines, line);
        }

        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Send(checkpoint, NewUpload("recorded.wav", "recorded")).Outcomes).Origin);
    }

    private IEnumerable<long> Renewals() => ReadEntries().Select(e => (long)e["Renewals"]!).Order();
}
