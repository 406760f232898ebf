using System.Management.Automation;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>What a person sees while files go up.</summary>
public class ProgressTests : ModuleTest
{
    private const int Parent = 1;

    [Fact]
    public void One_record_for_all_and_at_most_as_many_as_the_throttle_below_it_and_all_are_completed()
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
        Assert.Contains(records, r => r.ActivityId != Parent && r.Activity.EndsWith(".wav", StringComparison.Ordinal));
        Assert.Contains(records, r => r.ActivityId == Parent && r.StatusDescription.Contains("of 12 files", StringComparison.Ordinal) && r.SecondsRemaining >= 0);
    }

    [Fact]
    public void It_is_completed_after_an_error_as_well()
    {
        NewRecordings(3);
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 2049 });

        var records = Run("Send-MiniMaxPromptAudio *.wav").Progress;

        Assert.Equal(ProgressRecordType.Completed, records.Last(r => r.ActivityId == Parent).RecordType);
    }

    [Fact]
    public void A_pause_is_shown()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 429, RetryAfter = 2, Count = 1 });

        var records = Run("Send-MiniMaxPromptAudio a.wav").Progress;

        Assert.Contains(records, r => r.StatusDescription.Contains("rate limit: waiting 2 s", StringComparison.Ordinal));
    }

    [Fact]
    public void The_wait_of_a_single_file_is_shown_for_the_file_and_for_all()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, RetryAfter = 2, Count = 1 });

        var records = Run("Send-MiniMaxPromptAudio a.wav").Progress;

        Assert.Contains(records, r => r.ParentActivityId == Parent && r.StatusDescription.StartsWith("waiting ", StringComparison.Ordinal));
        Assert.Contains(records, r => r.ActivityId == Parent && r.StatusDescription.Contains(", waiting ", StringComparison.Ordinal));
    }
}
