namespace MiniMax;

/// <summary>A voice for speech.</summary>
public sealed class Voice : IComparable
{
    /// <summary>The ID; for a cloned voice, the requested one.</summary>
    public string VoiceId { get; set; } = "";

    /// <summary>The name of a system voice; null for others.</summary>
    public string? Name { get; set; }

    /// <summary>The kind.</summary>
    public VoiceKind Kind { get; set; } = VoiceKind.Cloned;

    /// <summary>The description from the service.</summary>
    public string? Description { get; set; }

    /// <summary>The creation time; in a list, only the date. Null for a system voice.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>
    /// The time at which a new clone expires unless it is used for speech before, 7 days after its creation; a preview does not
    /// count. Null if it is not known whether the voice was used.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The ID of the recording for the clone; null in a list.</summary>
    public long? FileId { get; set; }

    /// <summary>The ID of its prompt audio; null for none, and in a list.</summary>
    public long? PromptFileId { get; set; }

    /// <summary>The path of the saved preview; null for none.</summary>
    public string? PreviewPath { get; set; }

    /// <summary>The temporary address of the preview at the service; null for none.</summary>
    public Uri? PreviewUri { get; set; }

    /// <summary>Whether the service reports the input as sensitive; null if it does not say.</summary>
    public bool? IsSensitive { get; set; }

    /// <summary>The service's number for the kind of sensitive input; null if it does not report one.</summary>
    public int? SensitiveKind { get; set; }

    /// <summary>The number of billed characters of the preview; null without a preview, or if the service does not report it.</summary>
    public int? PreviewCharacters { get; set; }

    /// <summary>The trace ID of the response, if it has one.</summary>
    public string? TraceId { get; set; }

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The ID.</summary>
    public override string ToString() => VoiceId;

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
