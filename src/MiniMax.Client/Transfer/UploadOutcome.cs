namespace MiniMax.Client;

/// <summary>How one file ended: as a file of the service, or as an error.</summary>
public sealed class UploadOutcome
{
    internal UploadOutcome(FileUpload upload, RemoteFile file, UploadOrigin origin, int attempts)
    {
        Upload = upload;
        File = file;
        Origin = origin;
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

    /// <summary>Why it is not stored, or null.</summary>
    public MiniMaxException? Error { get; }

    /// <summary>How the id was come by.</summary>
    public UploadOrigin Origin { get; }

    /// <summary>Whether the stored content was fetched and is what was sent.</summary>
    public bool IsVerified { get; internal set; }

    /// <summary>How often the file was sent.</summary>
    public int Attempts { get; }
}
