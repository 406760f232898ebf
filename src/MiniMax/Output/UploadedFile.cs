namespace MiniMax;

/// <summary>A recording that the service holds.</summary>
public sealed class UploadedFile : IComparable
{
    /// <summary>Identifier at the service, 64 bits.</summary>
    public long FileId { get; set; }

    /// <summary>Name at the service.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>The same as <see cref="Bytes"/>, by the heading of the table.</summary>
    public long Size
    {
        get => Bytes;
        set => Bytes = value;
    }

    /// <summary>When the service stored it, to the second.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>What the service keeps it for: <c>prompt_audio</c> or <c>voice_clone</c>.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Full path of the local file.</summary>
    public string Path { get; set; } = "";

    /// <summary>Container, by content.</summary>
    public AudioFormat Format { get; set; }

    /// <summary>Length of the audio; null if it could not be told.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>SHA-256 of the content in 64 hexadecimal digits.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Whether the content was fetched from the service and has this SHA-256: with <c>-Verify</c>, and after a lost response.</summary>
    public bool IsVerified { get; set; }

    /// <summary>How often the file was sent; 0 if nothing was sent, because a checkpoint has its id.</summary>
    public int Attempts { get; set; }

    /// <summary>How the id was come by.</summary>
    public UploadOrigin Origin { get; set; }

    /// <summary>The id by which the vendor's support finds the request, if the answer had one.</summary>
    public string? TraceId { get; set; }

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The name and the identifier, such as <c>greeting.wav (351204)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{FileName} ({FileId})");

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another result of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        UploadedFile other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(Remedies.Format(Strings.ObjectIsOfOtherType, nameof(UploadedFile)), nameof(obj)),
    };
}
