using System.Globalization;

namespace MiniMax.Progress;

/// <summary>Shows the progress of a batch: one record for all files and one for each slow file, at most five updates per second.</summary>
/// <param name="write">Writes a record.</param>
/// <param name="activity">The activity.</param>
/// <param name="time">The clock.</param>
public sealed class UploadProgress(Action<ProgressRecord> write, string activity, TimeProvider time)
{
    private const int ParentId = 1;

    // In the minimal view, the console writes the seconds directly after a status that fills the line.
    private const string BeforeSeconds = " ";

    // The console would cut the end of a longer name, in which files differ.
    private const int MaxNameCells = 40;

    private static readonly TimeSpan s_betweenUpdates = TimeSpan.FromMilliseconds(200);

    // Shorter waits would flicker.
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(1);

    // A line for each file would scroll.
    private static readonly TimeSpan s_untilFileIsShown = TimeSpan.FromSeconds(2);

    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<FileUpload, TimeSpan> _started = [];
    private readonly Dictionary<FileUpload, int> _children = [];
    private readonly HashSet<int> _shown = [];
    private TimeSpan _lastUpdate = -s_betweenUpdates;
    private long _bytesDone;
    private int _done;
    private int _sent;
    private int _failed;
    private bool _isShown;

    /// <summary>Whether the input has ended.</summary>
    public bool IsInputComplete { get; set; }

    /// <summary>Counts a file that was not sent because it is not valid, or is not a file.</summary>
    public void CountFailed() => _failed++;

    /// <summary>Counts a completed file.</summary>
    /// <param name="outcome">Its outcome.</param>
    public void Count(UploadOutcome outcome)
    {
        if (outcome.Error is not null)
        {
            _failed++;
        }
        else
        {
            _done++;
            // A file from the checkpoint is not sent.
            _bytesDone += outcome.Attempts > 0 ? outcome.Upload.File.Length : 0;
        }

        _sent += outcome.Attempts > 0 ? 1 : 0;
    }

    /// <summary>Shows the state, unless the last update is too recent.</summary>
    /// <param name="queue">The state.</param>
    public void Update(IUploadState queue)
    {
        TimeSpan now = time.GetElapsedTime(_start);
        if (now - _lastUpdate < s_betweenUpdates)
        {
            return;
        }

        _lastUpdate = now;
        _isShown = true;
        ICollection<FileUpload> active = queue.Active;
        long bytes = _bytesDone + active.Sum(a => a.BytesSent);
        int ended = _done + _failed;

        // The total is shown only if names were read ahead: the files of a slow pipeline have no total yet.
        int? total = IsInputComplete || queue.Pending > active.Count + UploadQueue.OpenAhead ? ended + queue.Pending : null;
        string? disconnected = Disconnected(active);
        // The console would show the remaining time next to the wait for the retry.
        int secondsLeft = disconnected is null && total > ended ? SecondsLeft(total.Value - ended, now, queue.Rate) : -1;
        string status = disconnected ?? Status(total, bytes, Limit(queue, active));
        write(new ProgressRecord(ParentId, activity, secondsLeft < 0 ? status : status + BeforeSeconds)
        {
            PercentComplete = total is > 0 ? 100 * ended / total.Value : -1,
            SecondsRemaining = secondsLeft,
        });
        UpdateChildren(active, now, isShown: disconnected is null);
    }

    // By what was sent: files that are not valid, or are in the checkpoint, take no time. At most as fast as the rate limit.
    private int SecondsLeft(int files, TimeSpan elapsed, double rate) =>
        _sent == 0 ? -1 : (int)Math.Min(int.MaxValue, files * Math.Max(elapsed.TotalSeconds / _sent, 1 / rate));

    /// <summary>Removes the progress from the screen.</summary>
    public void Complete()
    {
        if (!_isShown)
        {
            return;
        }

        foreach (int id in _shown)
        {
            CompleteRecord(id, ParentId);
        }

        _shown.Clear();
        CompleteRecord(ParentId, -1);
        _isShown = false;
    }

