using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/files/delete</summary>
internal sealed class DeleteEndpoint(FileStore files) : JsonEndpoint
{
    public override string Name => "delete";

    public override string Path => "/v1/files/delete";

    protected override Answer Execute(Exchange exchange, JsonFields fields, bool commit)
    {
        long id = fields.RequiredId("file_id");
        string purpose = fields.RequiredText("purpose");
        StoredFile file = files.Find(id) ?? throw RefusedException.Invalid("file not found");
        if (file.Purpose != purpose)
            throw RefusedException.Invalid("purpose is not the purpose of the file");
        if (commit)
        {
            files.Remove(id);
            exchange.FilesChanged(files.Count);
        }
        return Answer.Success(new() { ["file_id"] = id });
    }
}
