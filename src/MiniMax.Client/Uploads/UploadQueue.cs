using System.Collections.Concurrent;

namespace MiniMax.Client.Uploads;

/// <summary>
/// Sends files in the background while its owner, one thread, adds files and receives events. A file that is added as
/// a function is opened and validated just before it is sent, so that a long queue contains names and no open files.
/// </summary>
public sealed class UploadQueue : IUploadState, IRequestLog, IDisposable
{
    /// <summary>The number of files that are opened before they are sent, so that no upload waits for the validation of its file.</summary>
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
    private readonly OutageDetector _outageDetector;
    private readonly Uploader _uploader;
    private readonly CheckpointedUploader? _checkpointed;
    private readonly bool _isTranscribing;
    private readonly BatchCancellation _batch;
    private readonly Queue<Item> _queue = new();
    private bool _isPreparing;
    private int _added;

    /// <summary>Creates a queue. Nothing is sent before the first file is added.</summary>
    /// <param name="client">The client of the service.</param>
    /// <param name="options">The concurrency and the retry policy.</param>
    /// <param name="checkpoint">Records successes; null for none. It belongs to the caller.</param>
    /// <param name="time">The clock for all waits; null for the system clock.</param>
    public UploadQueue(MiniMaxClient client, UploadOptions options, Checkpoint? checkpoint, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _client = client;
        _outageDetector = new OutageDetector(options.ThrottleLimit);
        _open = new SemaphoreSlim(options.ThrottleLimit + OpenAhead);
        _slots = new SemaphoreSlim(options.ThrottleLimit);
        _batch = new BatchCancellation(options.StopsAtError);
        _limiter = new AdaptiveRateLimiter(_time, options.Retry.Interval);
        _uploader = new Uploader(client, options, _limiter, new UploadLedger(client.Address), id => checkpoint?.Knows(id) ?? false, this, _time);
        _checkpointed = checkpoint is null ? null : new CheckpointedUploader(checkpoint, _uploader, client, _batch, this);
        _isTranscribing = options.Transcription is not null;
        Stopping = _stop.Token;
        // Stryker disable once statement: it has an effect only on .NET Framework.
        HttpClientPool.AllowConnections(client.Address, options.ThrottleLimit);
    }

    /// <summary>Files whose final event the owner has not received.</summary>
    public int Pending { get; private set; }

    /// <summary>The uploads in flight.</summary>
    public ICollection<FileUpload> Active => _active.Keys;

    /// <summary>Requests per second that the service accepts; infinite while no rate limit is known.</summary>
    public double Rate => _limiter.Rate;

    /// <summary>The remaining time of a pause of all uploads after a throttled request; zero if they do not pause.</summary>
    public TimeSpan PauseLeft => _limiter.PauseLeft;

    /// <summary>Canceled as soon as the queue is stopped.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Adds an open file; the queue closes it at its end.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="state">An object of the owner, which is in each event of the file.</param>
    public void Add(FileUpload upload, object? state = null) => Add(new Item(++_added, null, state) { Upload = upload });

    /// <summary>Adds a file that is opened just before it is sent.</summary>
    /// <param name="prepare">Opens and validates the file on a background thread; it throws a <see cref="MiniMaxException"/> to reject the file.</param>
    /// <param name="state">An object of the owner, which is in each event of the file.</param>
    public void Add(Func<FileUpload> prepare, object? state) => Add(new Item(++_added, prepare, state));

