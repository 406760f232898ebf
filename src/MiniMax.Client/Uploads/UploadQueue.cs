using System.Collections.Concurrent;
using MiniMax.Client.Checkpoints;
using MiniMax.Client.Endpoints;
using MiniMax.Client.Errors;
using MiniMax.Client.Files;
using MiniMax.Client.Http;
using MiniMax.Client.Retry;

namespace MiniMax.Client.Uploads;

/// <summary>How many files go up at once, and how often each is tried.</summary>
/// <param name="ThrottleLimit">Files at once, 1 or more.</param>
/// <param name="Retry">When to try again.</param>
/// <param name="Verify">Whether each stored file is fetched and its SHA-256 compared.</param>
/// <param name="Transcription">How the files are transcribed; null if they are stored.</param>
/// <param name="StopsAtError">Whether the first error ends the batch: files added later are skipped.</param>
public sealed record UploadOptions(int ThrottleLimit, RetryPolicy Retry, bool Verify = false, TranscriptionOptions? Transcription = null, bool StopsAtError = false);

/// <summary>How files are transcribed.</summary>
/// <param name="Language">What is spoken (BCP 47); null for any.</param>
public sealed record TranscriptionOptions(string? Language);

/// <summary>
/// Sends files in the background while its owner, one thread, adds files and takes what happened. A file that is added as
/// a function is opened and validated when its turn comes, so that a long queue holds names and no open files.
/// </summary>
public sealed class UploadQueue : IRequestLog, IDisposable
{
    /// <summary>Files that are open besides those that go up: so many that no slot waits for a file to be validated, and few enough that open files stay few.</summary>
    public const int OpenAhead = 2;

    private readonly BlockingCollection<UploadEvent> _events = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _open;
    private readonly SemaphoreSlim _slots;
    private readonly CountdownEvent _running = new(1);
    private readonly ConcurrentDictionary<FileUpload, bool> _active = new();
    private readonly AdaptiveRateLimiter _limiter;
    private readonly MiniMaxClient _client;
    private readonly TimeProvider _time;
    private readonly OutageDetector _host;
    private readonly Uploader _uploader;
    private readonly Checkpoint? _checkpoint;
    private readonly bool _isTranscribing;
    private readonly bool _stopsAtError;
    private readonly BatchCancellation _end = new();
    private readonly Queue<Item> _queue = new();
    private bool _isPreparing;
    private int _added;
    private int _lastIndex = int.MaxValue;

    /// <summary>Makes a pump. Nothing is sent before the first file is added.</summary>
    /// <param name="client">Where to.</param>
    /// <param name="options">How many at once, how often.</param>
    /// <param name="checkpoint">Where successes are recorded, or null; it belongs to the caller.</param>
    /// <param name="time">The clock of all waits; null for the system's.</param>
    public UploadQueue(MiniMaxClient client, UploadOptions options, Checkpoint? checkpoint, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _client = client;
        _host = new OutageDetector(options.ThrottleLimit);
        _open = new SemaphoreSlim(options.ThrottleLimit + OpenAhead);
        _slots = new SemaphoreSlim(options.ThrottleLimit);
        _stopsAtError = options.StopsAtError;
        _limiter = new AdaptiveRateLimiter(_time, options.Retry.Interval);
        _uploader = new Uploader(client, options, _limiter, id => checkpoint?.Knows(id) ?? false, this, _time);
        _checkpoint = checkpoint;
        _isTranscribing = options.Transcription is not null;
        Stopping = _stop.Token;
        HttpClientPool.AllowConnections(client.Address, options.ThrottleLimit);
    }

    /// <summary>Files added whose outcome was not taken yet.</summary>
    public int Pending { get; private set; }

    /// <summary>The files that go up at this moment.</summary>
    public ICollection<FileUpload> Active => _active.Keys;

    /// <summary>Requests a second that the service accepts; infinite while no rate limit is known.</summary>
    public double Rate => _limiter.Rate;

    /// <summary>How long all uploads pause yet because the service refused one for its rate; zero if they do not.</summary>
    public TimeSpan PauseLeft => _limiter.PauseLeft;

    /// <summary>Cancelled as soon as the pump is stopped.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Adds an open file; the pump closes it at its end.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="state">The owner's own object, which comes back with what happened to the file.</param>
    public void Add(FileUpload upload, object? state = null) => Add(new Item(++_added, null, state) { Upload = upload });

    /// <summary>Adds a file that is opened when its turn comes.</summary>
    /// <param name="prepare">Opens and validates the file on a background thread; it throws a <see cref="MiniMaxException"/> to reject the file.</param>
    /// <param name="state">The owner's own object, which comes back with what happened to the file.</param>
    public void Add(Func<FileUpload> prepare, object? state) => Add(new Item(++_added, prepare, state));

