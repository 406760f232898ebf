using MiniMax.Client.Contracts;
using MiniMax.Client.Endpoints;
using MiniMax.Client.Errors;
using MiniMax.Client.Models;
using MiniMax.Client.Retry;

namespace MiniMax.Client.Voices;

/// <summary>
/// Makes speech. It is billed, so it is requested again only where the service certainly made none: after a refusal, and
/// where no request went out. After a lost response it is not.
/// </summary>
public sealed class SpeechSynthesizer
{
    private readonly MiniMaxClient _client;
    private readonly RequestRetrier _request;

    /// <summary>Makes a maker of speech.</summary>
    /// <param name="client">Where to.</param>
    /// <param name="request">How often it is tried.</param>
    public SpeechSynthesizer(MiniMaxClient client, RequestRetrier request)
    {
        _client = client;
        _request = request;
    }

    /// <summary>Makes speech. What the service would reject is rejected here, and nothing is sent.</summary>
    /// <param name="speech">What is spoken, by whom and how.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MiniMaxException">There is no speech, or the response with it was lost.</exception>
    public async Task<SpeechResult> SynthesizeAsync(SpeechRequest speech, CancellationToken cancellationToken)
    {
        SpeechRules.ThrowIfInvalid(speech);
        string what = $"Speech with {speech.Voice.VoiceId}";
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await _client.SynthesizeSpeechAsync(speech, cancellationToken).ConfigureAwait(false);
            }
            catch (MiniMaxException e)
            {
                bool mayRetry = _request.MayRetry(what, attempt, e);
                if (e.IsOutcomeUnknown)
                {
                    throw e.WithTrailingAdvice(e.Message + " The service may have made the speech and billed it, so it was not requested again.", RemedyCode.CheckUsage);
                }

                if (!mayRetry)
                {
                    throw;
                }

                await _request.PauseAsync(what, attempt, e, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
