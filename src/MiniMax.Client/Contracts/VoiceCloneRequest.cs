using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>The body of <c>POST /v1/voice_clone</c>: the recording and the settings of a clone.</summary>
public sealed class VoiceCloneRequest
{
    /// <summary>The recording, uploaded for the purpose <c>voice_clone</c>.</summary>
    [JsonPropertyName("file_id")]
    public long FileId { get; set; }

    /// <summary>The ID for the new voice.</summary>
    [JsonPropertyName("voice_id")]
    public string VoiceId { get; set; } = "";

    /// <summary>The prompt audio with its transcript; null for none.</summary>
    [JsonPropertyName("clone_prompt")]
    public VoiceClonePrompt? Prompt { get; set; }

    /// <summary>The text of a preview, at most 1,000 characters, which are billed.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; set; }

    /// <summary>The model that reads the text.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; set; }

    /// <summary>The language or dialect whose recognition the service improves.</summary>
    [JsonPropertyName("language_boost")]
    public string? LanguageBoost { get; set; }

    /// <summary>The transcript of the recording, at most 200 characters; the service rejects the clone if it recognizes another text.</summary>
    [JsonPropertyName("text_validation")]
    public string? ValidationText { get; set; }

    /// <summary>The required similarity of the two texts, 0 to 1.</summary>
    [JsonPropertyName("accuracy")]
    public double? ValidationAccuracy { get; set; }

    /// <summary>Whether noise in the recording is reduced before the clone.</summary>
    [JsonPropertyName("need_noise_reduction")]
    public bool? NoiseReduction { get; set; }

    /// <summary>Whether the loudness of the recording is normalized before the clone.</summary>
    [JsonPropertyName("need_volume_normalization")]
    public bool? VolumeNormalization { get; set; }

    /// <summary>Whether the preview contains a watermark for generated audio.</summary>
    [JsonPropertyName("aigc_watermark")]
    public bool? AigcWatermark { get; set; }
}

/// <summary>The prompt audio and its transcript, which are both required (<c>clone_prompt</c>).</summary>
/// <param name="FileId">The sample, uploaded for the purpose <c>prompt_audio</c>.</param>
/// <param name="Text">Its transcript, which ends with punctuation.</param>
public sealed record VoiceClonePrompt(
    [property: JsonPropertyName("prompt_audio")] long FileId,
    [property: JsonPropertyName("prompt_text")] string Text);
