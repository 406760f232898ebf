using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Body of <c>POST /v1/files/delete</c>.</summary>
internal sealed class DeleteFileRequest(long fileId, string purpose)
{
    [JsonPropertyName("file_id")]
    public long FileId { get; } = fileId;

    [JsonPropertyName("purpose")]
    public string Purpose { get; } = purpose;
}

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
