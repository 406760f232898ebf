namespace MiniMax;

/// <summary>The transcript of a recording from the service.</summary>
public sealed class Transcript : IComparable
{
    /// <summary>Full path of the recording.</summary>
    public string Path { get; set; } = "";

    /// <summary>The text, with punctuation; empty if the service recognized no speech.</summary>
    public string Text { get; set; } = "";

    /// <summary>The same text, under the name of the parameter of <c>New-MiniMaxVoice</c> that it binds to.</summary>
    public string PromptText => Text;

    /// <summary>The duration of the recording as the service measured it; null if the service does not report it.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The number of speakers; null if the service does not report it.</summary>
    public int? Speakers { get; set; }

    /// <summary>The sentences, in order.</summary>
    public TranscriptSegment[] Segments { get; set; } = [];

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
        Transcript other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(ClientText.Format(ClientStrings.NotComparable, nameof(Transcript)), nameof(obj)),
    };
}
