namespace MiniMax.Client.Uploads;

/// <summary>Uploads one file: attempts, pauses, reconciliation after a lost response, and the outcome.</summary>
internal sealed class Uploader(
    MiniMaxClient client,
    UploadOptions options,
    AdaptiveRateLimiter limiter,
    UploadLedger ledger,
    Func<long, bool> isRecorded,
    IRequestLog log,
    TimeProvider time)
{
    // How long a batch continues under a rate limit after the last accepted request, in first intervals: one and a half windows of a minute.
    private const int PatienceInIntervals = 90;

    private readonly RetryPolicy _retry = options.Retry;
    private readonly UploadResponseValidator _validator = new(client.Address, ledger, log);
    private readonly UploadReconciler _reconciler = new(client, ledger, isRecorded, options.Retry, time);
    private readonly UploadVerifier? _verifier = options.Verify ? new UploadVerifier(client, new RequestRetrier(options.Retry, log, time)) : null;
    private int _isWaitAnnounced;
    private int _announcedPauses;

    /// <summary>Sends a file until it is stored or transcribed, or fails. An earlier run may have stored it since <paramref name="unknownSince"/>.</summary>
    /// <exception cref="OperationCanceledException">It was canceled, or the batch ended before the first attempt.</exception>
    public async Task<UploadOutcome> UploadAsync(FileUpload upload, DateTimeOffset? unknownSince, BatchCancellation end, CancellationToken cancellationToken)
    {
        upload.Begin(unknownSince);
        ledger.Begin(upload);
        _validator.Begin(upload);
        try
        {
            UploadOutcome outcome = await SendAsync(upload, end, cancellationToken).ConfigureAwait(false);
            return await VerifyAsync(outcome, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ledger.End(upload);
        }
    }

    public Task<UploadOutcome> VerifyAsync(UploadOutcome outcome, CancellationToken cancellationToken) =>
        _verifier is null ? Task.FromResult(outcome) : _verifier.VerifyAsync(outcome, cancellationToken);

    private async Task<UploadOutcome> SendAsync(FileUpload upload, BatchCancellation end, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(end.RequestsToken, cancellationToken);
        MiniMaxException? error = null;
        if (upload.UnknownSince is not null
            && await ReconcileAsync(upload, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        while (true)
        {
            RateLimitPermit permit;
            upload.IsThrottled = true;
            try
            {
                permit = await limiter.WaitAsync(waiting.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (error is not null && !cancellationToken.IsCancellationRequested)
            {
                return Failed(upload, error);
            }

            upload.IsThrottled = false;
            TimeSpan throttleWait = TimeSpan.Zero;
            try
            {
                UploadOutcome stored = await AttemptAsync(upload, cancellationToken).ConfigureAwait(false);
                limiter.OnAccepted(permit);
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
                    upload.IsThrottled = true;
                    throttleWait = limiter.OnThrottled(permit, e.RetryAfter, e.ApiCode == ApiStatus.ConcurrencyLimitCode);
                    AnnouncePause();
                }
                else
                {
                    limiter.OnOtherOutcome(permit);
                }
            }
            catch
            {
                limiter.OnOtherOutcome(permit);
                throw;
            }

            bool mayRetry = error.IsTransient && !end.RetriesToken.IsCancellationRequested && MayRetry(upload, error);
            if (mayRetry || error.IsOutcomeUnknown || upload.UnknownSince is not null)
            {
                await PauseAsync(upload, error, mayRetry, throttleWait, end, cancellationToken).ConfigureAwait(false);
                if (error.IsOutcomeUnknown)
                {
                    upload.UnknownSince ??= upload.AttemptBegan;
                }

                if (upload.UnknownSince is not null && await ReconcileAsync(upload, cancellationToken).ConfigureAwait(false) is { } recovered)
                {
                    return recovered;
                }
            }

            if (!mayRetry || end.RetriesToken.IsCancellationRequested)
            {
                return Failed(upload, error);
            }

            if (upload.UnknownSince is not null)
            {
                log.Warning(ClientText.Format(ClientStrings.OutcomeUnknownSentAgain, upload.FileName, upload.Attempts, client.Address.Host));
            }
        }
    }

    private async Task<UploadOutcome> AttemptAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        upload.Attempts++;
        upload.AttemptBegan = time.GetUtcNow();
        long start = time.GetTimestamp();
        try
        {
            if (options.Transcription is { } transcription)
            {
                Transcript transcript = await client.TranscribeAsync(upload, transcription.Language, cancellationToken).ConfigureAwait(false);
                Report(upload, start, WithTraceId(ClientStrings.Transcribed, transcript.TraceId));
                return new UploadOutcome(upload, upload.Attempts) { Transcript = transcript };
            }

            RemoteFile file = await client.UploadFileAsync(upload, cancellationToken).ConfigureAwait(false);
            _validator.Validate(upload, file);
            Report(upload, start, WithTraceId(ClientText.Format(ClientStrings.StoredAs, file.FileId), file.TraceId));
            if (file.Bytes != upload.File.Length)
            {
                log.Warning(ClientText.Format(ClientStrings.StoredSizeDiffers, upload.FileName, upload.File.Length, client.Address.Host, file.Bytes));
            }

            return new UploadOutcome(upload, upload.Attempts) { File = file, Origin = UploadOrigin.Uploaded };
        }
        catch (MiniMaxException e)
        {
            e.Attempts = upload.Attempts;
            // A transcript leaves nothing at the service that could be duplicated.
            e.IsOutcomeUnknown &= options.Transcription is null;
            upload.FailAttempt(e.IsOutcomeUnknown);
            Report(upload, start, WithTraceId($"{e.ErrorId}: {e.Message}", e.TraceId));
            throw;
        }
    }

    // A rate limit applies to the whole account: while other uploads get through, no file fails because of it.
    private bool MayRetry(FileUpload upload, MiniMaxException error)
    {
        if (error.ErrorId == ErrorIds.RateLimited && limiter.LastAccepted is { } last
            && (time.Now() - last).TotalSeconds < PatienceInIntervals * _retry.Interval.TotalSeconds)
        {
            return _retry.MaximumRetryCount > 0;
        }

        return upload.Retries++ < _retry.MaximumRetryCount;
    }

    private async Task PauseAsync(FileUpload upload, MiniMaxException error, bool mayRetry, TimeSpan throttleWait, BatchCancellation end, CancellationToken cancellationToken)
    {
        if (mayRetry && RetryAfterNotice.For(upload.FileName, error) is { } notice && Interlocked.Exchange(ref _isWaitAnnounced, 1) == 0)
        {
            log.Warning(notice, RemedyCode.StopWaiting);
        }

        // The limiter also pauses the other uploads, if needed.
        TimeSpan wait = !mayRetry ? _retry.DelayBefore(1, null)
            : error.ErrorId == ErrorIds.RateLimited ? throttleWait
            : _retry.DelayBefore(upload.Retries, error.RetryAfter);
        upload.Retry = mayRetry && error.ErrorId != ErrorIds.RateLimited ? new PendingRetry(error, upload.Retries, _retry.MaximumRetryCount) : null;
        upload.BeginWait(wait);
        // Stryker disable once equality: a wait of zero ends at once.
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(end.RetriesToken, cancellationToken);
        try
        {
            await time.WaitAsync(wait, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The batch ends, and so does the wait.
        }
    }

    private void AnnouncePause()
    {
        int pauses = limiter.PauseCount;
        if (Interlocked.Exchange(ref _announcedPauses, pauses) < pauses)
        {
            log.Verbose(ClientText.Format(ClientStrings.UploadsPause, client.Address.Host, limiter.PauseLeft.TotalSeconds));
        }
    }

    private void AnnounceRate()
    {
        double rate = limiter.Rate;
        log.Verbose(double.IsInfinity(rate)
            ? ClientText.Format(ClientStrings.UploadsResume, client.Address.Host)
            : ClientText.Format(ClientStrings.UploadsResumeAtRate, client.Address.Host, rate));
    }

    private async Task<UploadOutcome?> ReconcileAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        (bool isKnown, RemoteFile? file) = await _reconciler.FindAsync(upload, upload.UnknownSince!.Value, cancellationToken).ConfigureAwait(false);
        if (file is not null)
        {
            log.Verbose(ClientText.Format(ClientStrings.UploadRecovered, upload.FileName, client.Address.Host, file.FileId));
            return new UploadOutcome(upload, upload.Attempts) { File = file, Origin = UploadOrigin.Recovered, IsVerified = true };
        }

        if (isKnown)
        {
            upload.UnknownSince = null;
        }

        return null;
    }

    private static UploadOutcome Failed(FileUpload upload, MiniMaxException error)
    {
        if (upload.UnknownSince is null)
        {
            error.IsOutcomeUnknown = false;
            return new UploadOutcome(upload, upload.Attempts) { Error = error };
        }

        MiniMaxException outcomeUnknown = error.WithUnknownOutcome(ClientText.Format(ClientStrings.FileMayBeStored, error.Message), RemedyCode.CheckFileList);
        return new UploadOutcome(upload, upload.Attempts) { Error = outcomeUnknown };
    }

    private void Report(FileUpload upload, long start, string result) =>
        log.Verbose(ClientText.Format(
            ClientStrings.UploadAttempt,
            upload.FileName,
            upload.Attempts,
            upload.File.Length,
            client.Address.Host,
            time.GetElapsedTime(start).TotalSeconds,
            result));

    private static string WithTraceId(string text, string? traceId) => traceId is null ? text : ClientText.Format(ClientStrings.WithTraceId, text, traceId);
}
