namespace MiniMax;

/// <summary>A voice that speech can be made with.</summary>
public sealed class Voice : IComparable
{
    /// <summary>Identifier; for a cloned voice, the requested one.</summary>
    public string VoiceId { get; set; } = "";

    /// <summary>Name of a voice of the service; null for others.</summary>
    public string? Name { get; set; }

    /// <summary>The kind.</summary>
    public VoiceKind Kind { get; set; } = VoiceKind.Cloned;

    /// <summary>The description from the service.</summary>
    public string? Description { get; set; }

    /// <summary>When it was made; in a list to the day only. Null for a voice of the service.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>
    /// When a new clone is deleted unless speech is made with it before, 7 days after it was made; a preview does not
    /// count. Null where it is not known whether the voice was used.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The recording that it was cloned from; null in a list.</summary>
    public long? FileId { get; set; }

    /// <summary>The ID of its prompt audio; null for none, and in a list.</summary>
    public long? PromptFileId { get; set; }

    /// <summary>The path of the saved preview; null for none.</summary>
    public string? PreviewPath { get; set; }

    /// <summary>Where the service keeps the preview for a while; null if it is missing.</summary>
    public Uri? PreviewUri { get; set; }

    /// <summary>Whether the service thinks that the input is sensitive; null if it does not say.</summary>
    public bool? IsSensitive { get; set; }

    /// <summary>The service's number for the kind of sensitive input, where it finds the input sensitive; null if it does not say.</summary>
    public int? SensitiveKind { get; set; }

    /// <summary>The characters of the preview, which are billed; null without a preview, or if the service does not say.</summary>
    public int? PreviewCharacters { get; set; }

    /// <summary>The trace ID of the response, if it has one.</summary>
    public string? TraceId { get; set; }

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The identifier.</summary>
    public override string ToString() => VoiceId;

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another object of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Voice other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(ClientText.Format(ClientStrings.NotComparable, nameof(Voice)), nameof(obj)),
    };
}
