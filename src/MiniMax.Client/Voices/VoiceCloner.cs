namespace MiniMax.Client;

/// <summary>
/// Makes voices. A clone must not be asked for twice: after a lost answer the list of voices is asked before it is
/// tried again, and a voice id that is taken all of a sudden is the one that was made.
/// </summary>
public sealed class VoiceCloner
{
    private const int VoiceIdExists = 2039;

    private const string NotListed = "The voice may be there all the same; it is not in the list of voices yet.";

    // created_time is a day, by a clock in whatever time zone.
    private static readonly TimeSpan s_resolution = TimeSpan.FromDays(1);

    private readonly MiniMaxClient _client;
    private readonly RetriedRequest _request;
    private readonly IRequestLog _log;

    /// <summary>Makes a cloner.</summary>
    /// <param name="client">Where to.</param>
    /// <param name="request">How often it is tried.</param>
    /// <param name="log">Gets a warning where something is not certain.</param>
    public VoiceCloner(MiniMaxClient client, RetriedRequest request, IRequestLog log)
    {
        _client = client;
        _request = request;
        _log = log;
    }

    /// <summary>Makes a voice.</summary>
    /// <param name="clone">What from, and how. What the service would refuse is refused here, and nothing is sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MiniMaxException">There is no such voice, or it cannot be told.</exception>
    public async Task<Voice> CloneAsync(VoiceCloneRequest clone, CancellationToken cancellationToken)
    {
        VoiceRules.Require(clone);
        var began = DateTimeOffset.UtcNow;
        var mayExist = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _client.CloneVoiceAsync(clone, cancellationToken).ConfigureAwait(false);
            }
            catch (MiniMaxException e) when (mayExist && e.ApiCode == VoiceIdExists)
            {
                return Recovered(clone, null, e.TraceId);
            }
            catch (MiniMaxException e)
            {
                var what = $"Voice {clone.VoiceId}";
                var mayRetry = _request.MayRetry(what, attempt, e);
                if (!mayRetry && !e.MayBeStored)
                {
                    // What an earlier attempt left in doubt stays so, whatever this one met.
                    if (mayExist)
                    {
                        throw Unsure(e, NotListed);
                    }

                    throw;
                }

                await _request.PauseAsync(what, attempt, e, cancellationToken).ConfigureAwait(false);
                if (e.MayBeStored)
                {
                    var found = await FindAsync(clone, e, cancellationToken).ConfigureAwait(false);
                    // Where an older voice has the id, nothing was made: a later "it exists" is about that one.
                    mayExist = !(found?.CreatedAt < began - s_resolution - s_resolution);
                    if (found is not null && mayExist)
                    {
                        return Recovered(clone, found, found.TraceId);
                    }
                }

                if (!mayRetry)
                {
                    throw Unsure(e, NotListed);
                }
            }
        }
    }

    private async Task<Voice?> FindAsync(VoiceCloneRequest clone, MiniMaxException lost, CancellationToken cancellationToken)
    {
        IReadOnlyList<Voice> voices;
        try
        {
            voices = await _request.SendAsync("Voices", c => _client.ListVoicesAsync(VoiceKind.Cloned, c), cancellationToken).ConfigureAwait(false);
        }
        catch (MiniMaxException)
        {
            throw Unsure(lost, "The voice may be there all the same; the service could not be asked, and nothing is cloned twice.");
        }

        return voices.FirstOrDefault(v => v.VoiceId == clone.VoiceId);
    }

    private Voice Recovered(VoiceCloneRequest clone, Voice? listed, string? traceId)
    {
        var preview = clone.Text is null ? "" : " Its preview was lost with the answer.";
        _log.Warning($"{clone.VoiceId}: the answer was lost, but {_client.Address.Host} has the voice.{preview}");
        var createdAt = DateTimeOffset.UtcNow;
        return new Voice
        {
            VoiceId = clone.VoiceId,
            Kind = VoiceKind.Cloned,
            Description = listed?.Description,
            CreatedAt = createdAt,
            ExpiresAt = createdAt + VoiceRules.UnusedFor,
            FileId = clone.FileId,
            PromptFileId = clone.Prompt?.FileId,
            TraceId = traceId,
            BaseUri = _client.Address.BaseUri,
        };
    }

    private static MiniMaxException Unsure(MiniMaxException error, string what)
    {
        var unsure = error.Reworded(error.Message + " " + what, "Look with Get-MiniMaxVoice before it is cloned again. " + error.Remedy);
        unsure.MayBeStored = true;
        return unsure;
    }
}
