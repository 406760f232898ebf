using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Multipart;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/files/upload</summary>
internal sealed class UploadEndpoint(FileStore files, bool keepContent, TimeProvider time) : ApiEndpoint
{
    public override string Name => "upload";

    public override string Method => HttpMethods.Post;

    public override string Path => "/v1/files/upload";

    public override async Task<PreparedCall> ReadAsync(Exchange exchange)
    {
        UploadForm form = await UploadForm.ReadAsync(exchange, keepContent);
        return commit => Refusal(form) is { } problem ? Answer.InvalidParameters(problem) : Store(exchange, form, commit);
    }

    private static string? Refusal(UploadForm form) => form switch
    {
        { Problem: { } problem } => problem,
        { Purpose: null } => "purpose is required",
        { File: null } or { Content: null } => "file is required",
        _ when !FilePurpose.CanBeUploaded(form.Purpose) => "purpose must be one of prompt_audio, voice_clone",
        { File.FileName: null or "" } => "file has no filename",
        _ when !IsAudioName(form.File.FileName) => "file type is not supported: mp3, m4a or wav",
        { Content.Length: 0 } => "file is empty",
        { Content.Length: > FileContent.Limit } => "file is too large: at most 20 MB",
        _ => null,
    };

    private static bool IsAudioName(string name) =>
        System.IO.Path.GetExtension(name).ToLowerInvariant() is ".mp3" or ".m4a" or ".wav";

    private Answer Store(Exchange exchange, UploadForm form, bool commit)
    {
        FileContent content = form.Content!;
        StoredFile file = files.Add(
            id => content.Store(id, form.File!.FileName!, form.Purpose!, time.GetUtcNow(), form.File.ContentType),
            commit);
        if (commit)
            exchange.Stored(file.FileId, files.Count);
        return Answer.Success(new() { ["file"] = FileJson.Of(file) });
    }
}
