namespace MiniMax.Client.Uploads;

/// <summary>The outcome of one file: a stored file, a transcript, or an error.</summary>
/// <param name="Upload">The upload.</param>
/// <param name="Attempts">The number of attempts.</param>
public sealed record UploadOutcome(FileUpload Upload, int Attempts)
{
    /// <summary>The stored file, or null.</summary>
    public RemoteFile? File { get; init; }

    /// <summary>The transcript, if the file was transcribed and not stored; otherwise null.</summary>
    public Transcript? Transcript { get; init; }

    /// <summary>The error, or null.</summary>
    public MiniMaxException? Error { get; init; }

    /// <summary>The origin of the ID.</summary>
    public UploadOrigin Origin { get; init; }

    /// <summary>Whether the stored content was downloaded and equals the sent content.</summary>
    public bool IsVerified { get; internal set; }
}
