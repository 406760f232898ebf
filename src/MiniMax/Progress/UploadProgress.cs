using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Shows how far a batch is: one record for all and one for each file that goes up, at most five updates a second.</summary>
internal sealed class UploadProgress
{
    private const int ParentId = 1;

    private static readonly TimeSpan s_betweenUpdates = TimeSpan.FromMilliseconds(200);

    // Shorter waits would only flicker.
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(1);

    private readonly MiniMaxCommand _cmdlet;
    private readonly string _activity;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Dictionary<FileUpload, int> _children = [];
    private readonly HashSet<int> _shown = [];
    private TimeSpan _lastUpdate = -s_betweenUpdates;
    private long _bytesDone;
    private int _done;
    private int _failed;
    private bool _isShown;

    public UploadProgress(MiniMaxCommand cmdlet, string activity)
    {
        _cmdlet = cmdlet;
        _activity = activity;
    }

    /// <summary>The number of files, once the input has ended.</summary>
    public int? Total { get; set; }

    /// <summary>Counts a file that ended.</summary>
    public void Count(UploadOutcome outcome)
    {
        if (outcome.Error is not null)
        {
            _failed++;
        }
        else
        {
            _done++;
            _bytesDone += outcome.Upload.File.Length;
        }
    }

    /// <summary>Shows the state, unless it was shown a moment ago.</summary>
    public void Update(TransferPump pump)
    {
        var now = _watch.Elapsed;
        if (now - _lastUpdate < s_betweenUpdates)
        {
            return;
        }

        _lastUpdate = now;
        _isShown = true;
        var active = pump.Active;
        var bytes = _bytesDone + active.Sum(a => a.BytesSent);
        var rate = bytes / Math.Max(0.001, now.TotalSeconds);
        var record = new ProgressRecord(ParentId, _activity, Status(bytes, rate, Waiting(pump, active)))
        {
            PercentComplete = Total is > 0 ? Math.Min(100, 100 * (_done + _failed) / Total.Value) : -1,
            SecondsRemaining = SecondsLeft(now),
        };
        _cmdlet.WriteProgress(record);
        UpdateChildren(active);
    }

    /// <summary>Takes everything off the screen.</summary>
    public void Complete()
    {
        if (!_isShown)
        {
            return;
        }

        foreach (var id in _shown)
        {
            CompleteRecord(id, ParentId);
        }

        _shown.Clear();
        CompleteRecord(ParentId, -1);
        _isShown = false;
    }

    private void UpdateChildren(ICollection<FileUpload> active)
    {
        foreach (var ended in _children.Keys.Where(k => !active.Contains(k)).ToList())
        {
            var id = _children[ended];
            _children.Remove(ended);
            _shown.Remove(id);
            CompleteRecord(id, ParentId);
        }

        foreach (var upload in active)
        {
            if (!_children.TryGetValue(upload, out var id))
            {
                id = Enumerable.Range(ParentId + 1, _children.Count + 1).First(i => !_children.ContainsValue(i));
                _children[upload] = id;
                _shown.Add(id);
            }

            _cmdlet.WriteProgress(new ProgressRecord(id, upload.FileName, Status(upload))
            {
                ParentActivityId = ParentId,
                PercentComplete = upload.File.Length > 0 ? (int)(100 * Math.Min(upload.BytesSent, upload.File.Length) / upload.File.Length) : 0,
            });
        }
    }

    private static string Status(FileUpload upload) => upload.WaitsFor is { } other ? $"waiting for {other}"
        : upload.WaitLeft is var wait && wait > s_shortWait
        ? string.Format(CultureInfo.CurrentCulture, "waiting {0:0} s for the next attempt", Math.Ceiling(wait.TotalSeconds))
        : $"{Size.Format(upload.BytesSent)} of {Size.Format(upload.File.Length)}";

    // A pause for all, or the shortest wait where each file has one of its own.
    private static string Waiting(TransferPump pump, ICollection<FileUpload> active)
    {
        if (pump.PauseLeft is var pause && pause > TimeSpan.Zero)
        {
            return string.Format(CultureInfo.CurrentCulture, ", rate limit: waiting {0:0} s", Math.Ceiling(pause.TotalSeconds));
        }

        var wait = active.Count > 0 ? active.Min(a => a.WaitLeft) : TimeSpan.Zero;
        return wait > s_shortWait ? string.Format(CultureInfo.CurrentCulture, ", waiting {0:0} s", Math.Ceiling(wait.TotalSeconds)) : "";
    }

    private string Status(long bytes, double rate, string waiting)
    {
        var files = Total is { } total ? $"{_done} of {total} files" : $"{_done} files";
        var failed = _failed > 0 ? $", {_failed} failed" : "";
        return $"{files}{failed}, {Size.Format(bytes)}, {Size.Format((long)rate)}/s{waiting}";
    }

    private int SecondsLeft(TimeSpan now)
    {
        var ended = _done + _failed;
        return Total is { } total && ended > 0 && total > ended ? (int)Math.Min(int.MaxValue, now.TotalSeconds / ended * (total - ended)) : -1;
    }

    private void CompleteRecord(int id, int parent) =>
        _cmdlet.WriteProgress(new ProgressRecord(id, _activity, "done") { ParentActivityId = parent, RecordType = ProgressRecordType.Completed });
}
