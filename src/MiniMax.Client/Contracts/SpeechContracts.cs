using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>The audio in a response.</summary>
internal sealed class SpeechData
{
    [JsonPropertyName("audio")]
    public HexBytes Audio { get; set; }

    /// <summary>2 for complete.</summary>
    [JsonPropertyName("status")]
    public LenientNumber Status { get; set; }
}

/// <summary>The description of the audio in a response.</summary>
internal sealed class SpeechExtra
{
    [JsonPropertyName("usage_characters")]
    public LenientNumber Characters { get; set; }
}

/// <summary>Response of <c>POST /v1/t2a_v2</c>.</summary>
internal sealed class SynthesizeSpeechResponse : ApiResponse
{
    [JsonPropertyName("data")]
    public SpeechData? Data { get; set; }

    [JsonPropertyName("extra_info")]
    public SpeechExtra? Extra { get; set; }

    [JsonPropertyName("trace_id")]
    public LenientText TraceId { get; set; }

    public override bool HasData => Data?.Audio.Bytes.Length > 0;
}

/// <summary>Response of <c>POST /v1/speech_to_text</c>.</summary>
internal sealed class TranscribeResponse : ApiResponse
{
    [JsonPropertyName("text")]
    public LenientText Text { get; set; }

    [JsonPropertyName("duration")]
    public JsonElement Duration { get; set; }

    [JsonPropertyName("n_speakers")]
    public LenientNumber Speakers { get; set; }

    [JsonPropertyName("segments")]
    public JsonElement Segments { get; set; }

    [JsonPropertyName("trace_id")]
    public LenientText TraceId { get; set; }

    // Silence has an empty text.
    public override bool HasData => Text.Value is not null;
}
