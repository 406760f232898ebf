namespace MiniMax.Client.Uploads;

/// <summary>The number of concurrent uploads, and the retry policy of each.</summary>
/// <param name="ThrottleLimit">The maximum number of concurrent uploads, 1 or more.</param>
/// <param name="Retry">The retry policy.</param>
/// <param name="Verify">Whether each stored file is downloaded and its SHA-256 compared.</param>
/// <param name="Transcription">The settings of a transcription; null if files are stored.</param>
/// <param name="StopsAtError">Whether the first error ends the batch: files added later are skipped.</param>
public sealed record UploadOptions(int ThrottleLimit, RetryPolicy Retry, bool Verify = false, TranscriptionOptions? Transcription = null, bool StopsAtError = false);

/// <summary>The settings of a transcription.</summary>
/// <param name="Language">The spoken language (BCP 47); null for any.</param>
public sealed record TranscriptionOptions(string? Language);