    /// <summary>Receives the next event.</summary>
    /// <param name="wait">The maximum wait.</param>
    /// <returns>An event, or null if none arrived in that time.</returns>
    /// <exception cref="OperationCanceledException">The queue was stopped.</exception>
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
            // Already stopped and disposed.
        }
    }

    /// <summary>Ends all waits and retries: each file that was added is sent once.</summary>
    public void EndRetries() => _batch.EndRetries();

    /// <summary>Ends all waits and retries, and starts no more requests: those in flight complete, and the other files are skipped.</summary>
    public void EndRequests() => _batch.EndRequests();

    /// <summary>Aborts all requests, and waits until every task has ended and every file is closed.</summary>
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
        _batch.Dispose();
    }

    void IRequestLog.Verbose(string text) => Publish(new UploadEvent { VerboseText = text });

    void IRequestLog.Warning(string text, RemedyCode advice) => Publish(new UploadEvent { WarningText = _client.Redact(text), WarningAdvice = advice });

    void IRequestLog.Warning(string text, MiniMaxException failure) => Publish(new UploadEvent { WarningText = _client.Redact(text), WarningFailure = failure });

    // The progress of a batch shows waits.
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

    // The files in the order in which they were added, so that they get their slots in that order.
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
                    // Stryker disable once statement: an empty queue would end the task with an exception that nobody observes.
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
                // Stopped: the owner receives no more events.
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
        catch (OperationCanceledException)
        {
            // If it was stopped, the owner receives no more events.
            if (!_stop.IsCancellationRequested)
            {
                Publish(new UploadEvent { State = item.State, IsSkipped = true });
            }
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
        if (_batch.IsEnded(item.Index))
        {
            Publish(new UploadEvent { State = item.State, IsSkipped = true });
            return null;
        }

        if (item.Upload is not null)
        {
            return item.Upload;
        }

        try
        {
            item.Upload = item.Prepare!();
            Publish(new UploadEvent { State = item.State, IsPrepared = true });
            return item.Upload;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            MiniMaxException error = e as MiniMaxException ?? new MiniMaxException(ErrorIds.ApiError, ClientText.Format(ClientStrings.FileValidationFailed, e.Message), e, RemedyCode.Report);
            _batch.EndStarts(item.Index, error);
            Publish(new UploadEvent { State = item.State, Rejection = error });
            _batch.EndWaits(error);
            return null;
        }
    }

    private async Task SendAsync(Item item, FileUpload upload)
    {
        if (_batch.IsEnded(item.Index))
        {
            Publish(new UploadEvent { State = item.State, IsSkipped = true });
            return;
        }

        upload.Time = _time;
        // Stryker disable once boolean: only the keys of the dictionary are used.
        _active[upload] = true;
        try
        {
            UploadOutcome outcome = await UploadAsync(upload).ConfigureAwait(false);
            upload.Dispose();
            PublishOutcome(item, outcome);
        }
        finally
        {
            _active.TryRemove(upload, out _);
        }
    }

    private void PublishOutcome(Item item, UploadOutcome outcome)
    {
        // The owner receives failures in the order in which they are counted.
        lock (_outageDetector)
        {
            // A file of the checkpoint proves nothing about the host.
            if (outcome.Attempts > 0
                && !_batch.RetriesToken.IsCancellationRequested
                && _outageDetector.Observe(outcome.Error) is { EndsBatch: true } ending)
            {
                outcome = new UploadOutcome(item.Upload!, outcome.Attempts) { Error = ending };
            }

            if (outcome.Error is { } error)
            {
                _batch.EndStarts(item.Index, error);
            }

            Publish(new UploadEvent { State = item.State, Outcome = outcome });
        }

        if (outcome.Error is { } cause)
        {
            _batch.EndWaits(cause);
        }
    }

    private async Task<UploadOutcome> UploadAsync(FileUpload upload)
    {
        try
        {
            return await (_checkpointed?.UploadAsync(upload, _stop.Token) ?? _uploader.UploadAsync(upload, null, _batch, _stop.Token)).ConfigureAwait(false);
        }
        catch (MiniMaxException e)
        {
            return new UploadOutcome(upload, Attempts: 0) { Error = _client.Redact(e) };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An unexpected error is an error of this file, which must not disappear from the output.
            string text = ClientText.Format(_isTranscribing ? ClientStrings.TranscriptionFailed : ClientStrings.UploadFailed, upload.File.Path, e.Message);
            return new UploadOutcome(upload, Attempts: 0) { Error = new MiniMaxException(ErrorIds.ApiError, text, e, RemedyCode.Report) };
        }
    }

    private void Publish(UploadEvent happened)
    {
        try
        {
            _events.Add(happened);
        }
        catch (ObjectDisposedException)
        {
            // The owner has disposed of the queue.
        }
    }

    private sealed record Item(int Index, Func<FileUpload>? Prepare, object? State)
    {
        public FileUpload? Upload { get; set; }
    }
}
