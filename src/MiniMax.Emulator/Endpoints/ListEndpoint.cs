using System.Text.Json.Nodes;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>GET /v1/files/list</summary>
internal sealed class ListEndpoint(FileStore files) : ApiEndpoint
{
    public override string Name => "list";

    public override string Method => HttpMethods.Get;

    public override string Path => "/v1/files/list";

    public override Task<PreparedCall> ReadAsync(Exchange exchange)
    {
        string purpose = exchange.Context.Request.Query["purpose"].ToString();
        return Task.FromResult<PreparedCall>(_ =>
            purpose.Length == 0 ? Answer.InvalidParameters("purpose is required")
            : !FilePurpose.IsKnown(purpose) ? Answer.InvalidParameters("purpose is not known")
            : Answer.Success(new() { ["files"] = new JsonArray([.. files.All.Where(f => f.Purpose == purpose).Reverse().Select(FileJson.Of)]) }));
    }
}
