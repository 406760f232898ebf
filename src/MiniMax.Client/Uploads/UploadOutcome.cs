namespace MiniMax.Client.Uploads;

/// <summary>The outcome of one file: a stored file, a transcript, or an error.</summary>
/// <param name="upload">The upload it belongs to.</param>
/// <param name="attempts">The number of attempts.</param>
public sealed class UploadOutcome(FileUpload upload, int attempts)
{
    /// <summary>The upload it belongs to.</summary>
    public FileUpload Upload { get; } = upload;

    /// <summary>The stored file, or null.</summary>
    public RemoteFile? File { get; init; }

    /// <summary>The transcript, if the file was transcribed and not stored; otherwise null.</summary>
    public Transcript? Transcript { get; init; }

    /// <summary>Why it is not stored or transcribed, or null.</summary>
    public MiniMaxException? Error { get; init; }

    /// <summary>Where the ID comes from.</summary>
    public UploadOrigin Origin { get; init; }

    /// <summary>Whether the stored content was fetched and is what was sent.</summary>
    public bool IsVerified { get; internal set; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; } = attempts;
}
