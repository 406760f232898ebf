namespace MiniMax.Client.Retry;

/// <summary>What the responses so far say about the refusals among them.</summary>
internal enum RefusalVerdict
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>Refusals cluster as they do under a limit: stop sending.</summary>
    Clustered,

    /// <summary>The trial had refusals too: try once more at half its pace.</summary>
    Unclear,

    /// <summary>The slower pace ended the refusals: they are about the rate.</summary>
    RateLimit,

    /// <summary>The slower pace changed nothing: the refusals are not about the rate.</summary>
    Random,
}

/// <summary>
/// Tells a rate limit from refusals at random, by two observations. Under a limit refusals cluster: a cumulative sum
/// (E. S. Page, Continuous inspection schemes, 1954) adds, for each response, the logarithm of how much more likely it
/// is under a limit than by chance. And under a limit they end when requests go out more slowly: a trial at a lower
/// pace counts them.
/// </summary>
/// <remarks>The constants are the result of the simulation in tests/MiniMax.Tests/Transfer/Simulation.</remarks>
internal sealed class RefusalDetector
{
    // Where chance alone is at work, the sum passes this no more than once in e^7 = 1,100 responses.
    private const double ClusterThreshold = 7;

    // How much of what chance leaves a limit refuses, at the least that is worth finding.
    private const double LimitShare = 0.4;

    // A service may refuse as much as this at random: the floor makes two refusals in a row no cluster, and above the
    // ceiling a limit could hide behind what was learned.
    private const double MinRandomShare = 0.05;
    private const double MaxRandomShare = 0.3;

    // Shorter trials mistake a limit for chance, longer ones cost time at the slower pace.
    private const int TrialLength = 24;
    private const int MaxRefusedInTrial = TrialLength / 2;
    private const int MaxRefusedInRow = 5;

    // What was learned counts as much as so many responses.
    private const double Memory = 128;
    private const double PriorResponses = 10;

    // Right after the pace was restored, a limit refuses nearly everything again; chance does not.
    private const int RelapseLength = 16;
    private const double RelapseShare = 0.7;

    private double _learnedResponses = PriorResponses;
    private double _learnedRefusals;
    private int _responses;
    private int _refusals;
    private int _responsesSinceRestored;
    private int _refusalsSinceRestored;
    private double _sum;
    private int _trialLeft;
    private int _refusedInRow;
    private double? _firstTrialShare;

    /// <summary>Whether the last verdict was a limit.</summary>
    public bool IsLimitKnown { get; private set; }

    private double RandomShare => Math.Min(MaxRandomShare, Math.Max(MinRandomShare, _learnedRefusals / _learnedResponses));

    /// <summary>Takes a response into account.</summary>
    /// <param name="isRefused">Whether it refused the request.</param>
    public RefusalVerdict Add(bool isRefused)
    {
        _responses++;
        _refusals += isRefused ? 1 : 0;
        _responsesSinceRestored++;
        _refusalsSinceRestored += isRefused ? 1 : 0;
        return _trialLeft > 0 ? AddToTrial(isRefused) : AddToSum(isRefused);
    }

    /// <summary>Counts the next responses as those at a pace that the service is expected to take.</summary>
    public void BeginTrial()
    {
        Forget();
        _trialLeft = TrialLength;
        _refusedInRow = 0;
        _firstTrialShare = null;
    }

    private RefusalVerdict AddToSum(bool isRefused)
    {
        var random = RandomShare;
        var limited = random + (LimitShare * (1 - random));
        _sum = Math.Max(0, _sum + Math.Log(isRefused ? limited / random : (1 - limited) / (1 - random)));
        if (_sum == 0)
        {
            // Under a limit, refusals between clusters say nothing about chance.
            if (IsLimitKnown)
            {
                Forget();
            }

            Learn();
        }

        if (_sum <= ClusterThreshold)
        {
            return RefusalVerdict.None;
        }

        IsLimitKnown |= _responsesSinceRestored <= RelapseLength && _refusalsSinceRestored >= RelapseShare * _responsesSinceRestored;
        Forget();
        return RefusalVerdict.Clustered;
    }

    private RefusalVerdict AddToTrial(bool isRefused)
    {
        _refusedInRow = isRefused ? _refusedInRow + 1 : 0;
        if (_refusedInRow == MaxRefusedInRow || _refusals > MaxRefusedInTrial)
        {
            IsLimitKnown = true;
            Forget();
            return RefusalVerdict.Clustered;
        }

        return --_trialLeft > 0 ? RefusalVerdict.None : EndTrial();
    }

    private RefusalVerdict EndTrial()
    {
        var share = (double)_refusals / TrialLength;
        var random = RandomShare;
        if (_firstTrialShare is { } first)
        {
            return Decide(isRandom: share >= first / 2);
        }

        if (_refusals <= 1 || share <= random * 1.5)
        {
            return Decide(isRandom: random > MinRandomShare && share > random / 2);
        }

        if (!IsLimitKnown)
        {
            return Decide(isRandom: true);
        }

        // Where a limit was found before, one trial is not enough: what a pause saves up hides the limit for a while.
        BeginTrial();
        _firstTrialShare = share;
        return RefusalVerdict.Unclear;
    }

    private RefusalVerdict Decide(bool isRandom)
    {
        Learn();
        IsLimitKnown = !isRandom;
        _responsesSinceRestored = _refusalsSinceRestored = 0;
        return isRandom ? RefusalVerdict.Random : RefusalVerdict.RateLimit;
    }

    private void Learn()
    {
        _learnedResponses += _responses;
        _learnedRefusals += _refusals;
        var excess = Math.Max(1, _learnedResponses / Memory);
        _learnedResponses /= excess;
        _learnedRefusals /= excess;
        Forget();
    }

    private void Forget()
    {
        _sum = 0;
        _trialLeft = 0;
        _responses = _refusals = 0;
    }
}
