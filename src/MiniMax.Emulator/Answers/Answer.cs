using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MiniMax.Emulator.Answers;

/// <summary>What is to be sent back, before a fault has had its way with it.</summary>
internal sealed record Answer
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int HttpStatus { get; init; } = StatusCodes.Status200OK;

    public int? ApiCode { get; init; }

    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body while it can still be changed as JSON.</summary>
    public JsonObject? Json { get; init; }

    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    public bool IsSuccess => HttpStatus == StatusCodes.Status200OK && ApiCode is null or 0;

    public static Answer Success(JsonObject json)
    {
        json["base_resp"] = BaseResp(0, "success");
        return FromJson(json) with { ApiCode = 0 };
    }

    public static Answer Error(int code, string? message = null) =>
        FromJson(new JsonObject { ["base_resp"] = BaseResp(code, message ?? ApiMessages.Of(code)) }) with { ApiCode = code };

    public static Answer InvalidParameters(string what) => Error(ApiCodes.InvalidParameters, "invalid params, " + what);

    public static Answer Bytes(string contentType, ReadOnlyMemory<byte> body) => new() { ContentType = contentType, Body = body };

    public static Answer Text(string contentType, string body) => Bytes(contentType + "; charset=utf-8", Encoding.UTF8.GetBytes(body));

    public static Answer FromJson(JsonObject json) =>
        new() { ContentType = "application/json; charset=utf-8", Json = json, Body = Encoding.UTF8.GetBytes(json.ToJsonString(s_json)) };

    private static JsonObject BaseResp(int code, string message) => new() { ["status_code"] = code, ["status_msg"] = message };
}
