using MiniMax.Client.Endpoints;
using MiniMax.Client.Errors;
using MiniMax.Client.Files;
using MiniMax.Client.Http;

namespace MiniMax.Client.Checkpoints;

/// <summary>
/// What was uploaded, one JSON line a success (JSON Lines, UTF-8), so that a second run sends only the rest. Several
/// runs, also of several processes, may share one file: each content goes up once.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>For how long a claim of another run stands without being renewed.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_renewInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_warnAfter = TimeSpan.FromSeconds(5);

    // The time of a claim is by the clock of whoever made it, and the service's by its own: what differs by more than
    // this is not taken for one another. To ask for too long costs nothing, since the content is compared.
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly string _inFlightPath;
    private readonly string _baseUri;
    private readonly string? _account;
    private readonly TimeProvider _time;
    private readonly CheckpointFile _file;
    private readonly OwnInFlightUploads _own;
    private readonly LeaseMonitor _watch;
    private readonly CheckpointLock _lock;
    private Task? _renewing;
    private bool _isDisposed;

    private Checkpoint(string path, ServiceAddress address, string purpose, string? account, TimeProvider time)
    {
        _inFlightPath = path + ".inflight";
        _baseUri = address.CheckpointName;
        _account = account;
        _time = time;
        _file = new CheckpointFile(path, _baseUri, purpose, account);
        _own = new OwnInFlightUploads(_inFlightPath, time);
        _watch = new LeaseMonitor(time);
        _lock = new CheckpointLock(path, _inFlightPath, _file, _own, time);
    }

    /// <summary>Opens or makes a checkpoint, and repairs a last line that a crash cut off.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="address">Only what was stored at this host counts.</param>
    /// <param name="purpose">Only what was stored for this purpose counts.</param>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it cannot be written, or is something else.</exception>
    public static Checkpoint Open(string path, ServiceAddress address, string purpose) => Open(path, address, purpose, null, TimeProvider.System);

    /// <summary>Opens or makes a checkpoint for the account of a client.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="client">Only what was stored at its host, with its key or before lines named one, counts.</param>
    /// <param name="purpose">Only what was stored for this purpose counts.</param>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it cannot be written, or is something else.</exception>
    public static Checkpoint Open(string path, MiniMaxClient client, string purpose) =>
        Open(path, (client ?? throw new ArgumentNullException(nameof(client))).Address, purpose, client.Account, TimeProvider.System);

    /// <summary>The same by another clock.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="address">Only what was stored at this host counts.</param>
    /// <param name="purpose">Only what was stored for this purpose counts.</param>
    /// <param name="time">What waits and leases are measured by.</param>
    public static Checkpoint Open(string path, ServiceAddress address, string purpose, TimeProvider time) => Open(path, address, purpose, null, time);

    private static Checkpoint Open(string path, ServiceAddress address, string purpose, string? account, TimeProvider time)
    {
        var checkpoint = new Checkpoint(path, address, purpose, account, time);
        try
        {
            checkpoint._file.ThrowIfForeign();
            // While another run holds the lock, the first upload waits for it, where Ctrl+C and the console are at hand.
            checkpoint._lock.TryReconcile();
            return checkpoint;
        }
        catch (Exception e) when (CheckpointLock.IsUnusable(e))
        {
            checkpoint.Dispose();
            throw CheckpointLock.Unusable(path, e);
        }
        catch (MiniMaxException)
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Whether an id is recorded here, for whichever file.</summary>
    internal bool Knows(long fileId) => _file.Knows(fileId);

    /// <summary>Claims a content for this run, or tells what is recorded for it. Waits while another run sends the same content.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>, also if the other run does not get on.</exception>
    internal async Task<Entry> BeginAsync(FileUpload upload, IRequestLog log, CancellationToken cancellationToken)
    {
        _lock.Log = log;
        try
        {
            for (TimeSpan waited = TimeSpan.Zero; ; waited += s_pollInterval)
            {
                (Entry? entry, string? owner) = await _lock.RunAsync((claims, stream) => TryBegin(upload, claims, stream), cancellationToken).ConfigureAwait(false);
                if (entry is { } found)
                {
                    return found;
                }

                upload.WaitsFor = owner ?? "an upload of the same content";
                if (owner is not null && waited >= s_warnAfter)
                {
                    _lock.WarnOnce(owner, () => $"{upload.FileName}: waiting for {owner}, which is uploading the same content. If that process does not respond, end it; press Ctrl+C to stop waiting.");
                }

                await _time.WaitAsync(s_pollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            upload.WaitsFor = null;
        }
    }

    /// <summary>Writes a success through to the disk, and gives its claim back.</summary>
    /// <remarks>While the lock is not to be had, or the file cannot be written, the success stays in memory and is written when it can be.</remarks>
    internal Task RecordAsync(FileUpload upload, RemoteFile file, UploadOrigin origin, int attempts, CancellationToken cancellationToken)
    {
        _own.Record(new CheckpointRecord
        {
            FileId = file.FileId,
            FileName = file.FileName,
            Bytes = file.Bytes,
            CreatedAt = file.CreatedAt,
            Purpose = file.Purpose,
            Path = upload.File.Path,
            Sha256 = upload.Sha256!,
            BaseUri = _baseUri,
            Account = _account,
            Origin = origin,
            Attempts = attempts,
            TraceId = file.TraceId,
        });
        return _lock.ReconcileAsync(cancellationToken);
    }

    /// <summary>Gives a claim back. An upload of which nobody knows whether it is stored stays on record for the next run.</summary>
    internal Task EndAsync(FileUpload upload, bool isSettled, CancellationToken cancellationToken)
    {
        _own.End(upload.Sha256!, isSettled);
        return _lock.ReconcileAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _ended.Cancel();
        _renewing?.GetAwaiter().GetResult();
        if (_own.HasAny)
        {
            _own.Abandon();
            try
            {
                _lock.TryReconcile();
            }
            catch (Exception e) when (CheckpointLock.IsUnusable(e) || e is MiniMaxException)
            {
                // Others see that this run is gone, and ask the service for what it left.
            }
        }

        _own.Dispose();
        try
        {
            InFlightFile.RemoveIfEmpty(_inFlightPath);
        }
        catch (Exception e) when (CheckpointLock.IsUnusable(e) || e is MiniMaxException)
        {
            // An empty file more.
        }

        _ended.Dispose();
        _lock.Dispose();
    }

    // Without an entry the content is under way: by the owner, or in this run.
    private ((Entry? Entry, string? Owner) Result, bool IsChanged) TryBegin(FileUpload upload, List<InFlightUpload> claims, FileStream stream)
    {
        if (_file.Find(stream, upload.Sha256!) is { } recorded)
        {
            return ((new Entry(recorded, null, default), null), claims.RemoveAll(c => IsFor(c, upload)) > 0);
        }

        if (_own.IsInFlight(upload.Sha256!))
        {
            return (default, false);
        }

        InFlightUpload? claim = claims.Find(c => IsFor(c, upload));
        if (claim is not null && !IsOver(claim, upload))
        {
            return ((null, $"process {claim.ProcessId} on {claim.Machine}"), false);
        }

        // What a dead run left: the file may be stored since then.
        DateTimeOffset startedAt = claim?.StartedAt ?? _time.GetUtcNow();
        claims.RemoveAll(c => IsFor(c, upload));
        CancellationToken takenOver = _own.Add(
            new InFlightUpload
            {
                Sha256 = upload.Sha256!,
                FileName = upload.FileName,
                Purpose = upload.Purpose,
                BaseUri = _baseUri,
                Account = _account,
                StartedAt = startedAt,
                Machine = Environment.MachineName,
                ProcessId = RunLock.ProcessId,
            },
            claims);
        _renewing ??= Task.Run(RenewAsync);
        return ((new Entry(null, claim is null ? null : Earliest(startedAt), takenOver), null), true);
    }

    // Whether the run that made a claim is gone, or is to be taken for gone.
    private bool IsOver(InFlightUpload claim, FileUpload upload)
    {
        bool? isAlive = claim.IsAbandoned ? false : RunLock.IsAlive(_inFlightPath, claim.Run);
        if (isAlive != false && _watch.Look(claim) < Lease)
        {
            return false;
        }

        _watch.Forget(claim);
        if (isAlive == true)
        {
            throw new MiniMaxException(
                ErrorIds.CheckpointUnusable,
                $"'{upload.FileName}' was not uploaded: process {claim.ProcessId} on {claim.Machine} began to upload the same content and has not responded for {Lease.TotalSeconds:0} s.",
                RemedyCode.EndProcessAndSend)
            {
                IsPerFile = true,
            };
        }

        if (!claim.IsAbandoned)
        {
            RunLock.Remove(_inFlightPath, claim.Run);
        }

        return true;
    }

    private DateTimeOffset Earliest(DateTimeOffset startedAt)
    {
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset earliest = startedAt < now ? startedAt : now;
        return earliest - DateTimeOffset.MinValue > s_clockDifference ? earliest - s_clockDifference : DateTimeOffset.MinValue;
    }

    private bool IsFor(InFlightUpload claim, FileUpload upload) =>
        claim.Sha256 == upload.Sha256 && ServiceAddress.NameInCheckpoint(claim.BaseUri) == _baseUri && claim.Purpose == upload.Purpose
        && (claim.Account is null || _account is null || claim.Account == _account);

    // Every use of the lock renews the claims; this is for a run whose uploads take long.
    private async Task RenewAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await _time.WaitAsync(s_renewInterval, _ended.Token).ConfigureAwait(false);
                if (_own.HasAny)
                {
                    await _lock.ReconcileAsync(_ended.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or MiniMaxException)
            {
                // The end, or a folder that may come back.
            }
        }
    }

    /// <summary>What a run may do with a content.</summary>
    internal readonly struct Entry
    {
        public Entry(RemoteFile? recorded, DateTimeOffset? unknownSince, CancellationToken takenOver)
        {
            Recorded = recorded;
            UnknownSince = unknownSince;
            TakenOver = takenOver;
        }

        /// <summary>The stored file, if it is recorded: nothing is to be sent.</summary>
        public RemoteFile? Recorded { get; }

        /// <summary>Since when it may be stored without being recorded, or null.</summary>
        public DateTimeOffset? UnknownSince { get; }

        /// <summary>Cancelled when another run has taken over the content, because this one seemed to be gone.</summary>
        public CancellationToken TakenOver { get; }
    }
}
