namespace MiniMax.Client.Uploads;

/// <summary>
/// Selects from the service's list the few files that can be an upload whose response was lost, by size and time. The
/// name only determines the order, since a service may change it: truncate it, change its case, replace blanks.
/// </summary>
/// <param name="upload">The upload.</param>
/// <param name="since">The start of its first attempt, by the clock of this machine.</param>
/// <param name="ledger">The files of other uploads.</param>
/// <param name="isRecorded">Whether a file is recorded for another upload.</param>
internal sealed class CandidateSearch(FileUpload upload, DateTimeOffset since, UploadLedger ledger, Func<long, bool> isRecorded)
{
    // Each candidate costs a download of the size of the upload.
    private const int MaxCandidates = 5;

    // created_at and the Date header have whole seconds.
    private static readonly TimeSpan s_resolution = TimeSpan.FromSeconds(1);

    private readonly List<Candidate> _best = [];
    private readonly string _foldedName = FileNames.Fold(upload.FileName);
    private DateTimeOffset _earliest;

    public string Purpose => upload.Purpose;

    /// <summary>The files that can be the upload, the most likely one first.</summary>
    public IEnumerable<RemoteFile> Candidates => _best.ConvertAll(static c => c.File);

    /// <summary>Whether no other file can be the upload.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Starts with a list.</summary>
    /// <param name="skew">The time by which the clock of the server is ahead.</param>
    public void Begin(TimeSpan skew)
    {
        _best.Clear();
        IsComplete = true;
        // Stryker disable once equality: without a difference, both branches are the same.
        TimeSpan tolerance = skew < TimeSpan.Zero ? s_resolution - skew : s_resolution;
        _earliest = since - DateTimeOffset.MinValue > tolerance ? since - tolerance : DateTimeOffset.MinValue;
    }

    public void BeginWait(TimeSpan time) => upload.BeginWait(time);

    /// <summary>Checks one entry of the list. A missing field does not exclude it.</summary>
    public void Consider(FileObject entry, Func<RemoteFile> toFile)
    {
        if ((entry.Size is { } bytes && bytes != upload.File.Length) || (entry.StoredAt is { } createdAt && createdAt < _earliest))
        {
            return;
        }

        RemoteFile file = toFile();
        var candidate = new Candidate(file, entry.StoredAt, Similarity(file.FileName));
        int place = _best.FindIndex(candidate.IsBefore);
        if (place < 0)
        {
            place = _best.Count;
        }

        // Leaving out another candidate changes nothing.
        if ((place == MaxCandidates && !IsComplete) || BelongsToAnother(candidate))
        {
            return;
        }

        _best.Insert(place, candidate);
        if (_best.Count > MaxCandidates)
        {
            _best.RemoveAt(MaxCandidates);
            IsComplete = false;
        }
    }

    // In this order, because an upload is assigned its file before it ends.
    private bool BelongsToAnother(Candidate candidate) =>
        (candidate.Similarity < _foldedName.Length && ledger.IsInFlight(candidate.File.FileName, upload.File.Length))
        || ledger.IsAssigned(candidate.File.FileId, candidate.CreatedAt)
        || isRecorded(candidate.File.FileId);

    // The length of the common beginning. A service may keep the name in the escaped form of the request.
    private int Similarity(string name) =>
        name == upload.FileName || name == MultipartFileContent.Escape(upload.FileName)
            ? int.MaxValue
            : FileNames.Fold(name).Zip(_foldedName, static (a, b) => a == b).TakeWhile(static isSame => isSame).Count();

    private sealed record Candidate(RemoteFile File, DateTimeOffset? CreatedAt, int Similarity)
    {
        public bool IsBefore(Candidate other) =>
            Similarity != other.Similarity ? Similarity > other.Similarity
            : File.CreatedAt != other.File.CreatedAt && CreatedAt is not null ? File.CreatedAt > other.File.CreatedAt
            : File.FileId > other.File.FileId;
    }
}
