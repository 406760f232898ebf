using MiniMax.Emulator.Files;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/voice_clone. Only this endpoint validates the duration and the speech of a recording.</summary>
internal sealed class VoiceCloneEndpoint(FileStore files, RecordingFacts recordings, VoiceStore voices, TimeProvider time)
    : JsonEndpoint("voice_clone", "/v1/voice_clone")
{
    protected override Response Execute(RequestContext context, JsonFields fields, bool commit)
    {
        long fileId = fields.RequiredInteger("file_id");
        string voiceId = fields.RequiredText("voice_id");
        VoiceRules.CheckVoiceId(voiceId);
        string? preview = fields.Text("text") is { Length: > 0 } text ? text : null;
        VoiceRules.CheckPreview(preview, fields.Text("model"));
        string? validation = fields.Text("text_validation") is { Length: > 0 } expected ? expected : null;
        VoiceRules.CheckValidation(validation, fields.Number("accuracy"));
        _ = fields.Text("language_boost");
        _ = fields.Flag("need_noise_reduction");
        _ = fields.Flag("need_volume_normalization");
        _ = fields.Flag("aigc_watermark");
        StoredFile source = Find(fileId, FilePurpose.VoiceClone, "file_id");
        (long FileId, string Text)? prompt = Prompt(fields.Object("clone_prompt"));

        ApiErrorException.ThrowIf(voices.IsTaken(voiceId), ApiCodes.VoiceIdExists);
        VoiceRules.CheckSourceAudio(recordings.Get(source), validation);
        if (prompt is { } p)
        {
            VoiceRules.CheckPromptAudio(recordings.Get(Find(p.FileId, FilePurpose.PromptAudio, "prompt_audio")), p.Text);
        }

        var voice = new ClonedVoice
        {
            VoiceId = voiceId,
            FileId = fileId,
            PromptFileId = prompt?.FileId,
            PreviewText = preview,
            CreatedAt = time.GetUtcNow(),
        };
        ApiErrorException.ThrowIf(commit && !voices.TryAdd(voice), ApiCodes.VoiceIdExists);

        return Response.Success(new()
        {
            ["input_sensitive"] = false,
            ["input_sensitive_type"] = 0,
            ["demo_audio"] = preview is null ? "" : DemoAudioEndpoint.UrlFor(context.Http.Request, voiceId),
        });
    }

    private static (long FileId, string Text)? Prompt(JsonFields? prompt)
    {
        if (prompt is null)
        {
            return null;
        }

        if (prompt.Integer("prompt_audio") is not { } fileId || prompt.Text("prompt_text") is not { } text || text.Trim().Length == 0)
        {
            throw ApiErrorException.InvalidParameters("clone_prompt requires both prompt_audio and prompt_text");
        }

        VoiceRules.CheckPromptText(text);
        return (fileId, text);
    }

    private StoredFile Find(long fileId, string purpose, string parameter) =>
        files.Find(fileId) is { } file && file.Purpose == purpose
            ? file
            : throw ApiErrorException.InvalidParameters($"{parameter}: no file has this id and the purpose {purpose}");
}
