namespace MiniMax.Client.Deletion;

/// <summary>Removes voices, with retries as for files.</summary>
/// <param name="client">The client of the service.</param>
/// <param name="request">The retry loop.</param>
public sealed class VoiceRemover(MiniMaxClient client, RequestRetrier request)
{
    /// <summary>Removes a voice.</summary>
    /// <param name="voiceId">The voice.</param>
    /// <param name="kind">The kind of the voice.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>True if the service confirmed it; false if the response was lost and it no longer exists.</returns>
    /// <exception cref="MiniMaxException">It was not deleted, or the outcome is unknown.</exception>
    public Task<bool> RemoveAsync(string voiceId, VoiceKind kind, CancellationToken cancellationToken) =>
        DeleteReconciler.SendAsync(request, ClientText.Format(ClientStrings.VoiceDeletion, voiceId), c => client.DeleteVoiceAsync(voiceId, kind, c), c => ExistsAsync(voiceId, kind, c), cancellationToken);

    private async Task<bool> ExistsAsync(string voiceId, VoiceKind kind, CancellationToken cancellationToken)
    {
        IReadOnlyList<Voice> voices = await client.ListVoicesAsync(kind, cancellationToken).ConfigureAwait(false);
        if (voices.Any(v => v.VoiceId == voiceId))
        {
            return true;
        }

        request.Log.Warning(ClientText.Format(ClientStrings.VoiceDeletionLost, voiceId, client.Address.Host));
        return false;
    }
}
