using System.Text.Json.Serialization;

namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    private static readonly Dictionary<int, string> s_deleteVoiceRemedies = new()
    {
        [ApiStatus.InvalidParametersCode] = "Check the voice id and its kind; Get-MiniMaxVoice lists both.",
    };

    /// <summary>Removes a voice: <c>POST /v1/delete_voice</c>. It cannot be undone.</summary>
    /// <param name="voiceId">The voice.</param>
    /// <param name="kind">Where it comes from; the service keeps its own.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<string> DeleteVoiceAsync(string voiceId, VoiceKind kind, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Command("delete_voice", new DeleteVoiceRequest(VoiceType(kind), voiceId), DeleteVoiceContext.Default.DeleteVoiceRequest) with { Remedies = s_deleteVoiceRemedies };
        return SendAsync(request, ApiAnswerContext.Default.ApiAnswer, (_, _) => voiceId, cancellationToken);
    }
}

/// <summary>Body of <c>POST /v1/delete_voice</c>.</summary>
internal sealed class DeleteVoiceRequest(string voiceType, string voiceId)
{
    [JsonPropertyName("voice_type")]
    public string VoiceType { get; } = voiceType;

    [JsonPropertyName("voice_id")]
    public string VoiceId { get; } = voiceId;
}

[JsonSerializable(typeof(DeleteVoiceRequest))]
internal sealed partial class DeleteVoiceContext : JsonSerializerContext;
