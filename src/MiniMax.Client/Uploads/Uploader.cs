using System.Globalization;
using MiniMax.Client.Endpoints;
using MiniMax.Client.Errors;
using MiniMax.Client.Files;
using MiniMax.Client.Http;
using MiniMax.Client.Retry;

namespace MiniMax.Client.Uploads;

/// <summary>Takes one file to its end: attempts, pauses, the question after a lost answer, and the one outcome.</summary>
internal sealed class Uploader
{
    // How many first intervals a batch that was once accepted outlasts a limit, beyond its retries: a minute's window and a half.
    private const int PatienceInIntervals = 90;

    private readonly MiniMaxClient _client;
    private readonly RetryPolicy _retry;
    private readonly AdaptiveRateLimiter _limiter;
    private readonly UploadLedger _ledger;
    private readonly UploadResponseValidator _validator;
    private readonly UploadReconciler _reconciler;
    private readonly RequestRetrier? _verification;
    private readonly TranscriptionOptions? _transcription;
    private readonly IRequestLog _log;
    private readonly TimeProvider _time;
    private int _isWaitAnnounced;
    private int _announcedPauses;

    public Uploader(MiniMaxClient client, UploadOptions options, AdaptiveRateLimiter limiter, Func<long, bool> isRecorded, IRequestLog log, TimeProvider time)
    {
        _client = client;
        _retry = options.Retry;
        _limiter = limiter;
        _log = log;
        _time = time;
        _transcription = options.Transcription;
        _ledger = new UploadLedger(client.Address);
        _validator = new UploadResponseValidator(client.Address, _ledger, log);
        _reconciler = new UploadReconciler(client, _ledger, isRecorded, _retry, time);
        _verification = options.Verify ? new RequestRetrier(_retry, log, time) : null;
    }

