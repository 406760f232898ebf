using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/voice_clone. Only here is it found out how long a recording plays and what is said in it.</summary>
internal sealed class VoiceCloneEndpoint(FileStore files, FactBook facts, VoiceStore voices, TimeProvider time) : JsonEndpoint
{
    public override string Name => "voice_clone";

    public override string Path => "/v1/voice_clone";

    protected override Answer Execute(Exchange exchange, JsonFields fields, bool commit)
    {
        long fileId = fields.RequiredId("file_id");
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

        if (voices.IsTaken(voiceId))
            throw new RefusedException(Answer.Error(ApiCodes.VoiceIdExists));
        VoiceRules.CheckCloneAudio(facts.Of(source), validation);
        if (prompt is { } p)
            VoiceRules.CheckPromptAudio(facts.Of(Find(p.FileId, FilePurpose.PromptAudio, "prompt_audio")), p.Text);

        var voice = new ClonedVoice { VoiceId = voiceId, FileId = fileId, PromptFileId = prompt?.FileId, PreviewText = preview, CreatedAt = time.GetUtcNow() };
        if (commit && !voices.TryAdd(voice))
            throw new RefusedException(Answer.Error(ApiCodes.VoiceIdExists));
        return Answer.Success(new()
        {
            ["input_sensitive"] = false,
            ["input_sensitive_type"] = 0,
            ["demo_audio"] = preview is null ? "" : DemoAudioEndpoint.UrlFor(exchange.Context.Request, voiceId),
        });
    }

    private static (long FileId, string Text)? Prompt(JsonFields? prompt)
    {
        if (prompt is null)
            return null;
        if (prompt.Id("prompt_audio") is not { } fileId || prompt.Text("prompt_text") is not { } text || text.Trim().Length == 0)
            throw RefusedException.Invalid("clone_prompt needs both prompt_audio and prompt_text");
        VoiceRules.CheckPromptText(text);
        return (fileId, text);
    }

    private StoredFile Find(long fileId, string purpose, string parameter) =>
        files.Find(fileId) is { } file && file.Purpose == purpose
            ? file
            : throw RefusedException.Invalid($"{parameter}: there is no file with this id and purpose {purpose}");
}
