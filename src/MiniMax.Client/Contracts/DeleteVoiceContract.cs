using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Body of <c>POST /v1/delete_voice</c>.</summary>
internal sealed class DeleteVoiceRequest(string voiceType, string voiceId)
{
    [JsonPropertyName("voice_type")]
    public string VoiceType { get; } = voiceType;

    [JsonPropertyName("voice_id")]
    public string VoiceId { get; } = voiceId;
}

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
