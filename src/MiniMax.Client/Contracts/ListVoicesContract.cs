using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

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

[JsonSerializable(typeof(ListVoicesRequest))]
[JsonSerializable(typeof(ListVoicesResponse))]
internal sealed partial class ListVoicesContext : JsonSerializerContext;
