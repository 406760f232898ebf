namespace MiniMax.Client.Uploads;

/// <summary>
/// After a lost response: determines whether the file is stored, so that it is not stored twice. A stored file is the
/// upload only if its content has the same SHA-256. Two recordings often share name and size, and a voice cloned from
/// another speaker is worse than a duplicate.
/// </summary>
internal sealed class UploadReconciler(MiniMaxClient client, UploadLedger ledger, Func<long, bool> isRecorded, RetryPolicy retry, TimeProvider time)
{
    // Even if the user disabled retries, and for errors that are permanent elsewhere: without the list and the content,
    // the file could be stored twice.
    private const int MinRetries = 3;

    private readonly SharedFileList _list = new(client, MaxRetries(retry), retry, time);

    private static int MaxRetries(RetryPolicy retry) => Math.Max(MinRetries, retry.MaximumRetryCount);

    /// <summary>Looks for a stored file with the content of an upload that belongs to no other upload. Without a file, it may be unknown whether one is stored.</summary>
    public async Task<(bool IsKnown, RemoteFile? File)> FindAsync(FileUpload upload, DateTimeOffset since, CancellationToken cancellationToken)
    {
        upload.Sha256 ??= upload.File.ComputeSha256(cancellationToken);
        var search = new CandidateSearch(upload, since, ledger, isRecorded);
        return await _list.TryReadAsync(search, cancellationToken).ConfigureAwait(false)
            ? await ProveAsync(search, upload, cancellationToken).ConfigureAwait(false)
            : (false, null);
    }

    private async Task<(bool IsKnown, RemoteFile? File)> ProveAsync(CandidateSearch search, FileUpload upload, CancellationToken cancellationToken)
    {
        bool isKnown = search.IsComplete;
        int retriesLeft = MaxRetries(retry);
        foreach (RemoteFile candidate in search.Candidates)
        {
            try
            {
                string sha256 = await FetchSha256Async(candidate.FileId).ConfigureAwait(false);
                if (sha256 == upload.Sha256 && ledger.TryAssign(candidate))
                {
                    // The list may omit values that the content has proved.
                    candidate.Bytes = upload.File.Length;
                    candidate.FileName = candidate.FileName.Length > 0 ? candidate.FileName : upload.FileName;
                    return (true, candidate);
                }
            }
            catch (MiniMaxException e) when (e.IsFatal || e.IsTransient)
            {
                return (false, null);
            }
            catch (MiniMaxException)
            {
                // Rejected, or deleted in the meantime: another candidate may be the file.
                isKnown = false;
            }
        }

        return (isKnown, null);

        async Task<string> FetchSha256Async(long fileId)
        {
            while (true)
            {
                try
                {
                    return await client.GetContentSha256Async(fileId, upload.File.Length, cancellationToken).ConfigureAwait(false);
                }
                catch (MiniMaxException e) when (!e.IsFatal && retriesLeft > 0)
                {
                    TimeSpan wait = retry.DelayBefore(e.IsTransient ? MaxRetries(retry) - retriesLeft + 1 : 1, e.RetryAfter);
                    upload.BeginWait(wait);
                    await time.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
                    retriesLeft--;
                }
            }
        }
    }
}
