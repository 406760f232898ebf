namespace MiniMax.Client.Voices;

/// <summary>
/// Synthesizes speech. Speech is billed, so a request is retried only if the service certainly synthesized none: after a rejection, or
/// if no request was sent. It is not retried after a lost response.
/// </summary>
/// <param name="client">The client of the service.</param>
/// <param name="request">The retry loop.</param>
public sealed class SpeechSynthesizer(MiniMaxClient client, RequestRetrier request)
{
    /// <summary>Synthesizes speech. Input that the service would reject is rejected before the request.</summary>
    /// <param name="speech">The text, the voice and the settings.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="MiniMaxException">The service synthesized no speech, or its response was lost.</exception>
    public async Task<SpeechResult> SynthesizeAsync(SpeechRequest speech, CancellationToken cancellationToken)
    {
        SpeechRules.ThrowIfInvalid(speech);
        try
        {
            return await request.SendAsync(ClientText.Format(ClientStrings.SpeechRequest, speech.Voice.VoiceId), c => client.SynthesizeSpeechAsync(speech, c), cancellationToken, isRepeatable: false).ConfigureAwait(false);
        }
        catch (MiniMaxException e) when (e.IsOutcomeUnknown)
        {
            throw e.WithTrailingAdvice(ClientText.Format(ClientStrings.SpeechMayBeBilled, e.Message), RemedyCode.CheckUsage);
        }
    }
}
