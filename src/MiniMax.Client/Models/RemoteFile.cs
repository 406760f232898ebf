namespace MiniMax;

/// <summary>A file that the service stores.</summary>
public sealed class RemoteFile : IComparable
{
    /// <summary>The ID, 64 bits.</summary>
    public long FileId { get; set; }

    /// <summary>The name of the file at the service.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>The same as <see cref="Bytes"/>, under the name of the column in the table.</summary>
    public long Size
    {
        get => Bytes;
        set => Bytes = value;
    }

    /// <summary>The time of storage, in whole seconds; null if the service does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The purpose, such as <c>prompt_audio</c> or <c>voice_clone</c>.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>An address to download the content without a key, which the service returns for some purposes; otherwise null.</summary>
    public Uri? DownloadUrl { get; set; }

    /// <summary>The trace ID of the response, if it has one.</summary>
    public string? TraceId { get; set; }

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The fields of the response with values that are not valid; null for none.</summary>
    internal string? UnusableFields { get; set; }

    /// <summary>The fields that the response lacks; null for none.</summary>
    internal string? MissingFields { get; set; }

    /// <summary>Whether the size came from the service.</summary>
    internal bool IsSizeReported { get; set; }

    /// <summary>The name and the ID, such as <c>greeting.wav (351204)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{FileName} ({FileId})");

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another object of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
