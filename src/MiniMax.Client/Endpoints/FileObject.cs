using System.Text.Json.Serialization;

namespace MiniMax.Client;

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

    [JsonPropertyName("download_url")]
    public string? DownloadUrl { get; set; }

    /// <summary>Whether there is an id: without one it is no file.</summary>
    [JsonIgnore]
    public bool IsIdentified => FileId is > 0;
}

/// <summary>An answer about one file.</summary>
internal sealed class FileAnswer : ApiAnswer
{
    [JsonPropertyName("file")]
    public FileObject? File { get; set; }
}

/// <summary>An answer about files.</summary>
internal sealed class FileListAnswer : ApiAnswer
{
    [JsonPropertyName("files")]
    public List<FileObject>? Files { get; set; }
}

// Ids come as numbers and as strings.
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(FileListAnswer))]
internal sealed partial class FileAnswerContext : JsonSerializerContext;
