namespace MiniMax.Client.Checkpoints;

/// <summary>
/// How long the in-flight uploads of other runs have not been renewed, by the clock of this run. Only time in which this run
/// can check counts: after a pause of this run or of the holder of the lock, the owners get time to renew.
/// </summary>
internal sealed class LeaseMonitor(TimeProvider time)
{
    private static readonly TimeSpan s_maxStep = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Run, string Sha256), (long Renewals, TimeSpan LookedAt, TimeSpan Silence)> _seen = [];

    /// <summary>Checks an in-flight upload, and returns how long it has not been renewed.</summary>
    public TimeSpan Look(InFlightUpload inFlight)
    {
        TimeSpan now = time.Now();
        (string Run, string Sha256) key = (inFlight.Run, inFlight.Sha256);
        if (!_seen.TryGetValue(key, out (long Renewals, TimeSpan LookedAt, TimeSpan Silence) seen) || seen.Renewals != inFlight.Renewals)
        {
            seen = (inFlight.Renewals, now, TimeSpan.Zero);
        }

        TimeSpan step = now - seen.LookedAt;
        TimeSpan silence = seen.Silence + (step < s_maxStep ? step : s_maxStep);
        _seen[key] = (seen.Renewals, now, silence);
        return silence;
    }

    /// <summary>Removes a content that no upload waits for.</summary>
    public void Forget(InFlightUpload inFlight) => _seen.Remove((inFlight.Run, inFlight.Sha256));
}
