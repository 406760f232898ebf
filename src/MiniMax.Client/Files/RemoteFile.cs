namespace MiniMax;

/// <summary>A file as the service knows it.</summary>
public sealed class RemoteFile
{
    /// <summary>Identifier, 64 bits.</summary>
    public long FileId { get; set; }

    /// <summary>The name it was uploaded under.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>When it was stored, to the second; null if the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>What it is kept for, such as <c>prompt_audio</c> or <c>voice_clone</c>.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>An address to fetch the content from without a key, which the service gives for some purposes; null otherwise.</summary>
    public Uri? DownloadUrl { get; set; }

    /// <summary>The trace id of the answer that told of it, if it had one.</summary>
    public string? TraceId { get; set; }

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The fields of the response that have a form that cannot be used; null for none.</summary>
    internal string? UnusableFields { get; set; }

    /// <summary>The fields that the response lacks; null for none.</summary>
    internal string? MissingFields { get; set; }

    /// <summary>Whether the size came from the service.</summary>
    internal bool IsSizeTold { get; set; }
}
