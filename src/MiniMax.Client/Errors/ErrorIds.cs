namespace MiniMax;

/// <summary>The stable error IDs, except those of the inspection of a file.</summary>
public static class ErrorIds
{
    /// <summary>The file does not exist.</summary>
    public const string FileNotFound = nameof(FileNotFound);

    /// <summary>The path is a directory, a device or something outside the file system.</summary>
    public const string NotAFile = nameof(NotAFile);

    /// <summary>The file cannot be opened or read.</summary>
    public const string FileUnreadable = nameof(FileUnreadable);

    /// <summary>The file changed between its inspection and the end of its upload.</summary>
    public const string FileChanged = nameof(FileChanged);

    /// <summary>The stored content differs from the file.</summary>
    public const string ContentMismatch = nameof(ContentMismatch);

    /// <summary>The file is over the service's limit of 20 MB (HTTP 413).</summary>
    public const string FileTooLarge = nameof(FileTooLarge);

    /// <summary>The destination file already exists.</summary>
    public const string FileExists = nameof(FileExists);

    /// <summary>A file or its folder cannot be written.</summary>
    public const string FileNotWritten = nameof(FileNotWritten);

    /// <summary>The service does not list the voice.</summary>
    public const string VoiceNotFound = nameof(VoiceNotFound);

    /// <summary>The recording requires ffmpeg, which is not in <c>PATH</c>.</summary>
    public const string FfmpegMissing = nameof(FfmpegMissing);

    /// <summary>The recording could not be converted to a valid file.</summary>
    public const string ConversionFailed = nameof(ConversionFailed);

    /// <summary>The start time is after the end of the recording.</summary>
    public const string StartAfterEnd = nameof(StartAfterEnd);

    /// <summary>No API key was found.</summary>
    public const string ApiKeyMissing = nameof(ApiKeyMissing);

    /// <summary>The key would be sent over an unencrypted connection.</summary>
    public const string InsecureAddress = nameof(InsecureAddress);

    /// <summary>Code 1004, HTTP 401.</summary>
    public const string AuthenticationFailed = nameof(AuthenticationFailed);

    /// <summary>Code 2049.</summary>
    public const string InvalidApiKey = nameof(InvalidApiKey);

    /// <summary>Code 1008, HTTP 402.</summary>
    public const string InsufficientBalance = nameof(InsufficientBalance);

    /// <summary>Codes 1028, 1030, 2056.</summary>
    public const string QuotaExceeded = nameof(QuotaExceeded);

    /// <summary>Codes 1002, 1039, 1041, 2045, HTTP 429.</summary>
    public const string RateLimited = nameof(RateLimited);

    /// <summary>Codes 1026, 1027.</summary>
    public const string SensitiveContent = nameof(SensitiveContent);

    /// <summary>Code 2013, HTTP 400 and 422.</summary>
    public const string InvalidParameters = nameof(InvalidParameters);

    /// <summary>Codes 2038, 2042, 2061, HTTP 403.</summary>
    public const string PermissionDenied = nameof(PermissionDenied);

    /// <summary>Codes 1000, 1013, 1024, 1033, HTTP 5xx.</summary>
    public const string ServerError = nameof(ServerError);

    /// <summary>Code 1001, HTTP 408, or no response within the timeout of one attempt.</summary>
    public const string RequestTimeout = nameof(RequestTimeout);

    /// <summary>No connection, or a broken one.</summary>
    public const string ConnectionFailed = nameof(ConnectionFailed);

    /// <summary>A response that does not conform to the documentation of the service.</summary>
    public const string InvalidResponse = nameof(InvalidResponse);

    /// <summary>Any other error of the service.</summary>
    public const string ApiError = nameof(ApiError);

    /// <summary>The checkpoint cannot be read or written.</summary>
    public const string CheckpointUnusable = nameof(CheckpointUnusable);

    /// <summary>The ASP.NET Core runtime for the emulator is not installed.</summary>
    public const string EmulatorRuntimeMissing = nameof(EmulatorRuntimeMissing);

    /// <summary>The emulator ended before it responded, or did not respond in time.</summary>
    public const string EmulatorNotStarted = nameof(EmulatorNotStarted);

    /// <summary>This session did not start the emulator.</summary>
    public const string EmulatorNotFound = nameof(EmulatorNotFound);

    /// <summary>The emulator did not stop.</summary>
    public const string EmulatorNotStopped = nameof(EmulatorNotStopped);
}
