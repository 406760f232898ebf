namespace MiniMax;

/// <summary>A recording that the service stores.</summary>
public sealed class UploadedFile : IComparable
{
    /// <summary>The ID at the service, 64 bits.</summary>
    public long FileId { get; set; }

    /// <summary>The name at the service.</summary>
    public string FileName { get; set; } = "";

    /// <summary>The size, in bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>The same as <see cref="Bytes"/>; the heading of the table.</summary>
    public long Size
    {
        get => Bytes;
        set => Bytes = value;
    }

    /// <summary>The time at which the service stored the file, to the second.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The purpose: <c>prompt_audio</c> or <c>voice_clone</c>.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The full path of the local file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The container, by content.</summary>
    public AudioFormat Format { get; set; }

    /// <summary>The duration of the audio, truncated to 100 ns; null if it is unknown.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The SHA-256 of the content, as 64 hexadecimal digits.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Whether the stored content was downloaded and has this SHA-256: with <c>-Verify</c>, and after a lost response.</summary>
    public bool IsVerified { get; set; }

    /// <summary>The number of attempts; 0 if the ID is from a checkpoint.</summary>
    public int Attempts { get; set; }

    /// <summary>The origin of the ID: an upload, a checkpoint, or a lost response.</summary>
    public UploadOrigin Origin { get; set; }

    /// <summary>The trace ID of the response, for MiniMax support; null if the response has none.</summary>
    public string? TraceId { get; set; }

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The name and the ID, such as <c>greeting.wav (351204)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{FileName} ({FileId})");

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
