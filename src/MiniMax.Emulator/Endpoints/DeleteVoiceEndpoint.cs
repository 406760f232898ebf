using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/delete_voice</summary>
internal sealed class DeleteVoiceEndpoint(VoiceStore voices) : JsonEndpoint
{
    public override string Name => "delete_voice";

    public override string Path => "/v1/delete_voice";

    protected override Answer Execute(Exchange exchange, JsonFields fields, bool commit)
    {
        string type = fields.RequiredText("voice_type");
        if (type is not ("voice_cloning" or "voice_generation"))
            throw RefusedException.Invalid("voice_type must be one of voice_cloning, voice_generation");
        string voiceId = fields.RequiredText("voice_id");
        ClonedVoice voice = (type == "voice_cloning" ? voices.Find(voiceId) : null) ?? throw RefusedException.Invalid("voice_id not found");
        if (commit)
            voices.Remove(voiceId);
        return Answer.Success(new() { ["voice_id"] = voiceId, ["created_time"] = voice.CreatedTime });
    }
}
