namespace MiniMax;

/// <summary>Synthesized speech in a file.</summary>
public sealed class Speech : IComparable
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The voice that speaks.</summary>
    public string VoiceId { get; set; } = "";

    /// <summary>Duration of the received audio; null if it is unknown.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The number of billed characters; null if the service does not report it.</summary>
    public long? Characters { get; set; }

    /// <summary>The trace ID of the response; null for none.</summary>
    public string? TraceId { get; set; }

    /// <inheritdoc />
    public override string ToString() => Path;

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
