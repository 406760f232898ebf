using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

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

[JsonSerializable(typeof(TranscribeResponse))]
internal sealed partial class TranscribeContext : JsonSerializerContext;
