using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Body of <c>POST /v1/files/delete</c>.</summary>
internal sealed record DeleteFileRequest(
    [property: JsonPropertyName("file_id")] long FileId,
    [property: JsonPropertyName("purpose")] string Purpose);

/// <summary>Response of <c>POST /v1/files/delete</c>.</summary>
internal sealed class DeleteFileResponse : ApiResponse
{
    [JsonPropertyName("file_id")]
    public LenientNumber FileId { get; set; }

    public override bool HasData => FileId.Exact is > 0;
}

[JsonSerializable(typeof(DeleteFileRequest))]
[JsonSerializable(typeof(DeleteFileResponse))]
internal sealed partial class DeleteFileContext : JsonSerializerContext;
