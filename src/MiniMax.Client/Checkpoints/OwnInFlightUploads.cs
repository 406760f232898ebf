using MiniMax.Client.Errors;
using MiniMax.Client.Http;

namespace MiniMax.Client.Checkpoints;

/// <summary>
/// What this run has under way, and what it could not write down yet. The file beside the checkpoint is brought in line
/// with it whenever the lock is held, so that nothing is lost while the file cannot be written.
/// </summary>
internal sealed class OwnInFlightUploads : IDisposable
{
    private static readonly TimeSpan s_renewAfter = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Dictionary<string, Own> _own = [];
    private readonly List<CheckpointRecord> _unrecorded = [];
    private readonly string _inFlightPath;
    private readonly TimeProvider _time;
    private RunLock? _runLock;
    private TimeSpan _renewedAt;

    public OwnInFlightUploads(string inFlightPath, TimeProvider time)
    {
        _inFlightPath = inFlightPath;
        _time = time;
    }

    /// <summary>Whether anything is under way or not written down.</summary>
    public bool HasAny
    {
        get
        {
            lock (_lock)
            {
                return _own.Count > 0 || _unrecorded.Count > 0;
            }
        }
    }

    /// <summary>Whether this run has a content under way.</summary>
    public bool IsInFlight(string sha256)
    {
        lock (_lock)
        {
            return _own.TryGetValue(sha256, out Own? own) && !own.Claim.IsAbandoned;
        }
    }

    /// <summary>Claims a content, under the lock of the checkpoint.</summary>
    /// <returns>Cancelled when another run has taken over the content.</returns>
    public CancellationToken Add(InFlightUpload claim, List<InFlightUpload> claims)
    {
        if (_runLock is null)
        {
            RunLock.RemoveDead(_inFlightPath);
            _runLock = RunLock.Create(_inFlightPath);
        }

        _runLock.Ensure();
        claim.Run = _runLock.Id;
        claims.Add(claim);
        var own = new Own(claim);
        lock (_lock)
        {
            _own[claim.Sha256] = own;
        }

        return own.TakenOver.Token;
    }

    /// <summary>Notes how an upload ended; the next reconciliation writes it down.</summary>
    /// <param name="sha256">The content.</param>
    /// <param name="isSettled">False if nobody knows whether it is stored.</param>
    public void End(string sha256, bool isSettled)
    {
        lock (_lock)
        {
            if (!_own.TryGetValue(sha256, out Own? own))
            {
                return;
            }

            if (isSettled)
            {
                _own.Remove(sha256);
            }
            else
            {
                own.Claim.IsAbandoned = true;
            }
        }
    }

    /// <summary>Notes that nobody knows what became of all that is under way.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            foreach (Own own in _own.Values)
            {
                own.Claim.IsAbandoned = true;
            }
        }
    }

    /// <summary>Notes a success; the next reconciliation writes it down, and only then takes its claim out of the file.</summary>
    public void Record(CheckpointRecord line)
    {
        lock (_lock)
        {
            _unrecorded.Add(line);
            _own.Remove(line.Sha256);
        }
    }

    /// <summary>Writes successes to the checkpoint and brings the claims in line, under the lock of the checkpoint.</summary>
    /// <param name="claims">The claims of all runs; changed in place.</param>
    /// <param name="file">The checkpoint.</param>
    /// <param name="stream">The open checkpoint.</param>
    /// <param name="log">Takes what the user should know.</param>
    /// <returns>Whether the claims changed.</returns>
    public bool Reconcile(List<InFlightUpload> claims, CheckpointFile file, FileStream stream, IRequestLog? log)
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
                    log?.Warning($"{line.FileName} is stored as {line.FileId}, and another run stored the same content as {other.FileId}: one of them is a duplicate.", RemedyCode.RemoveDuplicate);
                }
            }

            if (_runLock is null)
            {
                return false;
            }

            bool isChanged = claims.RemoveAll(c => c.Run == _runLock.Id && !c.IsAbandoned && !_own.ContainsKey(c.Sha256)) > 0;
            bool isDue = _time.Now() - _renewedAt >= s_renewAfter;
            foreach (Own own in _own.Values.ToList())
            {
                isChanged |= Reconcile(own, claims, file, isDue);
            }

            if (isDue)
            {
                _renewedAt = _time.Now();
            }

            return isChanged;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _runLock?.Dispose();

    private bool Reconcile(Own own, List<InFlightUpload> claims, CheckpointFile file, bool isDue)
    {
        InFlightUpload claim = own.Claim;
        int at = claims.FindIndex(c => c.Sha256 == claim.Sha256 && c.BaseUri == claim.BaseUri && c.Purpose == claim.Purpose && c.Account == claim.Account);
        if (file.Has(claim.Sha256) || (at >= 0 && claims[at].Run != claim.Run))
        {
            // As after a suspended machine woke up: another run waited for it in vain and took the content over.
            _own.Remove(claim.Sha256);
            // What the upload does then must not run under the lock.
            Task.Run(own.TakenOver.Cancel);
            return false;
        }

        if (at >= 0 && !isDue && claims[at].IsAbandoned == claim.IsAbandoned)
        {
            return false;
        }

        claim.Renewals++;
        if (at >= 0)
        {
            claims[at] = claim;
        }
        else
        {
            claims.Add(claim);
        }

        if (claim.IsAbandoned)
        {
            _own.Remove(claim.Sha256);
        }

        return true;
    }

    private sealed class Own(InFlightUpload claim)
    {
        public InFlightUpload Claim { get; } = claim;

        public CancellationTokenSource TakenOver { get; } = new();
    }
}
