using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>A file in a response (<c>FileObject</c>).</summary>
internal sealed class FileObject
{
    // The end of the year 9999, the maximum of DateTimeOffset.
    private const long MaxSeconds = 253402300799;

    // 2001 in milliseconds; in seconds, it is after the year 9999.
    private const long MinMilliseconds = 1_000_000_000_000;

    [JsonPropertyName("file_id")]
    public LenientNumber FileId { get; set; }

    [JsonPropertyName("bytes")]
    public LenientNumber Bytes { get; set; }

    [JsonPropertyName("created_at")]
    public LenientNumber CreatedAt { get; set; }

    [JsonPropertyName("filename")]
    public LenientText FileName { get; set; }

    [JsonPropertyName("purpose")]
    public LenientText Purpose { get; set; }

    [JsonPropertyName("download_url")]
    public LenientText DownloadUrl { get; set; }

    /// <summary>Whether the entry has an ID; without one, it is not a file.</summary>
    [JsonIgnore]
    public bool IsIdentified => FileId.Exact is > 0;

    /// <summary>The size; null if it is missing or not readable.</summary>
    [JsonIgnore]
    public long? Size => Bytes.Value is >= 0 ? Bytes.Value : null;

    /// <summary>The time of storage; null if it is missing or not valid.</summary>
    [JsonIgnore]
    public DateTimeOffset? StoredAt => CreatedAt.Value switch
    {
        > 0 and <= MaxSeconds => DateTimeOffset.FromUnixTimeSeconds(CreatedAt.Value.Value),
        // Some servers send milliseconds.
        >= MinMilliseconds and <= (MaxSeconds * 1000) + 999 => DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt.Value.Value),
        _ => null,
    };

    /// <summary>The fields with values that are not valid; null for none.</summary>
    [JsonIgnore]
    public string? UnusableFields => Names(
        ("bytes", Bytes.IsUnusable || Bytes.Value < 0),
        ("created_at", CreatedAt.IsUnusable || (CreatedAt.Value is not (null or 0) && StoredAt is null)),
        ("filename", FileName.IsUnusable),
        ("purpose", Purpose.IsUnusable));

    /// <summary>The missing fields; null for none.</summary>
    [JsonIgnore]
    public string? MissingFields => Names(
        ("bytes", Bytes.Value is null && !Bytes.IsUnusable),
        ("filename", FileName.Value is null && !FileName.IsUnusable));

    private static string? Names(params (string Name, bool IsMeant)[] fields)
    {
        string names = string.Join(", ", fields.Where(f => f.IsMeant).Select(f => f.Name));
        return names.Length == 0 ? null : names;
    }
}

internal sealed class FileResponse : ApiResponse
{
    [JsonPropertyName("file")]
    public FileObject? File { get; set; }

    public override bool HasData => File is { IsIdentified: true };

    public override string? Names => HasData ? ClientText.Format(ClientStrings.NamedFile, File!.FileId.Exact) : null;
}

internal sealed class FileListResponse : ApiResponse
{
    [JsonPropertyName("files")]
    public List<FileObject?>? Files { get; set; }

    public override bool HasData => Files is not null;
}

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
