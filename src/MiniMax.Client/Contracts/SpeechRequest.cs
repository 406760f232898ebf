using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Body of <c>POST /v1/t2a_v2</c>: the text, the voice and the settings. The response is not streamed.</summary>
public sealed class SpeechRequest
{
    /// <summary>The text.</summary>
    [JsonPropertyName("text")]
    public string Text { get; init; } = "";

    /// <summary>The model that speaks.</summary>
    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    /// <summary>Always false.</summary>
    [JsonPropertyName("stream")]
    public bool Stream { get; } = false;

    /// <summary>Requests the audio in the response, not its address.</summary>
    [JsonPropertyName("output_format")]
    public string OutputFormat { get; } = "hex";

    /// <summary>The voice.</summary>
    [JsonPropertyName("voice_setting")]
    public SpeechVoice Voice { get; init; } = new("", null);

    /// <summary>The file.</summary>
    [JsonPropertyName("audio_setting")]
    public SpeechAudio Audio { get; init; } = new("mp3");

    /// <summary>The language or dialect whose pronunciation the service improves; null for none.</summary>
    [JsonPropertyName("language_boost")]
    public string? LanguageBoost { get; init; }
}

/// <summary>The voice for speech.</summary>
/// <param name="VoiceId">Its ID.</param>
/// <param name="Speed">The speed, 0.5 to 2; null for the default of the service.</param>
public sealed record SpeechVoice(
    [property: JsonPropertyName("voice_id")] string VoiceId,
    [property: JsonPropertyName("speed")] double? Speed);

/// <summary>The audio format of speech.</summary>
/// <param name="Format">mp3 or wav.</param>
public sealed record SpeechAudio([property: JsonPropertyName("format")] string Format);
