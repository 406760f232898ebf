namespace MiniMax.Client.Uploads;

/// <summary>Uploads each content once, and records it in a checkpoint.</summary>
internal sealed class CheckpointedUploader(Checkpoint checkpoint, Uploader uploader, MiniMaxClient client, BatchCancellation batch, IRequestLog log)
{
    /// <summary>Uploads a file, unless the checkpoint has its content.</summary>
    public async Task<UploadOutcome> UploadAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        upload.Sha256 ??= upload.File.ComputeSha256(cancellationToken);
        while (true)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(batch.RetriesToken, cancellationToken);
            CheckpointEntry entry = await checkpoint.BeginAsync(upload, log, waiting.Token).ConfigureAwait(false);
            if (entry.Recorded is { } recorded)
            {
                recorded.FileName = client.Redact(recorded.FileName);
                recorded.TraceId = recorded.TraceId is null ? null : client.Redact(recorded.TraceId);
                return await uploader.VerifyAsync(new UploadOutcome(upload, Attempts: 0) { File = recorded, Origin = UploadOrigin.Checkpoint }, cancellationToken).ConfigureAwait(false);
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.TakenOver);
            try
            {
                UploadOutcome outcome = await uploader.UploadAsync(upload, entry.UnknownSince, batch, ended.Token).ConfigureAwait(false);
                await RecordAsync(outcome, cancellationToken).ConfigureAwait(false);
                return outcome;
            }
            catch (OperationCanceledException) when (!ended.IsCancellationRequested)
            {
                // The batch ended before the first attempt; the entry of an earlier run stays recorded.
                await checkpoint.EndAsync(upload, entry.UnknownSince is null, cancellationToken).ConfigureAwait(false);
                throw;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !upload.IsOutcomeUnknown)
            {
                // Stopped before the service could store the file: the next run has nothing to determine.
                checkpoint.Settle(upload);
                throw;
            }
            catch (OperationCanceledException) when (entry.TakenOver.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                log.Warning(ClientText.Format(ClientStrings.UploadTakenOver, upload.FileName, Checkpoint.Lease.TotalSeconds));
            }
        }
    }

    // A failure to record must not turn a stored file into an error, or replace an error.
    private async Task RecordAsync(UploadOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await (outcome.File is not null
                ? checkpoint.RecordAsync(outcome.Upload, outcome.File, outcome.Origin, outcome.Attempts, cancellationToken)
                : checkpoint.EndAsync(outcome.Upload, !outcome.Error!.IsOutcomeUnknown, cancellationToken)).ConfigureAwait(false);
        }
        catch (MiniMaxException e)
        {
            if (outcome.File is { } file)
            {
                log.Warning(ClientText.Format(ClientStrings.StoredButNotRecorded, outcome.Upload.FileName, file.FileId, e.Message));
            }
        }
    }
}
