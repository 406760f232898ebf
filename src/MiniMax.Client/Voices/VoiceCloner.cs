namespace MiniMax.Client.Voices;

/// <summary>
/// Clones voices. A clone must not be requested twice: the list of voices is read before the first attempt and after a lost
/// response. The list lacks unused clones and has only dates, so it cannot prove which call created a voice. A voice that
/// is found after a lost response is returned without its recordings.
/// </summary>
/// <param name="client">The client of the service.</param>
/// <param name="request">The retry loop.</param>
public sealed class VoiceCloner(MiniMaxClient client, RequestRetrier request)
{
    private const int VoiceIdExists = 2039;

    /// <summary>Clones a voice.</summary>
    /// <param name="clone">The recording and the settings. Input that the service would reject is rejected before the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="MiniMaxException">The voice was not cloned, or the outcome is unknown.</exception>
    public async Task<Voice> CloneAsync(VoiceCloneRequest clone, CancellationToken cancellationToken)
    {
        VoiceRules.ThrowIfInvalid(clone);
        await ThrowIfTakenAsync(clone, cancellationToken).ConfigureAwait(false);
        string? doubt = null;
        try
        {
            return await request.SendAsync(ClientText.Format(ClientStrings.VoiceRequest, clone.VoiceId), SendAsync, cancellationToken, reconcile: FindAsync).ConfigureAwait(false);
        }
        catch (MiniMaxException e) when (doubt is not null)
        {
            // If the outcome of an earlier attempt is unknown, it stays unknown after any later error.
            throw e.WithUnknownOutcome(ClientText.Format(doubt, e.Message), RemedyCode.CheckVoiceList);
        }

        async Task<Voice> SendAsync(CancellationToken cancellation)
        {
            try
            {
                return await client.CloneVoiceAsync(clone, cancellation).ConfigureAwait(false);
            }
            catch (MiniMaxException e) when (doubt is not null && e.ApiCode == VoiceIdExists)
            {
                return Recovered(clone, null, e.TraceId);
            }
        }

        async Task<Voice?> FindAsync(MiniMaxException lost, CancellationToken cancellation)
        {
            try
            {
                doubt = ClientStrings.VoiceMayExist;
                IReadOnlyList<Voice> voices = await request.SendAsync(ClientStrings.VoiceListRequest, c => client.ListVoicesAsync(VoiceKind.Cloned, c), cancellation).ConfigureAwait(false);
                return voices.FirstOrDefault(v => v.VoiceId == clone.VoiceId) is { } found ? Recovered(clone, found, found.TraceId) : null;
            }
            catch (MiniMaxException)
            {
                doubt = ClientStrings.VoiceMayExistWithoutList;
                throw lost;
            }
        }
    }

    // An unused clone is not listed, so only an ID that is in the list is conclusive.
    private async Task ThrowIfTakenAsync(VoiceCloneRequest clone, CancellationToken cancellationToken)
    {
        Voice? listed;
        try
        {
            IReadOnlyList<Voice> voices = await client.ListVoicesAsync(VoiceKind.Cloned, cancellationToken).ConfigureAwait(false);
            listed = voices.FirstOrDefault(v => v.VoiceId == clone.VoiceId);
        }
        catch (MiniMaxException e) when (!e.IsFatal)
        {
            request.Log.Verbose(ClientText.Format(ClientStrings.VoiceListUnavailable, clone.VoiceId, e.ErrorId, e.Message));
            return;
        }

        if (listed is not null)
        {
            throw new MiniMaxException(ErrorIds.ApiError, ClientText.Format(ClientStrings.VoiceExists, clone.VoiceId), RemedyCode.Default)
            {
                ApiCode = VoiceIdExists,
                Host = client.Address.Host,
                TraceId = listed.TraceId,
            };
        }
    }

    private Voice Recovered(VoiceCloneRequest clone, Voice? listed, string? traceId)
    {
        request.Log.Warning(ClientText.Format(clone.Text is null ? ClientStrings.VoiceRecovered : ClientStrings.VoiceRecoveredWithoutPreview, clone.VoiceId, client.Address.Host));
        return new Voice
        {
            VoiceId = clone.VoiceId,
            Kind = VoiceKind.Cloned,
            Description = listed?.Description,
            CreatedAt = listed?.CreatedAt,
            TraceId = traceId,
            BaseUri = client.Address.BaseUri,
        };
    }
}
