namespace MiniMax;

/// <summary>What is said in a recording, as the service hears it.</summary>
public sealed class Transcript
{
    /// <summary>Full path of the recording.</summary>
    public string Path { get; set; } = "";

    /// <summary>What is said, with punctuation; empty where the service heard no speech.</summary>
    public string Text { get; set; } = "";

    /// <summary>The same text, by the name of the parameter of <c>New-MiniMaxVoice</c> that it binds to.</summary>
    public string PromptText => Text;

    /// <summary>Length of the recording as the service measured it; null if it does not say.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>How many people speak; null if the service does not say.</summary>
    public int? Speakers { get; set; }

    /// <summary>The sentences, in their order.</summary>
    public TranscriptSegment[] Segments { get; set; } = [];

    /// <summary>The trace id of the response, if it had one.</summary>
    public string? TraceId { get; set; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
