using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Response of <c>POST /v1/voice_clone</c>.</summary>
internal sealed class CloneVoiceResponse : ApiResponse
{
    [JsonPropertyName("input_sensitive")]
    public JsonElement InputSensitive { get; set; }

    [JsonPropertyName("input_sensitive_type")]
    public LenientNumber InputSensitiveType { get; set; }

    [JsonPropertyName("extra_info")]
    public JsonElement ExtraInfo { get; set; }

    [JsonPropertyName("demo_audio")]
    public LenientText DemoAudio { get; set; }

    // The service does not repeat the voice ID.
    public override bool HasData => InputSensitive.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) || DemoAudio.Value is not null;
}

/// <summary>Body of <c>POST /v1/get_voice</c>.</summary>
internal sealed record ListVoicesRequest([property: JsonPropertyName("voice_type")] string VoiceType);

/// <summary>A voice in a response.</summary>
internal sealed class VoiceObject
{
    [JsonPropertyName("voice_id")]
    public LenientText VoiceId { get; set; }

    [JsonPropertyName("voice_name")]
    public LenientText Name { get; set; }

    [JsonPropertyName("description")]
    public JsonElement Description { get; set; }

    [JsonPropertyName("created_time")]
    public LenientText CreatedTime { get; set; }
}

/// <summary>Response of <c>POST /v1/get_voice</c>.</summary>
internal sealed class ListVoicesResponse : ApiResponse
{
    [JsonPropertyName("system_voice")]
    public List<VoiceObject?>? System { get; set; }

    [JsonPropertyName("voice_cloning")]
    public List<VoiceObject?>? Cloned { get; set; }

    [JsonPropertyName("voice_generation")]
    public List<VoiceObject?>? Generated { get; set; }

    public override bool HasData => System is not null || Cloned is not null || Generated is not null;
}

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
