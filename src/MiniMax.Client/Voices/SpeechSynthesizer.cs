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
        try
        {
            return await _request.SendAsync($"Speech with {speech.Voice.VoiceId}", c => _client.SynthesizeSpeechAsync(speech, c), cancellationToken, isRepeatable: false).ConfigureAwait(false);
        }
        catch (MiniMaxException e) when (e.IsOutcomeUnknown)
        {
            throw e.WithTrailingAdvice(e.Message + " The service may have made the speech and billed it, so it was not requested again.", RemedyCode.CheckUsage);
        }
    }
}
