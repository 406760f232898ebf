namespace MiniMax.Client.Checkpoints;

/// <summary>
/// Reads and writes a checkpoint and its in-flight uploads under an exclusive lock. Every wait for the lock ends at once when it is
/// canceled, is announced after a few seconds, and times out.
/// </summary>
internal sealed class CheckpointLock(string path, string inFlightPath, CheckpointFile file, OwnInFlightUploads own, TimeProvider time) : IDisposable
{
    /// <summary>How long to wait for the lock: longer than its holder may be paused.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_minPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_maxPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_warnAfter = TimeSpan.FromSeconds(5);

    // A pause of this run is not a wait for another run.
    private static readonly TimeSpan s_maxStep = TimeSpan.FromSeconds(1);

    // Held only during reads and writes, never during waits.
    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<string> _warnedOf = [];

    public IRequestLog? Log { get; set; }

    public static bool IsUnusable(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException;

    public static MiniMaxException Unusable(string path, Exception cause) =>
        new(
            ErrorIds.CheckpointUnusable,
            ClientText.Format(ClientStrings.CheckpointNotUsable, path, Describe(path, cause)),
            cause,
            RemedyCode.ChooseWritableCheckpoint);

    // The system names the file next to the checkpoint, and reports a folder as a denied access.
    private static string Describe(string path, Exception cause) =>
        cause is DirectoryNotFoundException ? ClientText.Format(ClientStrings.FolderDoesNotExist, Path.GetDirectoryName(path)!)
        : Directory.Exists(path) ? ClientStrings.PathIsFolder
        : cause.Message;

    /// <summary>Writes the changes of this run, unless another run holds the lock.</summary>
    public void TryReconcile() => TryRun(static (_, _) => (false, false), out _);

    /// <summary>Writes the changes of this run.</summary>
    public Task ReconcileAsync(CancellationToken cancellationToken) => RunAsync(static (_, _) => (false, false), cancellationToken);

    /// <summary>Runs an action on the in-flight uploads and the checkpoint, and writes the in-flight uploads if they changed.</summary>
    /// <remarks>It is tried once even if it is canceled, so that successes are written if the file is not locked.</remarks>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>.</exception>
    public async Task<T> RunAsync<T>(Func<List<InFlightUpload>, FileStream, (T Result, bool IsChanged)> action, CancellationToken cancellationToken)
    {
        TimeSpan waited = TimeSpan.Zero;
        for (TimeSpan pause = s_minPause; ; pause = pause < s_maxPause ? pause + s_minPause : s_maxPause)
        {
            await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                if (TryRun(action, out T? result))
                {
                    return result;
                }
            }
            catch (Exception e) when (IsUnusable(e))
            {
                throw Unusable(path, e);
            }
            finally
            {
                _gate.Release();
            }

            if (waited >= s_warnAfter)
            {
                WarnOnce(path, () => ClientText.Format(ClientStrings.CheckpointLocked, path, RunLock.Describe(inFlightPath)));
            }

            if (waited >= LockTimeout)
            {
                throw new MiniMaxException(
                    ErrorIds.CheckpointUnusable,
                    ClientText.Format(ClientStrings.CheckpointLockTimeout, path, RunLock.Describe(inFlightPath), LockTimeout.TotalSeconds),
                    RemedyCode.EndProcessAndRun);
            }

            TimeSpan before = time.Now();
            await time.WaitAsync(pause, cancellationToken).ConfigureAwait(false);
            TimeSpan step = time.Now() - before;
            waited += step < s_maxStep ? step : s_maxStep;
        }
    }

    /// <summary>Warns once for each reason.</summary>
    public void WarnOnce(string reason, Func<string> text)
    {
        lock (_warnedOf)
        {
            if (!_warnedOf.Add(reason))
            {
                return;
            }
        }

        Log?.Warning(text());
    }

    public void Dispose() => _gate.Dispose();

    private bool TryRun<T>(Func<List<InFlightUpload>, FileStream, (T Result, bool IsChanged)> action, out T result)
    {
        result = default!;
        using FileStream? locked = InFlightFile.TryLock(inFlightPath);
        if (locked is null)
        {
            return false;
        }

        List<InFlightUpload> inFlightUploads = InFlightFile.Read(locked);
        using FileStream? stream = file.TryOpen();
        if (stream is null)
        {
            return false;
        }

        file.Refresh(stream);
        bool isReconciled = own.Reconcile(inFlightUploads, file, stream, Log);
        (result, bool isChanged) = action(inFlightUploads, stream);
        if (isReconciled || isChanged)
        {
            InFlightFile.Write(locked, inFlightUploads);
        }

        return true;
    }
}
