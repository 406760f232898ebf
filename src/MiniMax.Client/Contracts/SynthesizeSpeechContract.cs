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

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpeechRequest))]
[JsonSerializable(typeof(SynthesizeSpeechResponse))]
internal sealed partial class SynthesizeSpeechContext : JsonSerializerContext;
