using System.Text.Json.Nodes;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Endpoints;

/// <summary>A file as the API shows it.</summary>
internal static class FileJson
{
    public static JsonObject Of(StoredFile file) => new()
    {
        ["file_id"] = file.FileId,
        ["bytes"] = file.Bytes,
        ["created_at"] = file.CreatedAt.ToUnixTimeSeconds(),
        ["filename"] = file.FileName,
        ["purpose"] = file.Purpose,
    };
}