    // Without a connection, the line for all files says so, and the waits of single files would contradict it.
    private void UpdateChildren(ICollection<FileUpload> active, TimeSpan now, bool isShown)
    {
        foreach (FileUpload ended in _started.Keys.Where(k => !active.Contains(k)).ToList())
        {
            _started.Remove(ended);
        }

        foreach (FileUpload ended in _children.Keys.Where(k => !isShown || !active.Contains(k)).ToList())
        {
            int id = _children[ended];
            _children.Remove(ended);
            _shown.Remove(id);
            CompleteRecord(id, ParentId);
        }

        foreach (FileUpload upload in active)
        {
            if (!_started.TryGetValue(upload, out TimeSpan started))
            {
                _started[upload] = started = now;
            }

            if (!isShown || now - started < s_untilFileIsShown)
            {
                continue;
            }

            if (!_children.TryGetValue(upload, out int id))
            {
                id = Enumerable.Range(ParentId + 1, _children.Count + 1).First(i => !_children.ContainsValue(i));
                _children[upload] = id;
                _shown.Add(id);
            }

            write(new ProgressRecord(id, DisplayText.KeepEnd(DisplayText.Escape(upload.FileName), MaxNameCells), Status(upload))
            {
                ParentActivityId = ParentId,
                PercentComplete = upload.File.Length > 0 ? (int)(100 * Math.Min(upload.BytesSent, upload.File.Length) / upload.File.Length) : 0,
            });
        }
    }

    private static string Status(FileUpload upload) => upload.WaitsFor is { } other ? Remedies.Format(Strings.WaitingForUpload, other)
        : upload.WaitLeft is var wait && wait > s_shortWait
        ? string.Format(CultureInfo.CurrentCulture, Strings.WaitingForRetry, Math.Ceiling(wait.TotalSeconds))
        : upload.IsThrottled ? Strings.WaitingForRateLimit
        : upload.Retry is { } retry ? Remedies.Format(Strings.RetryOfFile, retry.Number, retry.Maximum)
        : upload.IsFullySent ? Remedies.Format(Strings.WaitingForResponse, _Format.Size(upload.File.Length))
        : Remedies.Format(Strings.BytesOfTotal, _Format.Size(upload.BytesSent), _Format.Size(upload.File.Length));

    // Without a connection, nothing else is useful.
    private static string? Disconnected(ICollection<FileUpload> active)
    {
        // The next retry; without one, all files wait for a connection.
        FileUpload? next = active.OrderBy(a => a.WaitLeft > TimeSpan.Zero ? a.WaitLeft : TimeSpan.MaxValue).FirstOrDefault();
        if (next?.Retry is not { Failure.HttpStatus: null } retry || !active.All(a => a.Retry is not null))
        {
            return null;
        }

        return next.WaitLeft is var wait && wait > TimeSpan.Zero
            ? RetryStatus.Of(retry.Failure, retry.Number, retry.Maximum, wait)
            : RetryStatus.Of(retry);
    }

    // The rate limit of the account if it is known; otherwise, a pause of all files, or the shortest wait of a file.
    private static string Limit(IUploadState queue, ICollection<FileUpload> active)
    {
        TimeSpan pause = queue.PauseLeft;
        TimeSpan wait = pause > TimeSpan.Zero || active.Count == 0 ? pause : active.Min(a => a.WaitLeft);
        List<string> parts = [];
        if (!double.IsInfinity(queue.Rate))
        {
            parts.Add(string.Format(CultureInfo.CurrentCulture, Strings.FilesPerSecond, Math.Round(queue.Rate, queue.Rate < 10 ? 1 : 0)));
        }

        if (wait > s_shortWait)
        {
            parts.Add(string.Format(CultureInfo.CurrentCulture, Strings.WaitingSeconds, Math.Ceiling(wait.TotalSeconds)));
        }

        bool isRateLimit = pause > TimeSpan.Zero || !double.IsInfinity(queue.Rate);
        string text = string.Join(Strings.Comma, parts);
        return parts.Count > 0 && isRateLimit ? Remedies.Format(Strings.RateLimitAndWait, text) : text;
    }

    private string Status(int? total, long bytes, string limit)
    {
        string files = total is { } known ? Remedies.Format(Strings.FilesDoneOfTotal, _done, known) : Remedies.Format(Strings.FilesDone, _done);
        string failed = _failed > 0 ? Remedies.Format(Strings.FilesFailed, _failed) : "";
        // With all of them, a line of 80 columns has no room for the limit.
        string last = limit.Length > 0 ? limit : _Format.Size(bytes);
        return string.Join(Strings.Comma, new[] { files, failed, last }.Where(t => t.Length > 0));
    }

    private void CompleteRecord(int id, int parent) =>
        write(new ProgressRecord(id, activity, Strings.Done) { ParentActivityId = parent, RecordType = ProgressRecordType.Completed });
}
