using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Endpoints;

/// <summary>GET /v1/files/retrieve</summary>
internal sealed class RetrieveEndpoint(FileStore files) : QueryEndpoint(files)
{
    public override string Name => "retrieve";

    public override string Path => "/v1/files/retrieve";

    protected override Answer Execute(HttpRequest request) => Answer.Success(new() { ["file"] = FileJson.Of(File(request)) });
}
