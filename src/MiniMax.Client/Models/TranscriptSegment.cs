namespace MiniMax;

/// <summary>A sentence of a transcript.</summary>
public sealed class TranscriptSegment
{
    /// <summary>Where it begins in the recording; null if the service does not say.</summary>
    public TimeSpan? Start { get; set; }

    /// <summary>Where it ends; null if the service does not say.</summary>
    public TimeSpan? End { get; set; }

    /// <summary>Who speaks, in the words of the service; null if it does not say.</summary>
    public string? Speaker { get; set; }

    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override string ToString() => Text;
}
