namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    /// <summary>Removes a voice: <c>POST /v1/delete_voice</c>. It cannot be undone.</summary>
    /// <param name="voiceId">The voice.</param>
    /// <param name="kind">The kind of the voice; system voices cannot be deleted.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<string> DeleteVoiceAsync(string voiceId, VoiceKind kind, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Command("delete_voice", new DeleteVoiceRequest(VoiceType(kind), voiceId), ContractContext.Default.DeleteVoiceRequest);
        return SendAsync(request, ContractContext.Default.DeleteVoiceResponse, (body, response) =>
            body.VoiceId.Value is { Length: > 0 } id && id != voiceId
                ? throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.OtherVoice, ServerText.Clean(id, _redactor), voiceId))
                : voiceId, cancellationToken);
    }
}
