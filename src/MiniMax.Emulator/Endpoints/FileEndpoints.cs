using System.Globalization;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>GET /v1/files/…: an endpoint that reads the stored files.</summary>
internal abstract class FileQueryEndpoint(string name, FileStore files) : ApiEndpoint(name, HttpMethods.Get, "/v1/files/" + name)
{
    protected FileStore Files { get; } = files;

    public override Task<PreparedRequest> ReadAsync(RequestContext context) =>
        Task.FromResult<PreparedRequest>(_ => Execute(context.Http.Request.Query));

    protected abstract Response Execute(IQueryCollection query);

    protected StoredFile FindFile(IQueryCollection query)
    {
        string text = query["file_id"].ToString();
        ApiErrorException.ThrowIf(text.Length == 0, "file_id is required");
        ApiErrorException.ThrowIf(!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id), "file_id must be an integer");
        return Files.Find(id) ?? throw ApiErrorException.InvalidParameters("file not found");
    }
}

/// <summary>GET /v1/files/list</summary>
internal sealed class ListEndpoint(FileStore files) : FileQueryEndpoint("list", files)
{
    protected override Response Execute(IQueryCollection query)
    {
        string purpose = query["purpose"].ToString();
        // The documentation requires a purpose; the vendor's own CLI sends none.
        ApiErrorException.ThrowIf(purpose.Length > 0 && !FilePurpose.IsKnown(purpose), "purpose is not known");
        IEnumerable<StoredFile> newestFirst = Files.All.Where(f => purpose.Length == 0 || f.Purpose == purpose).Reverse();
        return Response.Success(new() { ["files"] = new JsonArray([.. newestFirst.Select(FileObject.Create)]) });
    }
}

/// <summary>GET /v1/files/retrieve</summary>
internal sealed class RetrieveEndpoint(FileStore files) : FileQueryEndpoint("retrieve", files)
{
    protected override Response Execute(IQueryCollection query) =>
        Response.Success(new() { ["file"] = FileObject.Create(FindFile(query)) });
}

/// <summary>GET /v1/files/retrieve_content</summary>
internal sealed class RetrieveContentEndpoint(FileStore files) : FileQueryEndpoint("retrieve_content", files)
{
    protected override Response Execute(IQueryCollection query)
    {
        StoredFile file = FindFile(query);
        return file.Content is { } content
            ? Response.FromBytes(ContentType(file.FileName), content)
            : Response.InvalidParameters("the emulator runs with --discard-content");
    }

    private static string ContentType(string fileName) => System.IO.Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".mp3" => "audio/mpeg",
        ".m4a" => "audio/mp4",
        _ => "audio/wav",
    };
}

/// <summary>POST /v1/files/delete</summary>
internal sealed class DeleteEndpoint(FileStore files) : JsonEndpoint("delete", "/v1/files/delete")
{
    protected override Response Execute(RequestContext context, JsonFields fields, bool commit)
    {
        long id = fields.RequiredInteger("file_id");
        string purpose = fields.RequiredText("purpose");
        StoredFile file = files.Find(id) ?? throw ApiErrorException.InvalidParameters("file not found");
        ApiErrorException.ThrowIf(file.Purpose != purpose, "purpose is not the purpose of the file");

        if (commit)
        {
            files.Remove(id);
            context.RecordFileCount(files.Count);
        }

        return Response.Success(new() { ["file_id"] = id });
    }
}

internal static class FileObject
{
    public static JsonObject Create(StoredFile file) => new()
    {
        ["file_id"] = file.FileId,
        ["bytes"] = file.Bytes,
        ["created_at"] = file.CreatedAt.ToUnixTimeSeconds(),
        ["filename"] = file.FileName,
        ["purpose"] = file.Purpose,
    };
}
