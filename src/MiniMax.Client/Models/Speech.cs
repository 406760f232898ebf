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

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another object of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Speech other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(ClientText.Format(ClientStrings.NotComparable, nameof(Speech)), nameof(obj)),
    };
}
