namespace MiniMax.Client.Checkpoints;

/// <summary>
/// The uploaded files, one line of JSON for each success (JSON Lines, UTF-8), so that a second run sends only the remaining files.
/// Several runs and processes can share a file: each content is uploaded once.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string InFlightExtension = ".inflight";

    /// <summary>How long an in-flight upload of another run is honored without a renewal.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_renewInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_warnAfter = TimeSpan.FromSeconds(5);

    // The clocks of the other run, of this one and of the service may differ. A search that begins
    // too early costs nothing, since contents are compared.
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly string _inFlightPath;
    private readonly string _baseUri;
    private readonly string? _account;
    private readonly TimeProvider _time;
    private readonly CheckpointFile _file;
    private readonly OwnInFlightUploads _own;
    private readonly LeaseMonitor _leases;
    private readonly CheckpointLock _lock;
    private Task? _renewing;
    private bool _isDisposed;

    private Checkpoint(string path, ServiceAddress address, string purpose, string? account, TimeProvider time)
    {
        _inFlightPath = InFlightPath(path);
        _baseUri = address.CheckpointName;
        _account = account;
        _time = time;
        _file = new CheckpointFile(path, _baseUri, purpose, account);
        _own = new OwnInFlightUploads(_inFlightPath, time);
        _leases = new LeaseMonitor(time);
        _lock = new CheckpointLock(path, _inFlightPath, _file, _own, time);
    }

    /// <summary>
    /// The list of uploads in progress, which is also the lock of a checkpoint. It is beside the target of a link, so that runs that
    /// use the link and runs that use the file have one list.
    /// </summary>
    /// <param name="path">Full path of the checkpoint.</param>
    public static string InFlightPath(string path) => InFlightFile.Target(path) + InFlightExtension;

    /// <summary>Whether a file is a checkpoint, or one of the files that uploads create beside it.</summary>
    /// <param name="path">Full path of the checkpoint.</param>
    /// <param name="file">Full path of the file, which need not exist.</param>
    public static bool HasFile(string path, string file)
    {
        string target = InFlightFile.Target(path);
        return string.Equals(file, path, StringComparison.OrdinalIgnoreCase)
            || string.Equals(file, target, StringComparison.OrdinalIgnoreCase)
            || file?.StartsWith(target + InFlightExtension, StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>Opens or creates a checkpoint, and repairs a last line that a crash truncated.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="address">The host; files of other hosts do not count.</param>
    /// <param name="purpose">The purpose; files of other purposes do not count.</param>
    /// <param name="time">The clock of waits and leases; null for that of the system.</param>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it is not writable, or is not a checkpoint file.</exception>
    public static Checkpoint Open(string path, ServiceAddress address, string purpose, TimeProvider? time = null) => Open(path, address, purpose, null, time ?? TimeProvider.System);

    /// <summary>Opens or creates a checkpoint for the account of a client.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="client">The client; only files of its host and its key count, and lines without a key.</param>
    /// <param name="purpose">The purpose; files of other purposes do not count.</param>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it is not writable, or is not a checkpoint file.</exception>
    public static Checkpoint Open(string path, MiniMaxClient client, string purpose) =>
        Open(path, (client ?? throw new ArgumentNullException(nameof(client))).Address, purpose, client.Account, TimeProvider.System);

    private static Checkpoint Open(string path, ServiceAddress address, string purpose, string? account, TimeProvider time)
    {
        var checkpoint = new Checkpoint(path, address, purpose, account, time);
        try
        {
            checkpoint._file.ThrowIfForeign();
            // While another run holds the lock, the first upload waits for it, when Ctrl+C and the console are available.
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

    internal bool Knows(long fileId) => _file.Knows(fileId);

    /// <summary>Registers a content as in flight in this run, or returns the recorded file. Waits while another run uploads the same content.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>, also if the other run does not respond.</exception>
    internal async Task<CheckpointEntry> BeginAsync(FileUpload upload, IRequestLog log, CancellationToken cancellationToken)
    {
        _lock.Log = log;
        try
        {
            for (TimeSpan waited = TimeSpan.Zero; ; waited += s_pollInterval)
            {
                (CheckpointEntry? entry, string? owner) = await _lock.RunAsync((inFlightUploads, stream) => TryBegin(upload, inFlightUploads, stream), cancellationToken).ConfigureAwait(false);
                if (entry is { } found)
                {
                    return found;
                }

                upload.WaitsFor = owner ?? ClientStrings.UploadOfSameContent;
                if (owner is not null && waited >= s_warnAfter)
                {
                    _lock.WarnOnce(owner, () => ClientText.Format(ClientStrings.WaitingForProcess, upload.FileName, owner));
                }

                await _time.WaitAsync(s_pollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            upload.WaitsFor = null;
        }
    }

    /// <summary>Writes a success through to the disk, and ends its in-flight entry.</summary>
    /// <remarks>While the file is locked or not writable, the success stays in memory and is written later.</remarks>
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

    /// <summary>Ends an in-flight entry. An upload with an unknown outcome stays recorded for the next run.</summary>
    internal Task EndAsync(FileUpload upload, bool isSettled, CancellationToken cancellationToken)
    {
        _own.End(upload.Sha256!, isSettled);
        return _lock.ReconcileAsync(cancellationToken);
    }

    /// <summary>Ends an in-flight entry whose upload is not stored; the end of the run writes that.</summary>
    internal void Settle(FileUpload upload) => _own.End(upload.Sha256!, isSettled: true);

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
            // If it fails, other runs detect that this one has ended, and reconcile its uploads with the service.
            IgnoreFailure(_lock.TryReconcile);
        }

        _own.Dispose();
        // If it fails, an empty file remains.
        IgnoreFailure(() => InFlightFile.RemoveIfEmpty(_inFlightPath));
        _ended.Dispose();
        _lock.Dispose();

        static void IgnoreFailure(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e) when (CheckpointLock.IsUnusable(e) || e is MiniMaxException)
            {
                // The end of a run does not fail.
            }
        }
    }

    // Without an entry, the content is in flight: in the run of the owner, or in this one.
    private ((CheckpointEntry? CheckpointEntry, string? Owner) Result, bool IsChanged) TryBegin(FileUpload upload, List<InFlightUpload> inFlightUploads, FileStream stream)
    {
        if (_file.Find(stream, upload.Sha256!) is { } recorded)
        {
            return ((new CheckpointEntry(recorded, null, default), null), inFlightUploads.RemoveAll(c => IsFor(c, upload)) > 0);
        }

        InFlightUpload? inFlight = inFlightUploads.Find(c => IsFor(c, upload));
        if (_own.IsInFlight(upload.Sha256!) || (inFlight is not null && _own.IsOwn(inFlight)))
        {
            // In the second case, the upload has just ended, and the next reconciliation removes its entry.
            return (default, false);
        }

        if (inFlight is not null && !IsOver(inFlight, upload))
        {
            return ((null, ClientText.Format(ClientStrings.ProcessOnMachine, inFlight.ProcessId, inFlight.Machine)), false);
        }

        // The entry of a run that has ended: the file may have been stored since.
        DateTimeOffset startedAt = inFlight?.StartedAt ?? _time.GetUtcNow();
        inFlightUploads.RemoveAll(c => IsFor(c, upload));
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
            inFlightUploads);
        _renewing ??= Task.Run(RenewAsync);
        return ((new CheckpointEntry(null, inFlight is null ? null : Earliest(startedAt), takenOver), null), true);
    }

    // Whether the run of an in-flight upload has ended, or is considered to have ended.
    private bool IsOver(InFlightUpload inFlight, FileUpload upload)
    {
        bool? isAlive = inFlight.IsAbandoned ? false : RunLock.IsAlive(_inFlightPath, inFlight.Run);
        if (isAlive != false && _leases.Look(inFlight) < Lease)
        {
            return false;
        }

        _leases.Forget(inFlight);
        if (isAlive == true)
        {
            throw new MiniMaxException(
                ErrorIds.CheckpointUnusable,
                ClientText.Format(ClientStrings.ProcessNotResponding, upload.FileName, ClientText.Format(ClientStrings.ProcessOnMachine, inFlight.ProcessId, inFlight.Machine), Lease.TotalSeconds),
                RemedyCode.EndProcessAndSend)
            {
                IsPerFile = true,
            };
        }

        if (!inFlight.IsAbandoned)
        {
            RunLock.Remove(_inFlightPath, inFlight.Run);
        }

        return true;
    }

    private DateTimeOffset Earliest(DateTimeOffset startedAt)
    {
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset earliest = startedAt < now ? startedAt : now;
        return earliest - DateTimeOffset.MinValue > s_clockDifference ? earliest - s_clockDifference : DateTimeOffset.MinValue;
    }

    private bool IsFor(InFlightUpload inFlight, FileUpload upload) =>
        inFlight.Sha256 == upload.Sha256 && ServiceAddress.NameInCheckpoint(inFlight.BaseUri) == _baseUri && inFlight.Purpose == upload.Purpose
        && (inFlight.Account is null || _account is null || inFlight.Account == _account);

    // Every use of the lock renews the in-flight uploads. This renewal is for a run whose uploads take long.
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
                // The end of the run, or a folder that may reappear.
            }
        }
    }
}
