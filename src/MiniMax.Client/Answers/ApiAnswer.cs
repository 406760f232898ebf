using System.Text.Json.Serialization;

namespace MiniMax.Client;

/// <summary>The outcome that every answer carries (<c>base_resp</c>).</summary>
internal sealed class BaseResponse
{
    [JsonPropertyName("status_code")]
    public int? StatusCode { get; set; }

    [JsonPropertyName("status_msg")]
    public string? StatusMessage { get; set; }
}

/// <summary>What every answer has in common, and the shape in which gateways put their own errors.</summary>
internal class ApiAnswer
{
    [JsonPropertyName("base_resp")]
    public BaseResponse? BaseResponse { get; set; }

    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("error")]
    public GatewayError? Error { get; set; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }
}

/// <summary>The error of a gateway in front of the service.</summary>
internal sealed class GatewayError
{
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ApiAnswer))]
internal sealed partial class ApiAnswerContext : JsonSerializerContext;
