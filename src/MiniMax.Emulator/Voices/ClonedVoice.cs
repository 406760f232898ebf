namespace MiniMax.Emulator.Voices;

/// <summary>A voice that was cloned, and from what.</summary>
public sealed record ClonedVoice
{
    public required string VoiceId { get; init; }

    public required long FileId { get; init; }

    public long? PromptFileId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When speech was made with it first; null for none yet. Until then the voice is not listed, and it is dropped after 7 days.</summary>
    public DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>The text that was read as a preview, if any.</summary>
    public string? PreviewText { get; init; }

    internal string CreatedTime => CreatedAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
