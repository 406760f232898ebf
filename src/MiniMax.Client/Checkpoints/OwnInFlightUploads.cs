namespace MiniMax.Client.Checkpoints;

/// <summary>
/// The in-flight uploads of this run, and the successes that are not written yet. Whenever the lock is held, the file next to the
/// checkpoint is reconciled with them, so that nothing is lost while the file is not writable.
/// </summary>
internal sealed class OwnInFlightUploads(string inFlightPath, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_renewAfter = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Dictionary<string, Own> _own = [];
    private readonly List<CheckpointRecord> _unrecorded = [];
    private RunLock? _runLock;
    private TimeSpan _renewedAt;
    private bool _hasSettled;

    /// <summary>Whether an upload is in flight, or a success is not written yet.</summary>
    public bool HasAny
    {
        get
        {
            lock (_lock)
            {
                return _own.Count > 0 || _unrecorded.Count > 0 || _hasSettled;
            }
        }
    }

    public bool IsOwn(InFlightUpload inFlight) => inFlight.Run == _runLock?.Id && !inFlight.IsAbandoned;

    public bool IsInFlight(string sha256)
    {
        lock (_lock)
        {
            return _own.TryGetValue(sha256, out Own? own) && !own.Upload.IsAbandoned;
        }
    }

    /// <summary>Registers a content as in flight. Requires the lock of the checkpoint.</summary>
    /// <returns>Canceled when another run has taken over the content.</returns>
    public CancellationToken Add(InFlightUpload inFlight, List<InFlightUpload> inFlightUploads)
    {
        if (_runLock is null)
        {
            RunLock.RemoveDead(inFlightPath);
            _runLock = RunLock.Create(inFlightPath);
        }

        _runLock.Ensure();
        inFlight.Run = _runLock.Id;
        inFlightUploads.Add(inFlight);
        var own = new Own(inFlight);
        lock (_lock)
        {
            _own[inFlight.Sha256] = own;
        }

        return own.TakenOver.Token;
    }

    /// <summary>Ends an upload, which is settled unless its outcome is unknown; the next reconciliation writes that.</summary>
    public void End(string sha256, bool isSettled)
    {
        lock (_lock)
        {
            if (isSettled)
            {
                _hasSettled |= _own.Remove(sha256);
            }
            else if (_own.TryGetValue(sha256, out Own? own))
            {
                own.Upload.IsAbandoned = true;
            }
        }
    }

    /// <summary>Marks all in-flight uploads as having an unknown outcome.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            foreach (Own own in _own.Values)
            {
                own.Upload.IsAbandoned = true;
            }
        }
    }

    /// <summary>Records a success; the next reconciliation writes it, and only then removes its in-flight entry from the file.</summary>
    public void Record(CheckpointRecord line)
    {
        lock (_lock)
        {
            _unrecorded.Add(line);
            _own.Remove(line.Sha256);
        }
    }

    /// <summary>Writes successes to the checkpoint and updates the in-flight uploads of all runs; true if these changed. Requires the lock of the checkpoint.</summary>
    public bool Reconcile(List<InFlightUpload> inFlightUploads, CheckpointFile file, FileStream stream, IRequestLog? log)
    {
        lock (_lock)
        {
            for (; _unrecorded.Count > 0; _unrecorded.RemoveAt(0))
            {
                CheckpointRecord line = _unrecorded[0];
                RemoteFile? other = file.Find(stream, line.Sha256);
                if (other?.FileId != line.FileId)
                {
                    file.Append(stream, line);
                }

                if (other is not null && other.FileId != line.FileId)
                {
                    log?.Warning(ClientText.Format(ClientStrings.StoredTwice, line.FileName, line.FileId, other.FileId), RemedyCode.RemoveDuplicate);
                }
            }

            if (_runLock is null)
            {
                return false;
            }

            _hasSettled = false;
            bool isChanged = inFlightUploads.RemoveAll(c => c.Run == _runLock.Id && !c.IsAbandoned && !_own.ContainsKey(c.Sha256)) > 0;
            bool isDue = time.Now() - _renewedAt >= s_renewAfter;
            foreach (Own own in _own.Values.ToList())
            {
                isChanged |= Reconcile(own, inFlightUploads, file, isDue);
            }

            if (isDue)
            {
                _renewedAt = time.Now();
            }

            return isChanged;
        }
    }

    public void Dispose() => _runLock?.Dispose();

    private bool Reconcile(Own own, List<InFlightUpload> inFlightUploads, CheckpointFile file, bool isDue)
    {
        InFlightUpload inFlight = own.Upload;
        int at = inFlightUploads.FindIndex(c => c.Sha256 == inFlight.Sha256 && c.BaseUri == inFlight.BaseUri && c.Purpose == inFlight.Purpose && c.Account == inFlight.Account);
        if (file.Has(inFlight.Sha256) || (at >= 0 && inFlightUploads[at].Run != inFlight.Run))
        {
            // After a suspended machine resumed: another run waited too long and took over the content.
            _own.Remove(inFlight.Sha256);
            // Its continuations must not run under the lock.
            Task.Run(own.TakenOver.Cancel);
            return false;
        }

        if (at >= 0 && !isDue && inFlightUploads[at].IsAbandoned == inFlight.IsAbandoned)
        {
            return false;
        }

        inFlight.Renewals++;
        if (at >= 0)
        {
            inFlightUploads[at] = inFlight;
        }
        else
        {
            inFlightUploads.Add(inFlight);
        }

        if (inFlight.IsAbandoned)
        {
            _own.Remove(inFlight.Sha256);
        }

        return true;
    }

    private sealed record Own(InFlightUpload Upload)
    {
        public CancellationTokenSource TakenOver { get; } = new();
    }
}
