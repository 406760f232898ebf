using System.Text.Json.Serialization;

namespace MiniMax.Emulator.Files;

/// <summary>The purposes of files.</summary>
public static class FilePurpose
{
    public const string PromptAudio = "prompt_audio";
    public const string VoiceClone = "voice_clone";
    public const string LongText = "t2a_async_input";

    public static bool CanBeUploaded(string purpose) => purpose is PromptAudio or VoiceClone;

    public static bool IsKnown(string purpose) => CanBeUploaded(purpose) || purpose == LongText;
}

/// <summary>A file on the server.</summary>
public sealed record StoredFile
{
    public required long FileId { get; init; }

    public required string FileName { get; init; }

    public required string Purpose { get; init; }

    public required long Bytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The SHA-256 of the content in lowercase hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The Content-Type of the file's part in the form.</summary>
    public string? ContentType { get; init; }

    /// <summary>The duration that the WAV header declares; null for any other file.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The bytes; null when the emulator discards content.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? Content { get; init; }
}
