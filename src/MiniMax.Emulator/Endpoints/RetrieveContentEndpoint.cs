using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Endpoints;

/// <summary>GET /v1/files/retrieve_content</summary>
internal sealed class RetrieveContentEndpoint(FileStore files) : QueryEndpoint(files)
{
    public override string Name => "retrieve_content";

    public override string Path => "/v1/files/retrieve_content";

    protected override Answer Execute(HttpRequest request)
    {
        StoredFile file = File(request);
        return file.Content is { } content
            ? Answer.Bytes(ContentType(file.FileName), content)
            : Answer.InvalidParameters("the emulator was started without keeping content");
    }

    private static string ContentType(string fileName) => System.IO.Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".mp3" => "audio/mpeg",
        ".m4a" => "audio/mp4",
        _ => "audio/wav",
    };
}
