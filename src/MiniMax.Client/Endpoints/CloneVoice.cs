using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    /// <summary>Makes a voice from a recording: <c>POST /v1/voice_clone</c>.</summary>
    /// <param name="clone">What from, and how.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>The voice, with the id that was asked for: the service does not repeat it.</returns>
    public Task<Voice> CloneVoiceAsync(VoiceCloneRequest clone, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Command("voice_clone", clone, CloneVoiceContext.Default.VoiceCloneRequest);
        return SendAsync(request, CloneVoiceContext.Default.CloneVoiceAnswer, (answer, response) =>
        {
            var createdAt = response.Headers.Date ?? Clock.System.UtcNow;
            return new Voice
            {
                VoiceId = clone.VoiceId,
                Kind = VoiceKind.Cloned,
                CreatedAt = createdAt,
                ExpiresAt = createdAt + VoiceRules.UnusedFor,
                FileId = clone.FileId,
                PromptFileId = clone.Prompt?.FileId,
                PreviewUri = _redactor.ToUri(answer.DemoAudio.Value),
                IsSensitive = IsSensitive(answer.InputSensitive),
                SensitiveKind = SensitiveKind(answer),
                PreviewCharacters = clone.Text is null ? null : Number(answer.ExtraInfo, "usage_characters"),
                TraceId = _reader.TraceId(response),
                BaseUri = Address.BaseUri,
            };
        }, cancellationToken);
    }

    // It comes in the object, or beside it; 0 is none.
    private static int? SensitiveKind(CloneVoiceAnswer answer)
    {
        var kind = Number(answer.InputSensitive, "type") ?? (int?)answer.InputSensitiveType.Value;
        return kind == 0 ? null : kind;
    }

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    // It comes as true or false, or as an object with the kind.
    private static bool? IsSensitive(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => !answer.TryGetProperty("type", out var kind) || kind.ValueKind != JsonValueKind.Number || kind.GetDouble() != 0,
        _ => null,
    };
}

/// <summary>Answer of <c>POST /v1/voice_clone</c>.</summary>
internal sealed class CloneVoiceAnswer : ApiAnswer
{
    [JsonPropertyName("input_sensitive")]
    public JsonElement InputSensitive { get; set; }

    [JsonPropertyName("input_sensitive_type")]
    public LenientNumber InputSensitiveType { get; set; }

    [JsonPropertyName("extra_info")]
    public JsonElement ExtraInfo { get; set; }

    [JsonPropertyName("demo_audio")]
    public LenientText DemoAudio { get; set; }

    // The service does not repeat the voice id.
    public override bool HasData => InputSensitive.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) || DemoAudio.Value is not null;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoiceCloneRequest))]
[JsonSerializable(typeof(CloneVoiceAnswer))]
internal sealed partial class CloneVoiceContext : JsonSerializerContext;
