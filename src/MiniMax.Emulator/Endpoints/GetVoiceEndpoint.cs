using System.Text.Json.Nodes;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/get_voice. A clone is in the list once speech was made with it.</summary>
internal sealed class GetVoiceEndpoint(VoiceStore voices) : JsonEndpoint
{
    public override string Name => "get_voice";

    public override string Path => "/v1/get_voice";

    protected override Answer Execute(Exchange exchange, JsonFields fields, bool commit)
    {
        string type = fields.RequiredText("voice_type");
        if (type is not ("system" or "voice_cloning" or "voice_generation" or "all"))
            throw RefusedException.Invalid("voice_type must be one of system, voice_cloning, voice_generation, all");
        var answer = new JsonObject();
        if (type is "system" or "all")
            answer["system_voice"] = new JsonArray([.. SystemVoices.All.Select(SystemVoice)]);
        if (type is "voice_cloning" or "all")
            answer["voice_cloning"] = new JsonArray([.. voices.All.Where(v => v.FirstUsedAt is not null).Select(Cloned)]);
        if (type is "voice_generation" or "all")
            answer["voice_generation"] = new JsonArray();
        return Answer.Success(answer);
    }

    private static JsonObject SystemVoice((string VoiceId, string Name, string Description) voice) => new()
    {
        ["voice_id"] = voice.VoiceId,
        ["voice_name"] = voice.Name,
        ["description"] = new JsonArray(voice.Description),
    };

    private static JsonObject Cloned(ClonedVoice voice) => new()
    {
        ["voice_id"] = voice.VoiceId,
        ["description"] = new JsonArray(),
        ["created_time"] = voice.CreatedTime,
    };
}
