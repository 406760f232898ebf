using System.Text.Json.Nodes;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Endpoints;

/// <summary>GET /v1/files/list</summary>
internal sealed class ListEndpoint(FileStore files) : QueryEndpoint(files)
{
    public override string Name => "list";

    public override string Path => "/v1/files/list";

    protected override Answer Execute(HttpRequest request)
    {
        string purpose = request.Query["purpose"].ToString();
        // The documentation requires a purpose; the vendor's own CLI lists without one.
        if (purpose.Length > 0 && !FilePurpose.IsKnown(purpose))
            throw RefusedException.Invalid("purpose is not known");
        IEnumerable<StoredFile> newestFirst = Files.All.Where(f => purpose.Length == 0 || f.Purpose == purpose).Reverse();
        return Answer.Success(new() { ["files"] = new JsonArray([.. newestFirst.Select(FileJson.Of)]) });
    }
}
