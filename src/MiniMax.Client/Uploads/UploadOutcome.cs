namespace MiniMax.Client.Uploads;

/// <summary>The outcome of one file: a stored file, a transcript, or an error.</summary>
public sealed class UploadOutcome
{
    internal UploadOutcome(FileUpload upload, RemoteFile file, UploadOrigin origin, int attempts)
    {
        Upload = upload;
        File = file;
        Origin = origin;
        Attempts = attempts;
    }

    internal UploadOutcome(FileUpload upload, Transcript transcript, int attempts)
    {
        Upload = upload;
        Transcript = transcript;
        Attempts = attempts;
    }

    internal UploadOutcome(FileUpload upload, MiniMaxException error, int attempts)
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
