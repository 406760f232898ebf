using MiniMax.Emulator.Files;
using MiniMax.Emulator.Multipart;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/files/upload</summary>
internal sealed class UploadEndpoint(FileStore files, bool keepContent, TimeProvider time)
    : ApiEndpoint("upload", HttpMethods.Post, "/v1/files/upload")
{
    public override async Task<PreparedRequest> ReadAsync(RequestContext context)
    {
        UploadForm form = await UploadForm.ReadAsync(context, keepContent);
        string? purpose = form.Field("purpose");
        return commit => FindProblem(form, purpose) is { } problem
            ? Response.InvalidParameters(problem)
            : Store(context, form, purpose!, commit);
    }

    private static string? FindProblem(UploadForm form, string? purpose) => form switch
    {
        { Problem: { } problem } => problem,
        _ when purpose is null => "purpose is required",
        { File: null } or { Content: null } => "file is required",
        _ when !FilePurpose.CanBeUploaded(purpose) => "purpose must be one of prompt_audio, voice_clone",
        { File.FileName: null or "" } => "file has no filename",
        _ when !IsAudioName(form.File.FileName) => "file type is not supported: mp3, m4a or wav",
        { Content.Length: 0 } => "file is empty",
        { Content.Length: > ReceivedContent.MaxFileBytes } => "file is too large: at most 20 MB",
        _ => null,
    };

    private static bool IsAudioName(string name) =>
        System.IO.Path.GetExtension(name).ToLowerInvariant() is ".mp3" or ".m4a" or ".wav";

    private Response Store(RequestContext context, UploadForm form, string purpose, bool commit)
    {
        StoredFile file = files.Add(
            id => form.Content!.ToFile(id, form.File!.FileName!, purpose, time.GetUtcNow(), form.File.ContentType),
            commit);
        if (commit)
        {
            context.RecordStored(file.FileId, files.Count);
        }

        return Response.Success(new() { ["file"] = FileObject.Create(file) });
    }
}
