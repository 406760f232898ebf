namespace MiniMax.Client.Checkpoints;

/// <summary>
/// How long the in-flight uploads of other runs have not been renewed, by the clock of this run. Only time in which this run
/// can check counts: after a pause of this run or of the holder of the lock, the owners get time to renew.
/// </summary>
internal sealed class LeaseMonitor
{
    private static readonly TimeSpan s_maxStep = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Run, string Sha256), Seen> _seen = [];
    private readonly TimeProvider _time;

    public LeaseMonitor(TimeProvider time) => _time = time;

    /// <summary>Checks an in-flight upload, and returns how long it has not been renewed.</summary>
    public TimeSpan Look(InFlightUpload inFlight)
    {
        TimeSpan now = _time.Now();
        (string Run, string Sha256) key = (inFlight.Run, inFlight.Sha256);
        if (!_seen.TryGetValue(key, out Seen? seen) || seen.Renewals != inFlight.Renewals)
        {
            seen = new Seen { Renewals = inFlight.Renewals, LookedAt = now };
            _seen[key] = seen;
        }

        TimeSpan step = now - seen.LookedAt;
        seen.Silence += step < s_maxStep ? step : s_maxStep;
        seen.LookedAt = now;
        return seen.Silence;
    }

    /// <summary>Removes a content that no upload waits for.</summary>
    public void Forget(InFlightUpload inFlight) => _seen.Remove((inFlight.Run, inFlight.Sha256));

    private sealed class Seen
    {
        public long Renewals { get; set; }

        public TimeSpan LookedAt { get; set; }

        public TimeSpan Silence { get; set; }
    }
}
