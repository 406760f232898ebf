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

/// <summary>A file in an answer (<c>FileObject</c>).</summary>
internal sealed class FileObject
{
    [JsonPropertyName("file_id")]
    public long? FileId { get; set; }

    [JsonPropertyName("bytes")]
    public long? Bytes { get; set; }

    [JsonPropertyName("created_at")]
    public long? CreatedAt { get; set; }

    [JsonPropertyName("filename")]
    public string? FileName { get; set; }

    [JsonPropertyName("purpose")]
    public string? Purpose { get; set; }
}

/// <summary>Answer of <c>POST /v1/files/upload</c>.</summary>
internal sealed class FileAnswer : ApiAnswer
{
    [JsonPropertyName("file")]
    public FileObject? File { get; set; }
}

/// <summary>Answer of <c>GET /v1/files/list</c>.</summary>
internal sealed class FileListAnswer : ApiAnswer
{
    [JsonPropertyName("files")]
    public List<FileObject>? Files { get; set; }
}

// Ids come as numbers and as strings.
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ApiAnswer))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(FileListAnswer))]
internal sealed partial class AnswerContext : JsonSerializerContext;