    /// <summary>Takes the next thing that happened.</summary>
    /// <param name="wait">How long to wait for it.</param>
    /// <returns>An event, or null if none came in that time.</returns>
    /// <exception cref="OperationCanceledException">The pump was stopped.</exception>
    public UploadEvent? Take(TimeSpan wait)
    {
        if (!_events.TryTake(out UploadEvent? happened, (int)wait.TotalMilliseconds, _stop.Token))
        {
            return null;
        }

        if (happened.IsEnd)
        {
            Pending--;
        }

        return happened;
    }

    /// <summary>Aborts everything. May be called from any thread, more than once.</summary>
    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped and disposed already: there is nothing left to abort.
        }
    }

    /// <summary>Waits for nothing and retries nothing any more: each file that was added is sent once.</summary>
    public void EndRetries() => _end.EndRetries();

    /// <summary>The same, and sends nothing more: requests under way get their end, and the other files are skipped.</summary>
    public void EndRequests() => _end.EndRequests();

    /// <summary>Aborts what is under way and waits until no task is left and every file is closed.</summary>
    public void Dispose()
    {
        Stop();
        _running.Signal();
        _running.Wait();
        _running.Dispose();
        _events.Dispose();
        _open.Dispose();
        _slots.Dispose();
        _stop.Dispose();
        _end.Dispose();
    }

    void IRequestLog.Verbose(string text) => Tell(UploadEvent.Verbose(text));

    void IRequestLog.Warning(string text, RemedyCode advice) => Tell(UploadEvent.Warning(_client.Redact(text), advice));

    void IRequestLog.Warning(string text, MiniMaxException failure) => Tell(UploadEvent.Warning(_client.Redact(text), failure));

    // The progress of a batch shows its waits by itself.
    void IRequestLog.Retry(string what, MiniMaxException failure, int retry, int maximum, TimeSpan pause)
    {
    }

    private void Add(Item item)
    {
        Pending++;
        _running.AddCount();
        lock (_queue)
        {
            _queue.Enqueue(item);
            if (_isPreparing)
            {
                return;
            }

            _isPreparing = true;
        }

        Task.Run(PrepareAllAsync);
    }

    // One file after the other, in the order in which they were added: so they get their slots in that order, too.
    private async Task PrepareAllAsync()
    {
        while (true)
        {
            Item item;
            lock (_queue)
            {
                if (_queue.Count == 0)
                {
                    _isPreparing = false;
                    return;
                }

                item = _queue.Dequeue();
            }

            try
            {
                await _open.WaitAsync(_stop.Token).ConfigureAwait(false);
                if (Prepare(item) is { } upload)
                {
                    Task slot = _slots.WaitAsync(_stop.Token);
                    _ = Task.Run(() => RunAsync(item, upload, slot));
                    continue;
                }

                _open.Release();
            }
            catch (OperationCanceledException)
            {
                // Stopped: the owner takes nothing any more.
            }

            End(item);
        }
    }

    private async Task RunAsync(Item item, FileUpload upload, Task slot)
    {
        try
        {
            await slot.ConfigureAwait(false);
            try
            {
                await SendAsync(item, upload).ConfigureAwait(false);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Tell(UploadEvent.Skipped(item.State));
        }
        catch (OperationCanceledException)
        {
            // Stopped: the owner takes nothing any more.
        }
        finally
        {
            _open.Release();
            End(item);
        }
    }

    private void End(Item item)
    {
        item.Upload?.Dispose();
        _running.Signal();
    }

    // Null if the file is rejected, or skipped.
    private FileUpload? Prepare(Item item)
    {
        if (IsOver(item))
        {
            Tell(UploadEvent.Skipped(item.State));
            return null;
        }

        if (item.Upload is not null)
        {
            return item.Upload;
        }

        try
        {
            item.Upload = item.Prepare!();
            Tell(UploadEvent.Prepared(item.State));
            return item.Upload;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            MiniMaxException error = e as MiniMaxException ?? new MiniMaxException(ErrorIds.ApiError, $"The validation of the file failed: {e.Message}", e, RemedyCode.Report);
            NoteError(item, error);
            Tell(UploadEvent.Rejected(item.State, error));
            return null;
        }
    }

    private async Task SendAsync(Item item, FileUpload upload)
    {
        if (IsOver(item))
        {
            Tell(UploadEvent.Skipped(item.State));
            return;
        }

        upload.Time = _time;
        _active[upload] = true;
        try
        {
            UploadOutcome outcome = await UploadAsync(upload).ConfigureAwait(false);
            if (!_end.RetriesToken.IsCancellationRequested
                && _host.Observe(outcome.Error) is { EndsBatch: true } ending)
            {
                outcome = new UploadOutcome(upload, ending, outcome.Attempts);
            }

            if (outcome.Error is { } error)
            {
                NoteError(item, error);
            }

            upload.Dispose();
            Tell(UploadEvent.Ended(item.State, outcome));
        }
        finally
        {
            _active.TryRemove(upload, out _);
        }
    }

    private bool IsOver(Item item)
    {
        lock (_end)
        {
            return _end.RequestsToken.IsCancellationRequested || item.Index > _lastIndex;
        }
    }

    private void NoteError(Item item, MiniMaxException error)
    {
        if (error.IsFatal)
        {
            EndRequests();
        }
        else if (_stopsAtError)
        {
            lock (_end)
            {
                _lastIndex = Math.Min(_lastIndex, item.Index);
            }

            EndRetries();
        }
    }

    private async Task<UploadOutcome> UploadAsync(FileUpload upload)
    {
        try
        {
            return _checkpoint is null
                ? await _uploader.UploadAsync(upload, null, _end, _stop.Token).ConfigureAwait(false)
                : await UploadOnceAsync(_checkpoint, upload).ConfigureAwait(false);
        }
        catch (MiniMaxException e)
        {
            return new UploadOutcome(upload, _client.Redact(e), 0);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it is this file's alone, and the file must not vanish.
            return new UploadOutcome(upload, new MiniMaxException(ErrorIds.ApiError, $"The {(_isTranscribing ? "transcription" : "upload")} of '{upload.File.Path}' failed: {e.Message}", e, RemedyCode.Report), 0);
        }
    }

    private async Task<UploadOutcome> UploadOnceAsync(Checkpoint checkpoint, FileUpload upload)
    {
        upload.Sha256 ??= upload.File.ComputeSha256(_stop.Token);
        while (true)
        {
            Checkpoint.Entry entry = await BeginAsync(checkpoint, upload).ConfigureAwait(false);
            if (entry.Recorded is { } recorded)
            {
                recorded.FileName = _client.Redact(recorded.FileName);
                recorded.TraceId = recorded.TraceId is null ? null : _client.Redact(recorded.TraceId);
                return await _uploader.VerifyAsync(new UploadOutcome(upload, recorded, UploadOrigin.Checkpoint, 0), _stop.Token).ConfigureAwait(false);
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, entry.TakenOver);
            try
            {
                UploadOutcome outcome = await _uploader.UploadAsync(upload, entry.UnknownSince, _end, ended.Token).ConfigureAwait(false);
                await EndAsync(checkpoint, outcome).ConfigureAwait(false);
                return outcome;
            }
            catch (OperationCanceledException) when (!ended.IsCancellationRequested)
            {
                // The batch ended before the first attempt; what an earlier run left stays on record.
                await checkpoint.EndAsync(upload, entry.UnknownSince is null, _stop.Token).ConfigureAwait(false);
                throw;
            }
            catch (OperationCanceledException) when (entry.TakenOver.IsCancellationRequested && !_stop.IsCancellationRequested)
            {
                Tell(UploadEvent.Warning($"{upload.FileName}: another run took over the upload because this one did not respond for {Checkpoint.Lease.TotalSeconds:0} s. The service may store a duplicate."));
            }
        }
    }

    private async Task<Checkpoint.Entry> BeginAsync(Checkpoint checkpoint, FileUpload upload)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_end.RetriesToken, _stop.Token);
        return await checkpoint.BeginAsync(upload, this, waiting.Token).ConfigureAwait(false);
    }

    // That it could not be written down must not turn a stored file into an error, nor one error into another.
    private async Task EndAsync(Checkpoint checkpoint, UploadOutcome outcome)
    {
        try
        {
            await (outcome.File is not null
                ? checkpoint.RecordAsync(outcome.Upload, outcome.File, outcome.Origin, outcome.Attempts, _stop.Token)
                : checkpoint.EndAsync(outcome.Upload, !outcome.Error!.IsOutcomeUnknown, _stop.Token)).ConfigureAwait(false);
        }
        catch (MiniMaxException e)
        {
            if (outcome.File is { } file)
            {
                Tell(UploadEvent.Warning($"{outcome.Upload.FileName} is stored as {file.FileId}, but that could not be recorded: {e.Message}"));
            }
        }
    }

    private void Tell(UploadEvent happened)
    {
        try
        {
            _events.Add(happened);
        }
        catch (ObjectDisposedException)
        {
            // The owner is gone.
        }
    }

    private sealed class Item(int index, Func<FileUpload>? prepare, object? state)
    {
        public int Index { get; } = index;

        public Func<FileUpload>? Prepare { get; } = prepare;

        public object? State { get; } = state;

        public FileUpload? Upload { get; set; }
    }
}
