namespace MiniMax.Client.Retry;

/// <summary>What the responses so far indicate about throttling.</summary>
internal enum RateLimitSignal
{
    /// <summary>No new result.</summary>
    None,

    /// <summary>Throttled requests cluster as they do under a limit: stop sending.</summary>
    Clustered,

    /// <summary>Requests were throttled in the trial, too: try once more at half its pace.</summary>
    Unclear,

    /// <summary>The slower pace ended the throttling: the rate is the cause.</summary>
    RateLimit,

    /// <summary>The slower pace changed nothing: the rate is not the cause.</summary>
    Random,
}

/// <summary>
/// Distinguishes a rate limit from random throttling, by two observations. Under a limit, throttled requests cluster: a cumulative sum
/// (E. S. Page, Continuous inspection schemes, 1954) adds, for each response, the logarithm of how much more likely it
/// is under a limit than by chance. And under a limit they end when requests go out more slowly: a trial at a lower
/// pace counts them.
/// </summary>
/// <remarks>The constants are the result of the simulation in tests/MiniMax.Tests/Transfer/Simulation.</remarks>
internal sealed class RateLimitDetector
{
    // By chance alone, the sum passes this at most once in e^7 = 1,100 responses.
    private const double ClusterThreshold = 7;

    // The share of other requests that a limit throttles, at the minimum that is worth detecting.
    private const double LimitShare = 0.4;

    // The random share that a service may throttle: with the minimum, two consecutive ones are not a cluster, and above the
    // maximum, a limit could hide behind the learned share.
    private const double MinRandomShare = 0.05;
    private const double MaxRandomShare = 0.3;

    // Shorter trials mistake a limit for chance, longer ones cost time at the slower pace.
    private const int TrialLength = 24;
    private const int MaxThrottledInTrial = TrialLength / 2;
    private const int MaxThrottledInRow = 5;

    // The weight of the learned share, in responses.
    private const double Memory = 128;
    private const double PriorResponses = 10;

    // After the pace is restored, a limit throttles nearly all requests again; chance does not.
    private const int RelapseLength = 16;
    private const double RelapseShare = 0.7;

    private double _learnedResponses = PriorResponses;
    private double _learnedThrottled;
    private int _responses;
    private int _throttled;
    private int _responsesSinceRestored;
    private int _throttledSinceRestored;
    private double _sum;
    private int _trialLeft;
    private int _throttledInRow;
    private double? _firstTrialShare;

    /// <summary>Whether the last result was a limit.</summary>
    public bool IsLimitKnown { get; private set; }

    private double RandomShare => Math.Min(MaxRandomShare, Math.Max(MinRandomShare, _learnedThrottled / _learnedResponses));

    public RateLimitSignal Add(bool isThrottled)
    {
        _responses++;
        _throttled += isThrottled ? 1 : 0;
        _responsesSinceRestored++;
        _throttledSinceRestored += isThrottled ? 1 : 0;
        return _trialLeft > 0 ? AddToTrial(isThrottled) : AddToSum(isThrottled);
    }

    /// <summary>Starts a trial at a pace that the service is expected to accept.</summary>
    public void BeginTrial()
    {
        Forget();
        _trialLeft = TrialLength;
        _throttledInRow = 0;
        _firstTrialShare = null;
    }

    private RateLimitSignal AddToSum(bool isThrottled)
    {
        double random = RandomShare;
        double limited = random + (LimitShare * (1 - random));
        _sum = Math.Max(0, _sum + Math.Log(isThrottled ? limited / random : (1 - limited) / (1 - random)));
        if (_sum == 0)
        {
            // Under a limit, throttled requests between clusters say nothing about chance.
            if (IsLimitKnown)
            {
                Forget();
            }

            Learn();
        }

        if (_sum <= ClusterThreshold)
        {
            return RateLimitSignal.None;
        }

        IsLimitKnown |= _responsesSinceRestored <= RelapseLength && _throttledSinceRestored >= RelapseShare * _responsesSinceRestored;
        Forget();
        return RateLimitSignal.Clustered;
    }

    private RateLimitSignal AddToTrial(bool isThrottled)
    {
        _throttledInRow = isThrottled ? _throttledInRow + 1 : 0;
        if (_throttledInRow == MaxThrottledInRow || _throttled > MaxThrottledInTrial)
        {
            IsLimitKnown = true;
            Forget();
            return RateLimitSignal.Clustered;
        }

        return --_trialLeft > 0 ? RateLimitSignal.None : EndTrial();
    }

    private RateLimitSignal EndTrial()
    {
        double share = (double)_throttled / TrialLength;
        double random = RandomShare;
        if (_firstTrialShare is { } first)
        {
            return Decide(isRandom: share >= first / 2);
        }

        if (_throttled <= 1 || share <= random * 1.5)
        {
            return Decide(isRandom: random > MinRandomShare && share > random / 2);
        }

        if (!IsLimitKnown)
        {
            return Decide(isRandom: true);
        }

        // If a limit was found before, one trial is not enough, because the requests that a pause saves hide the limit for a while.
        BeginTrial();
        _firstTrialShare = share;
        return RateLimitSignal.Unclear;
    }

    private RateLimitSignal Decide(bool isRandom)
    {
        Learn();
        IsLimitKnown = !isRandom;
        _responsesSinceRestored = _throttledSinceRestored = 0;
        return isRandom ? RateLimitSignal.Random : RateLimitSignal.RateLimit;
    }

    private void Learn()
    {
        _learnedResponses += _responses;
        _learnedThrottled += _throttled;
        double excess = Math.Max(1, _learnedResponses / Memory);
        _learnedResponses /= excess;
        _learnedThrottled /= excess;
        Forget();
    }

    private void Forget()
    {
        _sum = 0;
        _trialLeft = 0;
        _responses = _throttled = 0;
    }
}
