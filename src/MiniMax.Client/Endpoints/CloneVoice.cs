using System.Text.Json;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    // A clone that is not used for speech is deleted after this time.
    private static readonly TimeSpan s_unusedCloneLifetime = TimeSpan.FromDays(7);

    /// <summary>Clones a voice from a recording: <c>POST /v1/voice_clone</c>.</summary>
    /// <param name="clone">The recording and the settings.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>The voice, with the requested ID: the service does not repeat it.</returns>
    public Task<Voice> CloneVoiceAsync(VoiceCloneRequest clone, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Command("voice_clone", clone, ContractContext.Default.VoiceCloneRequest);
        return SendAsync(request, ContractContext.Default.CloneVoiceResponse, (body, response) =>
        {
            DateTimeOffset createdAt = response.Headers.Date ?? _time.GetUtcNow();
            return new Voice
            {
                VoiceId = clone.VoiceId,
                Kind = VoiceKind.Cloned,
                CreatedAt = createdAt,
                ExpiresAt = createdAt + s_unusedCloneLifetime,
                FileId = clone.FileId,
                PromptFileId = clone.Prompt?.FileId,
                PreviewUri = _redactor.ToUri(body.DemoAudio.Value),
                IsSensitive = IsSensitive(body.InputSensitive),
                SensitiveKind = SensitiveKind(body),
                PreviewCharacters = clone.Text is null ? null : Number(body.ExtraInfo, "usage_characters"),
                TraceId = _reader.GetTraceId(response),
                BaseUri = Address.BaseUri,
            };
        }, cancellationToken);
    }

    // In the object or next to it; 0 means that there is no sensitive content.
    private static int? SensitiveKind(CloneVoiceResponse body)
    {
        int? kind = Number(body.InputSensitive, "type") ?? (int?)body.InputSensitiveType.Value;
        return kind == 0 ? null : kind;
    }

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : null;

    // True or false, or an object with the kind.
    private static bool? IsSensitive(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => !body.TryGetProperty("type", out JsonElement kind) || kind.ValueKind != JsonValueKind.Number || kind.GetDouble() != 0,
        _ => null,
    };
}