    /// <summary>Sends a file until it is stored or transcribed, or cannot be.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="unknownSince">When an earlier run began to send it without learning how that ended; null if none did.</param>
    /// <param name="end">Whether the batch ends early, in which case nothing is waited for or retried.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped, or the batch ended before the first attempt.</exception>
    public async Task<UploadOutcome> UploadAsync(FileUpload upload, DateTimeOffset? unknownSince, BatchCancellation end, CancellationToken cancellationToken)
    {
        _ledger.Begin(upload);
        _validator.Begin(upload);
        try
        {
            UploadOutcome outcome = await SendAsync(new State(upload, unknownSince), end, cancellationToken).ConfigureAwait(false);
            return await VerifyAsync(outcome, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ledger.End(upload);
        }
    }

    /// <summary>Compares what the service holds with what was sent, if that is asked for and not yet known.</summary>
    /// <param name="outcome">A stored file, or an error, which stays as it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<UploadOutcome> VerifyAsync(UploadOutcome outcome, CancellationToken cancellationToken)
    {
        if (_verification is null || outcome.File is not { } file || outcome.IsVerified)
        {
            return outcome;
        }

        FileUpload upload = outcome.Upload;
        string sha256;
        try
        {
            sha256 = await _verification.SendAsync($"{upload.FileName}: verification of {file.FileId}", c => _client.GetContentSha256Async(file.FileId, null, c), cancellationToken).ConfigureAwait(false);
        }
        catch (MiniMaxException e)
        {
            // The file is stored; whether it can be fetched is another matter.
            _log.Warning($"{upload.FileName} is stored as {file.FileId}, but its content could not be verified: {e.Message}", e);
            return outcome;
        }

        if (sha256 == upload.Sha256)
        {
            outcome.IsVerified = true;
            return outcome;
        }

        // A checkpoint that has the id would give it again.
        RemedyCode remedy = outcome.Origin == UploadOrigin.Checkpoint ? RemedyCode.RemoveAndSendWithoutCheckpoint : RemedyCode.RemoveAndSend;
        var error = new MiniMaxException(
            ErrorIds.ContentMismatch,
            FormattableString.Invariant($"{_client.Address.Host} holds other content under the id {file.FileId}: its SHA-256 is {sha256}, and that of the local file is {upload.Sha256}."),
            remedy,
            file.FileId,
            upload.Purpose)
        {
            Host = _client.Address.Host,
            TraceId = file.TraceId,
            Attempts = outcome.Attempts,
        };
        return new UploadOutcome(upload, error, outcome.Attempts);
    }

    private async Task<UploadOutcome> SendAsync(State state, BatchCancellation end, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(end.RequestsToken, cancellationToken);
        MiniMaxException? error = null;
        if (state.UnknownSince is not null
            && await ReconcileAsync(state, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        while (true)
        {
            AdaptiveRateLimiter.Permit permit;
            try
            {
                permit = await _limiter.WaitAsync(waiting.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (error is not null && !cancellationToken.IsCancellationRequested)
            {
                return Failed(state, error);
            }

            TimeSpan throttleWait = TimeSpan.Zero;
            try
            {
                UploadOutcome stored = await AttemptAsync(state, cancellationToken).ConfigureAwait(false);
                _limiter.OnAccepted(permit);
                if (permit.IsProbe)
                {
                    AnnounceRate();
                }

                return stored;
            }
            catch (MiniMaxException e)
            {
                error = e;
                if (e.ErrorId == ErrorIds.RateLimited)
                {
                    throttleWait = _limiter.OnThrottled(permit, e.RetryAfter, e.ApiCode == ApiStatus.ConcurrencyLimitCode);
                    AnnouncePause();
                }
                else
                {
                    _limiter.OnOtherOutcome(permit);
                }
            }
            catch
            {
                _limiter.OnOtherOutcome(permit);
                throw;
            }

            bool mayRetry = error.IsTransient && !end.RetriesToken.IsCancellationRequested && MayRetry(state, error);
            if (mayRetry || error.IsOutcomeUnknown || state.UnknownSince is not null)
            {
                await PauseAsync(state, error, mayRetry, throttleWait, end, cancellationToken).ConfigureAwait(false);
                if (error.IsOutcomeUnknown)
                {
                    state.UnknownSince ??= state.AttemptBegan;
                }

                if (state.UnknownSince is not null && await ReconcileAsync(state, cancellationToken).ConfigureAwait(false) is { } recovered)
                {
                    return recovered;
                }
            }

            if (!mayRetry || end.RetriesToken.IsCancellationRequested)
            {
                return Failed(state, error);
            }

            if (state.UnknownSince is not null)
            {
                _log.Warning($"{state.Upload.FileName}: the outcome of attempt {state.Attempts} at {_client.Address.Host} is unknown, and the file is sent again. The service may store a duplicate.");
            }
        }
    }

    private async Task<UploadOutcome> AttemptAsync(State state, CancellationToken cancellationToken)
    {
        FileUpload upload = state.Upload;
        state.Attempts++;
        upload.Retry = null;
        state.AttemptBegan = _time.GetUtcNow();
        long start = _time.GetTimestamp();
        try
        {
            if (_transcription is not null)
            {
                Transcript transcript = await _client.TranscribeAsync(upload, _transcription.Language, cancellationToken).ConfigureAwait(false);
                Report(state, start, $"transcribed{Trace(transcript.TraceId)}");
                return new UploadOutcome(upload, transcript, state.Attempts);
            }

            RemoteFile file = await _client.UploadFileAsync(upload, cancellationToken).ConfigureAwait(false);
            _validator.Validate(upload, file);
            Report(state, start, $"stored as {file.FileId}{Trace(file.TraceId)}");
            if (file.Bytes != upload.File.Length)
            {
                _log.Warning($"{upload.FileName}: {upload.File.Length} bytes were sent, but {_client.Address.Host} reports that it stored {file.Bytes} bytes.");
            }

            return new UploadOutcome(upload, file, UploadOrigin.Uploaded, state.Attempts);
        }
        catch (MiniMaxException e)
        {
            e.Attempts = state.Attempts;
            // A transcript leaves nothing at the service that could be there twice.
            e.IsOutcomeUnknown &= _transcription is null;
            Report(state, start, $"{e.ErrorId}: {e.Message}{Trace(e.TraceId)}");
            throw;
        }
    }

    // A rate limit is the whole account's: while the batch gets on, no file is given up for it.
    private bool MayRetry(State state, MiniMaxException error)
    {
        if (error.ErrorId == ErrorIds.RateLimited && _limiter.LastAccepted is { } last
            && (_time.Now() - last).TotalSeconds < PatienceInIntervals * _retry.Interval.TotalSeconds)
        {
            return _retry.MaximumRetryCount > 0;
        }

        return state.Retries++ < _retry.MaximumRetryCount;
    }

    private async Task PauseAsync(State state, MiniMaxException error, bool mayRetry, TimeSpan throttleWait, BatchCancellation end, CancellationToken cancellationToken)
    {
        if (mayRetry && RetryAfterNotice.For(state.Upload.FileName, error) is { } notice && Interlocked.Exchange(ref _isWaitAnnounced, 1) == 0)
        {
            _log.Warning(notice, RemedyCode.StopWaiting);
        }

        // The limiter holds back all others as well, if it has to.
        TimeSpan wait = !mayRetry ? _retry.DelayBefore(1, null)
            : error.ErrorId == ErrorIds.RateLimited ? throttleWait
            : _retry.DelayBefore(state.Retries, error.RetryAfter);
        state.Upload.Retry = mayRetry && error.ErrorId != ErrorIds.RateLimited ? new PendingRetry(error, state.Retries, _retry.MaximumRetryCount) : null;
        state.Upload.BeginWait(wait);
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(end.RetriesToken, cancellationToken);
        try
        {
            await _time.WaitAsync(wait, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The batch ends, and the wait with it.
        }
    }

    private void AnnouncePause()
    {
        int pauses = _limiter.PauseCount;
        if (Interlocked.Exchange(ref _announcedPauses, pauses) < pauses)
        {
            _log.Verbose(FormattableString.Invariant($"{_client.Address.Host} limits the rate: all uploads pause for {_limiter.PauseLeft.TotalSeconds:0.0} s."));
        }
    }

    private void AnnounceRate()
    {
        double rate = _limiter.Rate;
        _log.Verbose(double.IsInfinity(rate)
            ? $"{_client.Address.Host} accepts requests again: the uploads resume."
            : FormattableString.Invariant($"{_client.Address.Host} accepts requests again: the uploads resume at {rate:0.0} files/s."));
    }

    private async Task<UploadOutcome?> ReconcileAsync(State state, CancellationToken cancellationToken)
    {
        UploadReconciler.Finding finding = await _reconciler.FindAsync(state.Upload, state.UnknownSince!.Value, cancellationToken).ConfigureAwait(false);
        if (finding.File is { } file)
        {
            _log.Verbose($"{state.Upload.FileName}: the response was lost, but {_client.Address.Host} has the file: {file.FileId}.");
            return new UploadOutcome(state.Upload, file, UploadOrigin.Recovered, state.Attempts) { IsVerified = true };
        }

        if (finding.IsKnown)
        {
            state.UnknownSince = null;
        }

        return null;
    }

    private static UploadOutcome Failed(State state, MiniMaxException error)
    {
        if (state.UnknownSince is null)
        {
            error.IsOutcomeUnknown = false;
            return new UploadOutcome(state.Upload, error, state.Attempts);
        }

        MiniMaxException outcomeUnknown = error.WithLeadingAdvice(error.Message + " The file may be stored; the service could not confirm it.", RemedyCode.CheckFileList);
        outcomeUnknown.IsOutcomeUnknown = true;
        return new UploadOutcome(state.Upload, outcomeUnknown, state.Attempts);
    }

    private void Report(State state, long start, string result) =>
        _log.Verbose(string.Format(
            CultureInfo.InvariantCulture,
            "{0}: attempt {1}, {2} bytes to {3}, {4:0.00} s: {5}",
            state.Upload.FileName,
            state.Attempts,
            state.Upload.File.Length,
            _client.Address.Host,
            _time.GetElapsedTime(start).TotalSeconds,
            result));

    private static string Trace(string? traceId) => traceId is null ? "" : $" (trace id {traceId})";

    private sealed class State
    {
        public State(FileUpload upload, DateTimeOffset? unknownSince)
        {
            Upload = upload;
            UnknownSince = unknownSince;
        }

        public FileUpload Upload { get; }

        /// <summary>Since when a copy may be stored that is not accounted for.</summary>
        public DateTimeOffset? UnknownSince { get; set; }

        public DateTimeOffset AttemptBegan { get; set; }

        public int Attempts { get; set; }

        public int Retries { get; set; }
    }
}
