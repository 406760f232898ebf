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

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoiceCloneRequest))]
[JsonSerializable(typeof(CloneVoiceResponse))]
internal sealed partial class CloneVoiceContext : JsonSerializerContext;
