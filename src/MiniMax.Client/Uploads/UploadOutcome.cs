namespace MiniMax.Client.Uploads;

/// <summary>The outcome of one file: a stored file, a transcript, or an error.</summary>
public sealed class UploadOutcome
{
    /// <summary>A stored file.</summary>
    /// <param name="upload">The upload it belongs to.</param>
    /// <param name="file">The stored file.</param>
    /// <param name="origin">Where the ID comes from.</param>
    /// <param name="attempts">The number of attempts.</param>
    public UploadOutcome(FileUpload upload, RemoteFile file, UploadOrigin origin, int attempts)
    {
        Upload = upload;
        File = file;
        Origin = origin;
        Attempts = attempts;
    }

    /// <summary>A transcript.</summary>
    /// <param name="upload">The upload it belongs to.</param>
    /// <param name="transcript">The transcript.</param>
    /// <param name="attempts">The number of attempts.</param>
    public UploadOutcome(FileUpload upload, Transcript transcript, int attempts)
    {
        Upload = upload;
        Transcript = transcript;
        Attempts = attempts;
    }

    /// <summary>An error.</summary>
    /// <param name="upload">The upload it belongs to.</param>
    /// <param name="error">Why it is not stored or transcribed.</param>
    /// <param name="attempts">The number of attempts.</param>
    public UploadOutcome(FileUpload upload, MiniMaxException error, int attempts)
    {
        Upload = upload;
        Error = error;
        Attempts = attempts;
    }

    /// <summary>The upload it belongs to.</summary>
    public FileUpload Upload { get; }

    /// <summary>The stored file, or null.</summary>
    public RemoteFile? File { get; }

    /// <summary>The transcript, if the file was transcribed and not stored; otherwise null.</summary>
    public Transcript? Transcript { get; }

    /// <summary>Why it is not stored or transcribed, or null.</summary>
    public MiniMaxException? Error { get; }

    /// <summary>Where the ID comes from.</summary>
    public UploadOrigin Origin { get; }

    /// <summary>Whether the stored content was fetched and is what was sent.</summary>
    public bool IsVerified { get; internal set; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; }
}
