using System.Text.Json.Nodes;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/get_voice. Lists a cloned voice after its first use.</summary>
internal sealed class GetVoiceEndpoint(VoiceStore voices) : JsonEndpoint("get_voice", "/v1/get_voice")
{
    protected override Response Execute(RequestContext context, JsonFields fields, bool commit)
    {
        string type = fields.RequiredText("voice_type");
        ApiErrorException.ThrowIf(
            type is not ("system" or "voice_cloning" or "voice_generation" or "all"),
            "voice_type must be one of system, voice_cloning, voice_generation, all");

        var json = new JsonObject();
        if (type is "system" or "all")
        {
            json["system_voice"] = new JsonArray([.. VoiceStore.SystemVoices.Select(SystemVoice)]);
        }

        if (type is "voice_cloning" or "all")
        {
            json["voice_cloning"] = new JsonArray([.. voices.All.Where(v => v.FirstUsedAt is not null).Select(ClonedVoice)]);
        }

        if (type is "voice_generation" or "all")
        {
            json["voice_generation"] = new JsonArray();
        }

        return Response.Success(json);
    }

    private static JsonObject SystemVoice(SystemVoice voice) => new()
    {
        ["voice_id"] = voice.VoiceId,
        ["voice_name"] = voice.Name,
        ["description"] = new JsonArray(voice.Description),
    };

    private static JsonObject ClonedVoice(ClonedVoice voice) => new()
    {
        ["voice_id"] = voice.VoiceId,
        ["description"] = new JsonArray(),
        ["created_time"] = voice.CreatedTime,
    };
}

/// <summary>POST /v1/delete_voice</summary>
internal sealed class DeleteVoiceEndpoint(VoiceStore voices) : JsonEndpoint("delete_voice", "/v1/delete_voice")
{
    protected override Response Execute(RequestContext context, JsonFields fields, bool commit)
    {
        string type = fields.RequiredText("voice_type");
        ApiErrorException.ThrowIf(type is not ("voice_cloning" or "voice_generation"), "voice_type must be one of voice_cloning, voice_generation");

        string voiceId = fields.RequiredText("voice_id");
        ClonedVoice voice = (type == "voice_cloning" ? voices.Find(voiceId) : null)
            ?? throw ApiErrorException.InvalidParameters("voice_id not found");
        if (commit)
        {
            voices.Remove(voiceId);
        }

        return Response.Success(new() { ["voice_id"] = voiceId, ["created_time"] = voice.CreatedTime });
    }
}

/// <summary>GET of the address in a clone's demo_audio. Requires no key, like the signed addresses of the service.</summary>
internal sealed class DemoAudioEndpoint() : ApiEndpoint("demo_audio", HttpMethods.Get, Folder + "{name}", requiresKey: false)
{
    private const string Folder = "/demo_audio/";

    public static string UrlFor(HttpRequest request, string voiceId) =>
        $"{request.Scheme}://{request.Host}{Folder}{Uri.EscapeDataString(voiceId)}.mp3";

    public override Task<PreparedRequest> ReadAsync(RequestContext context) =>
        Task.FromResult<PreparedRequest>(_ => Response.FromBytes("audio/mpeg", Tone.Silence));
}
