namespace MiniMax.Tests.Client;

/// <summary>How long a run waits for the lock of another run, and for its uploads.</summary>
public class CheckpointLockTests : CheckpointTest
{
    [Fact]
    public void A_locked_checkpoint_is_tried_again_soon_and_later_ten_times_a_second()
    {
        var waits = new List<double>();
        using var checkpoint = Open();
        var held = Lock(InFlightPath);
        Clock.Meanwhile = now =>
        {
            waits.Add(now.TotalMilliseconds);
            if (waits.Count == 23)
            {
                held.Dispose();
            }
        };

        var received = Send(checkpoint, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.Equal([5, 15, 30, 50, 75, 105, 140, 180, 225, 275, 330, 390, 455, 525, 600, 680, 765, 855, 950, 1050, 1150, 1250, 1350], waits);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    public void A_lock_that_is_held_for_more_than_five_seconds_is_announced_once(int seconds, int warnings)
    {
        using var checkpoint = Open();
        var held = Lock(InFlightPath);
        WaitWholeSeconds(now =>
        {
            if (now == seconds)
            {
                held.Dispose();
            }
        });

        var received = Send(checkpoint, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.Equal(warnings, received.Warnings.Count);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Clock.Now);
    }

    [Fact]
    public void A_lock_that_is_never_released_is_an_error_after_exactly_five_minutes()
    {
        using var checkpoint = Open();
        using var held = Lock(InFlightPath);
        WaitWholeSeconds(_ => { });

        var received = Send(checkpoint, NewUpload("a.wav"));

        Assert.Equal("CheckpointUnusable", Assert.Single(received.Outcomes).Error?.ErrorId);
        Assert.Single(received.Warnings);
        Assert.Equal(TimeSpan.FromSeconds(300), Clock.Now);
    }

    [Fact]
    public void A_pause_of_the_waiting_run_does_not_count_as_a_wait_for_the_lock()
    {
        using var checkpoint = Open();
        var held = Lock(InFlightPath);
        var isPaused = false;
        Clock.Meanwhile = now =>
        {
            if (!isPaused)
            {
                isPaused = true;
                Clock.Advance(TimeSpan.FromHours(8));
            }
            else if (now > TimeSpan.FromHours(8) + TimeSpan.FromSeconds(3))
            {
                held.Dispose();
            }
        };

        var received = Send(checkpoint, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.Empty(received.Warnings);
    }

    [Fact]
    public void A_lock_is_announced_with_the_processes_of_all_valid_run_files()
    {
        string[] runs = ["azAZ09-12-k-r", "a-z_-13-k-r", "0-1-2-3-14-k-r"];
        string[] others = ["a{-15-k-r", "a`-16-k-r", "a@-17-k-r", "a[-18-k-r", "a!-19-k-r", "a.-20-k-r", "\u00E4-21-k-r", "22-k-r", "notes"];
        foreach (var name in runs.Concat(others))
        {
            File.WriteAllText($"{InFlightPath}.{name}", "");
        }

        File.WriteAllText($"{InFlightPath}a-23-k-r", "");
        File.WriteAllText(Path.Combine(Folder, "d.jsonl.inflight.a-24-k-r"), "");
        using var checkpoint = Open();
        var held = Lock(InFlightPath);
        WaitWholeSeconds(now =>
        {
            if (now == 6)
            {
                held.Dispose();
            }
        });

        var warning = Assert.Single(Send(checkpoint, NewUpload("a.wav")).Warnings);

        var start = $"The checkpoint '{Lines}' is locked by another process (";
        Assert.StartsWith(start, warning, StringComparison.Ordinal);
        Assert.Equal(
            ["process 12 on azAZ09", "process 13 on a-z_", "process 14 on 0-1-2-3"],
            warning[start.Length..warning.IndexOf(");", StringComparison.Ordinal)].Split(", ").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(5000, 0)]
    [InlineData(5100, 1)]
    public void A_wait_of_more_than_five_seconds_for_another_run_is_announced_once(int milliseconds, int warnings)
    {
        File.WriteAllText(InFlightPath, Entry() + "\n");
        Clock.Meanwhile = now =>
        {
            if (now == TimeSpan.FromMilliseconds(milliseconds))
            {
                File.WriteAllText(InFlightPath, "");
            }
        };

        var received = Run(NewUpload("a.wav"));

        Assert.Equal(warnings, received.Warnings.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Clock.Now);
    }

    [Fact]
    public void A_run_of_another_machine_is_taken_over_after_exactly_its_lease_and_its_file_is_removed()
    {
        File.WriteAllText(InFlightPath, Entry() + "\n");
        File.WriteAllText($"{InFlightPath}.{Elsewhere}", "");

        var received = Run(NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.Equal(TimeSpan.FromSeconds(120), Clock.Now);
        Assert.False(File.Exists($"{InFlightPath}.{Elsewhere}"));
    }

    [Fact]
    public void A_run_that_does_not_respond_gets_the_whole_lease_again_for_each_upload()
    {
        File.WriteAllText(InFlightPath, Entry() + "\n");
        using var alive = Lock($"{InFlightPath}.{Elsewhere}");
        using var checkpoint = Open();

        var received = Send(checkpoint, NewUpload("a.wav"), NewUpload("b.wav"));

        Assert.All(received.Outcomes, o => Assert.EndsWith("is uploading the same content and has not responded for 120 s.", o.Error?.Message, StringComparison.Ordinal));
        Assert.Equal(2, received.Outcomes.Count);
        Assert.Equal(TimeSpan.FromSeconds(240), Clock.Now);
    }

    [Fact]
    public void An_entry_cannot_keep_a_run_waiting_for_the_lock_of_another_file()
    {
        Directory.CreateDirectory($"{InFlightPath}.x");
        using var other = Lock(Path.Combine(Folder, "host-1-2-3"));
        File.WriteAllText(InFlightPath, Entry(c => c["Run"] = "x/../host-1-2-3") + "\n");

        Assert.Equal(7, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
    }

    [Theory]
    [InlineData("host-1-2-folder")]
    [InlineData("host-1-2-$long")]
    public void A_run_whose_file_cannot_be_opened_is_taken_over_after_its_lease(string run)
    {
        run = run.Replace("$long", new string('3', 300), StringComparison.Ordinal);
        Directory.CreateDirectory($"{InFlightPath}.host-1-2-folder");
        File.WriteAllText(InFlightPath, Entry(c => c["Run"] = run) + "\n");

        Assert.Equal(7, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
        Assert.Equal(TimeSpan.FromSeconds(120), Clock.Now);
    }

    // Each wait takes a whole second.
    private void WaitWholeSeconds(Action<int> meanwhile)
    {
        var seconds = 0;
        Clock.Meanwhile = now =>
        {
            seconds++;
            Clock.Advance(TimeSpan.FromSeconds(seconds) - now);
            meanwhile(seconds);
        };
    }
}
