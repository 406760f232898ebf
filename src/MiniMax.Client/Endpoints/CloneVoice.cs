using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    internal const string VoiceIdExists = "Choose another -VoiceId. Get-MiniMaxVoice lists only the clones that were used for speech, and the ID of a deleted voice can never be used again.";

    private static readonly Dictionary<int, string> s_cloneRemedies = new()
    {
        [1000] = "At this step, the cause is often a bad recording. Check both with Test-MiniMaxCloneAudio and Test-MiniMaxPromptAudio, and send them again. If both are valid, contact MiniMax support and quote the trace ID.",
        [ApiStatus.InvalidParametersCode] = "Check that -FileId was sent by Send-MiniMaxCloneAudio and -PromptFileId by Send-MiniMaxPromptAudio, and the texts and the model.",
        [1043] = "Specify in -ValidationText what is said in the recording, or omit the parameter.",
        [1044] = "Specify in -PromptText what is said in the prompt audio, word for word.",
        [2037] = "The recording that is cloned must be 10 s to 5 min long: check it with Test-MiniMaxCloneAudio, and send it with Send-MiniMaxCloneAudio.",
        [2039] = VoiceIdExists,
        [2061] = "A Token Plan key (sk-cp-…) cannot clone voices with any model. Use a pay-as-you-go key (sk-api-…).",
        [2048] = "The prompt audio must be shorter than 8 s: cut it with ConvertTo-MiniMaxPromptAudio, and send it with Send-MiniMaxPromptAudio.",
    };

    /// <summary>Makes a voice from a recording: <c>POST /v1/voice_clone</c>.</summary>
    /// <param name="clone">What from, and how.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>The voice, with the id that was asked for: the service does not repeat it.</returns>
    public Task<Voice> CloneVoiceAsync(VoiceCloneRequest clone, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Command("voice_clone", clone, CloneVoiceContext.Default.VoiceCloneRequest) with { Remedies = s_cloneRemedies };
        return SendAsync(request, CloneVoiceContext.Default.CloneVoiceAnswer, (answer, response) =>
        {
            var createdAt = response.Headers.Date ?? DateTimeOffset.UtcNow;
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
