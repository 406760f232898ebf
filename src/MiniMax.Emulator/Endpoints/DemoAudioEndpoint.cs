using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>GET of the address that a clone's answer names in demo_audio. It needs no key, as the signed addresses of the real service.</summary>
internal sealed class DemoAudioEndpoint : ApiEndpoint
{
    private const string Folder = "/demo_audio/";

    public override string Name => "demo_audio";

    public override string Method => HttpMethods.Get;

    public override string Path => Folder + "{name}";

    public override bool NeedsKey => false;

    public static string UrlFor(HttpRequest request, string voiceId) =>
        $"{request.Scheme}://{request.Host}{Folder}{Uri.EscapeDataString(voiceId)}.mp3";

    public override Task<PreparedCall> ReadAsync(Exchange exchange) =>
        Task.FromResult<PreparedCall>(_ => Answer.Bytes("audio/mpeg", SilentMp3.Bytes));
}
