namespace MiniMax.Client;

/// <summary>
/// After an answer was lost: asks the service whether the file is stored all the same, so that it is not stored twice.
/// </summary>
internal sealed class LostAnswer
{
    // created_at and the Date header are whole seconds.
    private static readonly TimeSpan s_resolution = TimeSpan.FromSeconds(1);

    // A duplicate costs more than a question: even an error that is final for an upload is asked again.
    private const int LeastRetries = 3;

    private readonly MiniMaxClient _client;
    private readonly UploadLedger _ledger;
    private readonly Func<long, bool> _isRecorded;
    private readonly RetryPolicy _retry;
    private readonly Clock _clock;

    public LostAnswer(MiniMaxClient client, UploadLedger ledger, Func<long, bool> isRecorded, RetryPolicy retry, Clock clock)
    {
        _isRecorded = isRecorded;
        _client = client;
        _ledger = ledger;
        _retry = retry;
        _clock = clock;
    }

    /// <summary>Looks for the one entry of the same name and size, created since then, that is nobody else's.</summary>
    /// <param name="upload">The upload whose answer was lost.</param>
    /// <param name="since">When its first attempt began, by the clock of this machine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Finding> FindAsync(FileUpload upload, DateTimeOffset since, CancellationToken cancellationToken)
    {
        IReadOnlyList<RemoteFile> files;
        DateTimeOffset? serverTime;
        DateTimeOffset asked = DateTimeOffset.UtcNow;
        try
        {
            (files, serverTime) = await ListAsync(upload, cancellationToken).ConfigureAwait(false);
        }
        catch (MiniMaxException)
        {
            return Finding.Unknown;
        }

        var skew = serverTime is { } time ? time - asked : TimeSpan.Zero;
        var earliest = since + (skew < TimeSpan.Zero ? skew : TimeSpan.Zero) - s_resolution;
        var candidates = new List<RemoteFile>();
        foreach (var file in files)
        {
            if (file.Bytes == upload.File.Length && IsSameName(file.FileName, upload.FileName)
                && file.CreatedAt >= earliest && !_ledger.IsClaimed(file) && !_isRecorded(file.FileId))
            {
                candidates.Add(file);
            }
        }

        if (candidates.Count == 0)
        {
            return Finding.NotStored;
        }

        if (candidates.Count == 1 && !_ledger.HasTwin(upload))
        {
            return _ledger.Claim(candidates[0]) ? Finding.Stored(candidates[0]) : Finding.Unknown;
        }

        return await CompareAsync(upload, candidates, cancellationToken).ConfigureAwait(false);
    }

    // Name, size and time fit more than one upload: only the content can tell.
    private async Task<Finding> CompareAsync(FileUpload upload, List<RemoteFile> candidates, CancellationToken cancellationToken)
    {
        upload.Sha256 ??= await upload.File.ComputeSha256Async(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var candidate in candidates)
            {
                var sha256 = await _client.GetContentSha256Async(candidate.FileId, cancellationToken).ConfigureAwait(false);
                if (sha256 == upload.Sha256 && _ledger.Claim(candidate))
                {
                    return Finding.Stored(candidate);
                }
            }
        }
        catch (MiniMaxException)
        {
            return Finding.Unknown;
        }

        return Finding.NotStored;
    }

    private async Task<(IReadOnlyList<RemoteFile> Files, DateTimeOffset? ServerTime)> ListAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        for (var retry = 1; ; retry++)
        {
            try
            {
                return await _client.ListFilesAsync(upload.Purpose, cancellationToken).ConfigureAwait(false);
            }
            catch (MiniMaxException e) when (!e.IsFatal && retry <= Math.Max(LeastRetries, _retry.MaximumRetryCount))
            {
                var wait = _retry.DelayBefore(e.IsTransient ? retry : 1, e.RetryAfter);
                upload.BeginWait(wait);
                await _clock.Delay(wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A service may keep the name as it was written in the form.
    private static bool IsSameName(string theirs, string ours) =>
        theirs == ours || theirs == MultipartFileContent.Escape(ours);

    /// <summary>What the service's list says.</summary>
    internal readonly struct Finding
    {
        private Finding(bool isKnown, RemoteFile? file)
        {
            IsKnown = isKnown;
            File = file;
        }

        public static Finding Unknown => default;

        public static Finding NotStored => new(true, null);

        public bool IsKnown { get; }

        public RemoteFile? File { get; }

        public static Finding Stored(RemoteFile file) => new(true, file);
    }
}
