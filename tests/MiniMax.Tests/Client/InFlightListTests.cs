using System.Globalization;
using System.Text.RegularExpressions;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>The list of uploads in progress next to a checkpoint: foreign contents, its entries, and the files of the runs.</summary>
public class InFlightListTests : CheckpointTest
{
    // Each character is a byte; $long is a line that no entry can have.
    [Theory]
    [InlineData("my diary\n")]
    [InlineData("x")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\n}\n")]
    [InlineData("\0\0\nmy diary\n")]
    [InlineData("$long")]
    public void Another_file_in_place_of_the_list_is_rejected_and_stays_unchanged(string text)
    {
        text = text.Replace("$long", new string('x', 300_000), StringComparison.Ordinal);
        File.WriteAllText(InFlightPath, text);

        var error = Assert.Throws<MiniMaxException>(() => Open());

        Assert.Equal(
            ("CheckpointUnusable", $"'{InFlightPath}' is not a list of uploads in progress. The checkpoint requires this name for its list of uploads in progress."),
            (error.ErrorId, error.Message));
        Assert.Equal("Move that file, or specify another -CheckpointPath.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal(text, File.ReadAllText(InFlightPath));
        Assert.False(File.Exists(Lines));
    }

    [Theory]
    [InlineData("\0\0\0\0")]
    [InlineData("\n")]
    [InlineData(" \t\r\n\0")]
    public void Blanks_and_the_zeros_of_a_power_failure_are_not_entries(string text)
    {
        File.WriteAllText(InFlightPath, text);

        Assert.Equal(7, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
        Assert.Equal(["upload"], Service.Requests);
    }

    [Fact]
    public void An_entry_after_blanks_is_read()
    {
        File.WriteAllText(InFlightPath, $"\0\0\n \n{Entry(c => c["IsAbandoned"] = true)}\n");

        Run(NewUpload("a.wav"));

        Assert.Equal(["list?purpose=prompt_audio", "upload"], Service.Requests);
    }

    [Theory]
    [InlineData("Run")]
    [InlineData("FileName")]
    [InlineData("Machine")]
    [InlineData("Purpose")]
    [InlineData("BaseUri")]
    public void An_entry_with_a_null_field_does_not_fail_an_upload(string field)
    {
        File.WriteAllText(InFlightPath, Entry(c => c[field] = null) + "\n");

        Assert.Equal(7, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
    }

    [Theory]
    [InlineData("FileName")]
    [InlineData("TraceId")]
    [InlineData("Path")]
    public void A_success_with_a_null_field_is_a_success(string field)
    {
        File.WriteAllText(Lines, Line(9, "the content").Replace("{", $"{{\"{field}\":null,", StringComparison.Ordinal) + "\n");

        Assert.Equal(9, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("0001-01-02T00:00:00+00:00")]
    [InlineData("0001-01-02T00:00:00.5+00:00")]
    public void A_stored_file_is_found_whatever_the_start_time_of_its_entry_is(string startedAt)
    {
        File.WriteAllText(InFlightPath, Entry(
            c => c["StartedAt"] = startedAt,
            c => _ = startedAt.Length > 0 || c.Remove("StartedAt"),
            c => c["IsAbandoned"] = true));
        Service[Is.List] = [Scripted.Json("""{"files":[{"file_id":4,"filename":"a.wav","bytes":11,"created_at":1772278200}]}""", 200, ("Date", "Sun, 01 Mar 2026 12:00:00 GMT"))];

        var outcome = Assert.Single(Run(NewUpload("a.wav")).Outcomes);

        Assert.Equal((4, UploadOrigin.Recovered), (outcome.File?.FileId, outcome.Origin));
        Assert.Equal(["list?purpose=prompt_audio", "retrieve_content?file_id=4"], Service.Requests);
    }

    [Theory]
    [InlineData("{\"Sha256\":\"\\ud800\"}")]
    [InlineData("{\"Sha256\":\"$hash\",\"\\ud800\":1}")]
    [InlineData("{\"Sha256\":7}")]
    [InlineData("[]")]
    public void A_line_that_is_no_entry_and_no_success_is_ignored(string line)
    {
        line = line.Replace("$hash", Hash("the content"), StringComparison.Ordinal);
        File.WriteAllText(InFlightPath, $"{Entry(c => c["IsAbandoned"] = true)}\n{line}\n");
        File.WriteAllText(Lines, $"{Line(9, "another")}\n{line}\n{Line(8, "other")}\n");

        var outcomes = Run(NewUpload("a.wav"), NewUpload("b.wav", "other")).Outcomes;

        Assert.Equal([7L, 8L], outcomes.Select(o => o.File?.FileId));
        Assert.Equal(["list?purpose=prompt_audio", "upload"], Service.Requests);
    }

    [Fact]
    public void A_link_in_place_of_the_list_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only some accounts make links.");
        var target = Path.Combine(Folder, "target");
        File.WriteAllText(target, "");
        File.CreateSymbolicLink(InFlightPath, target);

        var error = Assert.Throws<MiniMaxException>(() => Open());

        Assert.Equal(
            ("CheckpointUnusable", $"'{InFlightPath}' is a link. The checkpoint requires this name for its list of uploads in progress."),
            (error.ErrorId, error.Message));
        Assert.Equal("Move that file, or specify another -CheckpointPath.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.True(File.Exists(target));
        Assert.False(File.Exists(Lines));
    }

    [Fact]
    public void A_link_that_replaces_the_list_during_a_run_does_not_prevent_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only some accounts make links.");
        var target = Path.Combine(Folder, "target");
        File.WriteAllText(target, "");
        var checkpoint = Open();
        File.Delete(InFlightPath);
        File.CreateSymbolicLink(InFlightPath, target);

        checkpoint.Dispose();

        Assert.Equal("", File.ReadAllText(target));
    }

    [Fact]
    public void A_run_that_changes_no_entry_does_not_write_the_list()
    {
        var text = Entry(c => c["Sha256"] = Hash("another")) + "\n\n";
        File.WriteAllText(InFlightPath, text);
        File.WriteAllText(Lines, Line(9, "the content") + "\n");

        Open().Dispose();
        Assert.Equal(text, File.ReadAllText(InFlightPath));

        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Run(NewUpload("a.wav")).Outcomes).Origin);
        Assert.Equal(text, File.ReadAllText(InFlightPath));
    }

    [Fact]
    public void A_waiting_run_does_not_write_the_list()
    {
        var text = Entry() + "\n\n";
        File.WriteAllText(InFlightPath, text);
        var seen = "";
        Clock.Meanwhile = now =>
        {
            if (now == TimeSpan.FromSeconds(1))
            {
                seen = File.ReadAllText(InFlightPath);
                File.WriteAllText(InFlightPath, "");
            }
        };

        Run(NewUpload("a.wav"));

        Assert.Equal(text, seen);
    }

    [Fact]
    public async Task An_upload_that_is_stopped_after_it_was_sent_is_listed_with_an_unknown_outcome()
    {
        using (var checkpoint = Open())
        {
            using var service = new HeldService(Service);
            using var queue = NewQueue(service, checkpoint, NewUpload("a.wav"));
            await service.BegunAsync(1);
        }

        var entry = Assert.Single(ReadEntries());
        Assert.Equal((Hash("the content"), true), ((string?)entry["Sha256"], (bool?)entry["IsAbandoned"]));
    }

    [Fact]
    public void An_upload_whose_outcome_another_run_determines_is_not_listed_again()
    {
        Service[Is.Upload] = [Scripted.Broken(), Stored(7)];
        Service[Is.List] = [Scripted.Code(1008)];
        using var checkpoint = Open();
        Assert.True(Assert.Single(Send(checkpoint, NewUpload("a.wav")).Outcomes).Error?.IsOutcomeUnknown);
        Assert.True((bool?)Assert.Single(ReadEntries())["IsAbandoned"]);
        File.WriteAllText(InFlightPath, "");

        Send(checkpoint, NewUpload("b.wav", "another"));

        Assert.Equal("", File.ReadAllText(InFlightPath));
    }

    // The time is 2026-03-01T12:00:00Z = 1772366400.
    [Theory]
    [InlineData("2026-03-01T11:30:00+00:00", 1772278200, true)]
    [InlineData("2026-03-01T11:30:00+00:00", 1772278198, false)]
    [InlineData("2026-03-01T13:00:00+00:00", 1772280000, true)]
    [InlineData("2026-03-01T13:00:00+00:00", 1772279998, false)]
    public void A_file_of_an_ended_run_is_found_from_the_day_before_its_start_or_before_now(string startedAt, long createdAt, bool isFound)
    {
        File.WriteAllText(InFlightPath, Entry(c => c["StartedAt"] = startedAt, c => c["IsAbandoned"] = true));
        Service[Is.List] = [Scripted.Json($$"""{"files":[{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{createdAt}}}]}""")];
        using var checkpoint = Open(new CalendarClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

        var outcome = Assert.Single(Send(checkpoint, NewUpload("a.wav")).Outcomes);

        Assert.Equal(isFound ? (4, UploadOrigin.Recovered) : (7, UploadOrigin.Uploaded), (outcome.File?.FileId, outcome.Origin));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("0001-01-02T00:00:02+00:00")]
    public void An_entry_with_an_impossible_start_time_does_not_prevent_the_upload(string startedAt)
    {
        File.WriteAllText(InFlightPath, Entry(c => c["StartedAt"] = DateTimeOffset.Parse(startedAt, CultureInfo.InvariantCulture), c => c["IsAbandoned"] = true));

        Assert.Equal(7, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
    }

    [Fact]
    public void A_run_has_a_locked_file_whose_name_identifies_its_machine_and_process()
    {
        var run = "";
        var isLocked = false;
        Service[Is.Upload] = [() =>
        {
            run = (string)ReadEntries()[0]["Run"]!;
            isLocked = Record.Exception(() => Lock($"{InFlightPath}.{run}").Dispose()) is IOException;
            return Stored(7)();
        }];

        Run(NewUpload("a.wav"));

        var machine = Regex.Replace(Environment.MachineName, "[^A-Za-z0-9-]", "_");
        var kernel = OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8] : "[0-9a-f]{8}";
        Assert.Matches($"^{machine}-{Environment.ProcessId}-{kernel}-[0-9a-f]{{8}}$", run);
        Assert.True(isLocked);
        Assert.False(File.Exists($"{InFlightPath}.{run}"));
    }

    /// <summary>A clock with a fixed date.</summary>
    private sealed class CalendarClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
