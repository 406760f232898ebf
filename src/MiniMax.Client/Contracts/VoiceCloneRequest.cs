using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>What a voice is cloned from, and how: the body of <c>POST /v1/voice_clone</c>.</summary>
public sealed class VoiceCloneRequest
{
    /// <summary>The recording, uploaded for the purpose <c>voice_clone</c>.</summary>
    [JsonPropertyName("file_id")]
    public long FileId { get; set; }

    /// <summary>The id that the voice is to have.</summary>
    [JsonPropertyName("voice_id")]
    public string VoiceId { get; set; } = "";

    /// <summary>A sample of the speaker with its transcript; null for none.</summary>
    [JsonPropertyName("clone_prompt")]
    public VoiceClonePrompt? Prompt { get; set; }

    /// <summary>A text to be read with the new voice at once, at most 1,000 characters; it is billed.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; set; }

    /// <summary>The model that reads the text.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; set; }

    /// <summary>The language or dialect to be recognised better.</summary>
    [JsonPropertyName("language_boost")]
    public string? LanguageBoost { get; set; }

    /// <summary>What is said in the recording, at most 200 characters: the service rejects the clone if it hears something else.</summary>
    [JsonPropertyName("text_validation")]
    public string? ValidationText { get; set; }

    /// <summary>How alike the two must be, 0 to 1.</summary>
    [JsonPropertyName("accuracy")]
    public double? ValidationAccuracy { get; set; }

    /// <summary>Whether noise is taken out of the recording first.</summary>
    [JsonPropertyName("need_noise_reduction")]
    public bool? NoiseReduction { get; set; }

    /// <summary>Whether the recording's loudness is evened out first.</summary>
    [JsonPropertyName("need_volume_normalization")]
    public bool? VolumeNormalization { get; set; }

    /// <summary>Whether the preview carries a mark that it was made by a machine.</summary>
    [JsonPropertyName("aigc_watermark")]
    public bool? AigcWatermark { get; set; }
}

/// <summary>A sample of the speaker and what is said in it; both are needed (<c>clone_prompt</c>).</summary>
/// <param name="fileId">The sample, uploaded for the purpose <c>prompt_audio</c>.</param>
/// <param name="text">Its transcript, which ends with punctuation.</param>
public sealed class VoiceClonePrompt(long fileId, string text)
{
    /// <summary>The sample, uploaded for the purpose <c>prompt_audio</c>.</summary>
    [JsonPropertyName("prompt_audio")]
    public long FileId { get; } = fileId;

    /// <summary>Its transcript.</summary>
    [JsonPropertyName("prompt_text")]
    public string Text { get; } = text;
}
