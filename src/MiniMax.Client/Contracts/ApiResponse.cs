using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>The result in every response (<c>base_resp</c>).</summary>
internal sealed class BaseResponse
{
    [JsonPropertyName("status_code")]
    public LenientNumber StatusCode { get; set; }

    [JsonPropertyName("status_msg")]
    public LenientText StatusMessage { get; set; }

    /// <summary>The code; null if it is missing or not readable. A code beyond 32 bits must not wrap to 0.</summary>
    [JsonIgnore]
    public int? Code => StatusCode.Value is { } code ? (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, code)) : null;
}

/// <summary>The common part of all responses, and of errors of gateways.</summary>
internal class ApiResponse
{
    [JsonPropertyName("base_resp")]
    public BaseResponse? BaseResponse { get; set; }

    [JsonPropertyName("type")]
    public LenientText Type { get; set; }

    [JsonPropertyName("error")]
    public GatewayError? Error { get; set; }

    [JsonPropertyName("message")]
    public LenientText Message { get; set; }

    [JsonPropertyName("request_id")]
    public LenientText RequestId { get; set; }

    /// <summary>Whether the response has the requested data. Without data and without a result, it is not a success.</summary>
    [JsonIgnore]
    public virtual bool HasData => false;

    /// <summary>The stored object that the response names, for a sentence; null for none.</summary>
    [JsonIgnore]
    public virtual string? Names => null;
}

/// <summary>The error of a gateway in front of the service: an object, or plain text.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class GatewayError
{
    public string? Type { get; private init; }

    public string? Message { get; private init; }

    internal sealed class Converter : JsonConverter<GatewayError?>
    {
        public override GatewayError? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return LenientText.TryGet(ref reader) is { Length: > 0 } text ? new GatewayError { Message = text } : null;
            }

            using var json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? new GatewayError { Type = Text(json.RootElement, "type"), Message = Text(json.RootElement, "message") }
                : null;
        }

        public override void Write(Utf8JsonWriter writer, GatewayError? value, JsonSerializerOptions options) => throw new NotSupportedException();

        private static string? Text(JsonElement error, string name) =>
            error.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
    }
}
