using System.Text.Json.Serialization;

namespace MiniMax.Emulator.Files;

/// <summary>A file that the server holds.</summary>
public sealed record StoredFile
{
    public required long FileId { get; init; }

    public required string FileName { get; init; }

    public required string Purpose { get; init; }

    public required long Bytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the content, in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The Content-Type that its part was sent with.</summary>
    public string? ContentType { get; init; }

    /// <summary>How long it plays, where its WAV header tells.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The bytes; null when the emulator keeps no content.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? Content { get; init; }
}
