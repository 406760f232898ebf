using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>What a user sees during the uploads.</summary>
public class ProgressTests : ModuleTest
{
    private const int Parent = 1;

    [Fact]
    public void The_batch_has_one_record_with_at_most_ThrottleLimit_records_below_it_and_all_are_completed()
    {
        Session.Set("files", NewRecordings(12));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 300 });

        var records = Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 3").Progress;

        var open = new HashSet<int>();
        foreach (var record in records)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                Assert.True(open.Remove(record.ActivityId));
            }
            else
            {
                open.Add(record.ActivityId);
            }

            Assert.InRange(open.Count(id => id != Parent), 0, 3);
            Assert.True(record.ActivityId == Parent || record.ParentActivityId == Parent);
        }

        Assert.Empty(open);
        Assert.Contains(records, r => r.ActivityId == Parent && r.StatusDescription.Contains("of 12 files", StringComparison.Ordinal) && r.SecondsRemaining >= 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_total_is_shown_while_the_service_holds_the_uploads(int done)
    {
        var files = NewRecordings(60);
        Session.Set("files", files);
        foreach (var file in files.Skip(done))
        {
            State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, FileName = file.Name });
        }

        await StopWhenShownAsync(
            "$files | ForEach-Object { $_ } | Send-MiniMaxPromptAudio -ThrottleLimit 2",
            r => r.StatusDescription.StartsWith($"{done} of 60 files, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_output_announces_each_file_and_does_not_delay_the_total()
    {
        Session.Set("files", NewRecordings(12));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 300 });

        var result = Run("$files | ForEach-Object { $_ } | Send-MiniMaxPromptAudio -ThrottleLimit 1 -Verbose");

        Assert.Contains(result.Progress, r => Regex.IsMatch(r.StatusDescription, "^[0-6] of 12 files"));
        Assert.Equal(12, result.Verbose.Count(v => v.StartsWith("Performing the operation \"Upload ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Files_that_are_not_valid_count_as_failed()
    {
        Session.Set("files", (FileInfo[])[NewFile("text.wav", "no audio"u8.ToArray()), .. NewRecordings(3), new FileInfo(Path.Combine(Folder, "missing.wav"))]);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold });

        await StopWhenShownAsync(
            "$files | Send-MiniMaxPromptAudio -ThrottleLimit 1",
            r => r.StatusDescription.StartsWith("0 of 5 files, 2 failed, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_takes_long_has_its_own_line()
    {
        NewRecording("slow.wav");

        await HoldUntilShownAsync("Send-MiniMaxPromptAudio slow.wav", r => r.ParentActivityId == Parent && r.Activity == "slow.wav");
    }

    [Fact]
    public async Task A_line_has_as_many_characters_as_cells()
    {
        NewRecording("录音 1.wav");

        await HoldUntilShownAsync("Send-MiniMaxPromptAudio '录音 1.wav'", r => r.Activity == "录\u200B音\u200B 1.wav");
    }

    [Fact]
    public async Task An_unreachable_host_is_named_with_the_retry()
    {
        NewRecording("a.wav");

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Session.Set("dead", new Uri($"http://{listener.LocalEndpoint}"));
        listener.Stop();

        await StopWhenShownAsync(
            "Send-MiniMaxPromptAudio a.wav -BaseUri $dead -MaximumRetryCount 4 -RetryIntervalSec 600",
            r => r.ActivityId == Parent && Regex.IsMatch(r.StatusDescription, @"^No connection to 127\.0\.0\.1(:\d+)?; retry 1 of 4 in \d+ s$"));
    }

    [Fact]
    public void The_progress_is_completed_after_an_error()
    {
        NewRecordings(3);
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 2049 });

        var records = Run("Send-MiniMaxPromptAudio *.wav").Progress;

        Assert.Equal(ProgressRecordType.Completed, records.Last(r => r.ActivityId == Parent).RecordType);
    }

    [Fact]
    public async Task A_pause_is_shown()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 429, RetryAfter = 600, Count = 1 });

        await StopWhenShownAsync("Send-MiniMaxPromptAudio a.wav", r => Regex.IsMatch(r.StatusDescription, @", rate limit: waiting \d+ s$"));
    }

    [Fact]
    public async Task The_wait_of_a_single_file_is_shown_for_the_file_and_for_the_batch()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, RetryAfter = 600, Count = 1 });
        var isShownForAll = false;

        await StopWhenShownAsync("Send-MiniMaxPromptAudio a.wav", r =>
        {
            isShownForAll |= r.ActivityId == Parent && r.StatusDescription.Contains(", waiting ", StringComparison.Ordinal);
            return isShownForAll && r.ParentActivityId == Parent && r.StatusDescription.StartsWith("waiting ", StringComparison.Ordinal);
        });
    }
}
