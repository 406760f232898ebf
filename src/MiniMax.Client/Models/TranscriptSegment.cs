namespace MiniMax;

/// <summary>A sentence of a transcript.</summary>
public sealed class TranscriptSegment
{
    /// <summary>Its start time in the recording; null if the service does not report it.</summary>
    public TimeSpan? Start { get; set; }

    /// <summary>Its end time in the recording; null if the service does not report it.</summary>
    public TimeSpan? End { get; set; }

    /// <summary>The speaker, as the service names it; null if the service does not report it.</summary>
    public string? Speaker { get; set; }

    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override string ToString() => Text;
}
