using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Body of <c>POST /v1/delete_voice</c>.</summary>
internal sealed record DeleteVoiceRequest(
    [property: JsonPropertyName("voice_type")] string VoiceType,
    [property: JsonPropertyName("voice_id")] string VoiceId);

/// <summary>Response of <c>POST /v1/delete_voice</c>.</summary>
internal sealed class DeleteVoiceResponse : ApiResponse
{
    [JsonPropertyName("voice_id")]
    public LenientText VoiceId { get; set; }

    public override bool HasData => VoiceId.Value is { Length: > 0 };
}

[JsonSerializable(typeof(DeleteVoiceRequest))]
[JsonSerializable(typeof(DeleteVoiceResponse))]
internal sealed partial class DeleteVoiceContext : JsonSerializerContext;
