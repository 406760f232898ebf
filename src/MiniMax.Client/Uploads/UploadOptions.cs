namespace MiniMax.Client.Uploads;

/// <summary>How many files go up at once, and how often each is tried.</summary>
/// <param name="ThrottleLimit">Files at once, 1 or more.</param>
/// <param name="Retry">When to try again.</param>
/// <param name="Verify">Whether each stored file is fetched and its SHA-256 compared.</param>
/// <param name="Transcription">How the files are transcribed; null if they are stored.</param>
/// <param name="StopsAtError">Whether the first error ends the batch: files added later are skipped.</param>
public sealed record UploadOptions(int ThrottleLimit, RetryPolicy Retry, bool Verify = false, TranscriptionOptions? Transcription = null, bool StopsAtError = false);

/// <summary>How files are transcribed.</summary>
/// <param name="Language">What is spoken (BCP 47); null for any.</param>
public sealed record TranscriptionOptions(string? Language);
