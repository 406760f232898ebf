namespace MiniMax.Client.Files;

/// <summary>A pending retry.</summary>
/// <param name="Failure">The failure of the previous attempt.</param>
/// <param name="Number">The number of the retry, from 1.</param>
/// <param name="Maximum">The maximum number of retries.</param>
public sealed record PendingRetry(MiniMaxException Failure, int Number, int Maximum);

/// <summary>One file to upload, and its state.</summary>
/// <param name="file">The open file, which the upload owns from now on.</param>
/// <param name="fileName">The name at the service.</param>
/// <param name="contentType">Media type by content, such as <c>audio/mpeg</c>.</param>
/// <param name="purpose">See <see cref="FilePurpose"/>.</param>
public sealed class FileUpload(SourceFile file, string fileName, string contentType, string purpose) : IDisposable
{
    private long _bytesSent;
    private long _waitUntil;

    /// <summary>The open file.</summary>
    public SourceFile File { get; } = file;

    /// <summary>The name at the service.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Media type by content.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>The purpose.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>SHA-256 of the content in hexadecimal digits; null until it is computed or sent.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Bytes of the file that were sent in the current attempt.</summary>
    public long BytesSent
    {
        get => Interlocked.Read(ref _bytesSent);
        set => Interlocked.Exchange(ref _bytesSent, value);
    }

    /// <summary>Whether the current attempt sent the whole request, so that the service may have stored the file.</summary>
    public bool IsFullySent { get; set; }

    /// <summary>Whether the current or an earlier attempt may have stored the file without a record.</summary>
    internal bool IsOutcomeUnknown => IsFullySent || UnknownSince is not null;

    internal int Attempts { get; set; }

    internal int Retries { get; set; }

    internal DateTimeOffset AttemptBegan { get; set; }

    /// <summary>The time since which a copy with an unknown outcome may be stored; null for none.</summary>
    internal DateTimeOffset? UnknownSince { get; set; }

    /// <summary>The clock for waits.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The remaining wait of this file before its next attempt; zero if it does not wait.</summary>
    public TimeSpan WaitLeft
    {
        get
        {
            TimeSpan left = TimeSpan.FromTicks(Interlocked.Read(ref _waitUntil)) - Time.Now();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    internal void Begin(DateTimeOffset? unknownSince)
    {
        Attempts = 0;
        Retries = 0;
        UnknownSince = unknownSince;
    }

    /// <summary>Records a wait before the next attempt.</summary>
    /// <param name="time">The duration of the wait.</param>
    public void BeginWait(TimeSpan time) => Interlocked.Exchange(ref _waitUntil, (Time.Now() + time).Ticks);

    /// <summary>Starts to send the content: a connection is established.</summary>
    internal void BeginContent()
    {
        Retry = null;
        BytesSent = 0;
        IsFullySent = false;
    }

    internal void FailAttempt(bool isOutcomeUnknown)
    {
        BytesSent = 0;
        IsFullySent &= isOutcomeUnknown;
    }

    /// <summary>The retry that the upload waits for, or that has no connection yet; otherwise null.</summary>
    public PendingRetry? Retry { get; set; }

    /// <summary>Whether the upload waits for the rate limit.</summary>
    public bool IsThrottled { get; set; }

    /// <summary>What the upload waits for before it begins, such as "process 12 on HOST", or null.</summary>
    public string? WaitsFor { get; internal set; }

    /// <inheritdoc />
    public void Dispose() => File.Dispose();
}
