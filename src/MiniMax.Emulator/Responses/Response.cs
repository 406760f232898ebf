using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MiniMax.Emulator.Responses;

/// <summary>The response to a request, before a fault changes it.</summary>
internal sealed record Response
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int HttpStatus { get; init; } = StatusCodes.Status200OK;

    public int? ApiCode { get; init; }

    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body as JSON, for faults that change it; null if it is not JSON.</summary>
    public JsonObject? Json { get; init; }

    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    public bool IsSuccess => HttpStatus == StatusCodes.Status200OK && ApiCode is null or 0;

    public static Response Success(JsonObject json)
    {
        json["base_resp"] = BaseResp(0, "success");
        return FromJson(json) with { ApiCode = 0 };
    }

    public static Response Error(int code, string? message = null) =>
        FromJson(new JsonObject { ["base_resp"] = BaseResp(code, message ?? ApiCodes.MessageOf(code)) }) with { ApiCode = code };

    public static Response InvalidParameters(string problem) => Error(ApiCodes.InvalidParameters, "invalid params, " + problem);

    public static Response FromBytes(string contentType, ReadOnlyMemory<byte> body) => new() { ContentType = contentType, Body = body };

    public static Response FromText(string contentType, string body) =>
        FromBytes(contentType + "; charset=utf-8", Encoding.UTF8.GetBytes(body));

    public static Response FromJson(JsonObject json) => FromText("application/json", json.ToJsonString(s_json)) with { Json = json };

    private static JsonObject BaseResp(int code, string message) => new() { ["status_code"] = code, ["status_msg"] = message };
}
