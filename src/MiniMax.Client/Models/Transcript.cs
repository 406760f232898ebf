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

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
