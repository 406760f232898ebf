using System.Globalization;
using System.Management.Automation;

namespace MiniMax.Tests.Transfer;

/// <summary>The lines of the progress, on a simulated clock.</summary>
public class UploadProgressTests : UploadQueueTest
{
    private const int Parent = 1;

    private readonly List<ProgressRecord> _records = [];
    private readonly SteppingClock _clock = new();
    private readonly State _state = new();
    private readonly UploadProgress _progress;
    private Action? _disconnected;

    public UploadProgressTests() => _progress = new UploadProgress(_records.Add, "Uploading", _clock) { IsInputComplete = true };

    private ProgressRecord Line => _records.Last(r => r.ActivityId == Parent);

    private IEnumerable<ProgressRecord> FileLines => _records.Where(r => r.ActivityId != Parent && r.RecordType == ProgressRecordType.Processing);

    [Fact]
    public void The_remaining_time_is_estimated_from_the_files_sent()
    {
        CountSent(4);
        _state.Pending = 6;

        Show(after: 8);

        Assert.Equal(12, Line.SecondsRemaining);
    }

    [Fact]
    public void A_rate_limit_that_is_slower_than_before_determines_the_remaining_time()
    {
        CountSent(4);
        _state.Pending = 6;
        _state.Rate = 0.25;

        Show(after: 8);

        Assert.Equal(24, Line.SecondsRemaining);
    }

    [Fact]
    public void No_remaining_time_is_shown_without_a_connection()
    {
        CountSent(4);
        _state.Pending = 6;
        Disconnect(NewUpload("a.wav"), wait: 3);

        Show(after: 8);

        Assert.Equal(-1, Line.SecondsRemaining);
        Assert.Equal("No connection to h.example; retry 2 of 5 in 3 s", Line.StatusDescription);
    }

    [Fact]
    public void A_retry_in_progress_without_a_connection_keeps_its_status()
    {
        _state.Pending = 1;
        Disconnect(NewUpload("a.wav"), wait: 0);

        Show(after: 1);

        Assert.Equal("No connection to h.example; retry 2 of 5", Line.StatusDescription);
    }

    /// <summary>The console appends the seconds directly to the status.</summary>
    [Fact]
    public void A_blank_separates_the_status_from_the_remaining_time()
    {
        CountSent(4);
        _state.Pending = 6;
        _state.Rate = 28.8;

        Show(after: 8);

        Assert.EndsWith("rate limit: 29/s ", Line.StatusDescription, StringComparison.Ordinal);
    }

    /// <summary>The activity, its brackets and the remaining time occupy 30 of the 80 columns.</summary>
    [Fact]
    public void A_rate_limit_is_shown_in_place_of_the_size()
    {
        CountSent(4);
        _progress.CountFailed();
        _state.Pending = 300;
        _state.Rate = 9.87;

        Show(after: 8);

        Assert.Equal("4 of 305 files, 1 failed, rate limit: 9.9/s ", Line.StatusDescription);
    }

    [Fact]
    public void A_short_pause_does_not_hide_the_size()
    {
        CountSent(4);
        _state.Pending = 1;
        _state.PauseLeft = TimeSpan.FromMilliseconds(10);

        Show(after: 1);

        Assert.StartsWith("4 of 5 files, 44 B", Line.StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Chinese_line_has_Chinese_commas()
    {
        var culture = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo("zh-CN");
        try
        {
            _progress.CountFailed();
            _state.Pending = 2;

            Show(after: 1);
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }

        Assert.Equal("0 个文件，共 3 个，1 个失败，0 B", Line.StatusDescription);
    }

    [Fact]
    public void A_long_name_keeps_its_end()
    {
        _state.Active.Add(NewUpload(new string('长', 30) + "1.wav"));
        _state.Pending = 1;
        Show(after: 1);
        Show(after: 3);

        Assert.Equal("…" + new string('长', 17) + "1.wav", Assert.Single(FileLines).Activity);
    }

    [Fact]
    public void Without_a_connection_the_files_have_no_lines()
    {
        var upload = NewUpload("a.wav");
        _state.Active.Add(upload);
        _state.Pending = 1;
        Show(after: 1);
        Show(after: 3);
        Assert.Equal("a.wav", Assert.Single(FileLines).Activity);

        Disconnect(upload, wait: 3);
        Show(after: 1);

        var line = _records.Last(r => r.ActivityId != Parent);
        Assert.Equal(ProgressRecordType.Completed, line.RecordType);
        Assert.Single(FileLines);
    }

    [Fact]
    public void A_file_that_waits_for_the_rate_limit_says_so()
    {
        var upload = NewUpload("a.wav");
        upload.IsThrottled = true;

        Assert.Equal("waiting for the rate limit", ShownFor(upload).StatusDescription);
    }

    [Fact]
    public void A_file_that_is_sent_completely_waits_for_the_response()
    {
        var upload = NewUpload("a.wav", "123456");
        upload.BytesSent = 6;
        upload.IsFullySent = true;

        Assert.Equal("6 B sent, waiting for the response", ShownFor(upload).StatusDescription);
    }

    [Fact]
    public void A_file_of_the_checkpoint_adds_no_bytes()
    {
        _progress.Count(new UploadOutcome(NewUpload("a.wav", "1234"), 0) { File = new RemoteFile(), Origin = UploadOrigin.Checkpoint });
        _progress.Count(new UploadOutcome(NewUpload("b.wav", "123456"), 1) { File = new RemoteFile(), Origin = UploadOrigin.Uploaded });
        _state.Pending = 1;

        Show(after: 1);

        Assert.StartsWith("2 of 3 files, 6 B", Line.StatusDescription, StringComparison.Ordinal);
    }

    private void CountSent(int files)
    {
        for (var i = 0; i < files; i++)
        {
            _progress.Count(new UploadOutcome(NewUpload($"{i}.wav"), 1) { File = new RemoteFile(), Origin = UploadOrigin.Uploaded });
        }
    }

    private void Disconnect(FileUpload upload, double wait)
    {
        upload.Time = _clock;
        upload.Retry = new PendingRetry(new MiniMaxException(ErrorIds.ConnectionFailed, "no luck", "") { Host = "h.example" }, 2, 5);
        // The wait begins when the lines are shown.
        _disconnected = () => upload.BeginWait(TimeSpan.FromSeconds(wait));
        if (!_state.Active.Contains(upload))
        {
            _state.Active.Add(upload);
        }
    }

    private ProgressRecord ShownFor(FileUpload upload)
    {
        upload.Time = _clock;
        _state.Active.Add(upload);
        _state.Pending = 1;
        Show(after: 1);
        Show(after: 3);
        return Assert.Single(FileLines);
    }

    private void Show(double after)
    {
        _clock.Advance(after);
        _disconnected?.Invoke();
        _progress.Update(_state);
    }

    private sealed class State : IUploadState
    {
        public int Pending { get; set; }

        public ICollection<FileUpload> Active { get; } = [];

        public double Rate { get; set; } = double.PositiveInfinity;

        public TimeSpan PauseLeft { get; set; }
    }
}
