namespace MiniMax.Client.Checkpoints;

/// <summary>
/// How long the claims of other runs have stood still, by the clock of whoever looks. Only time in which this run could
/// look counts: after a pause of its own, or of whoever held the lock, the owners get their time to renew.
/// </summary>
internal sealed class LeaseMonitor
{
    private static readonly TimeSpan s_maxStep = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Run, string Sha256), Seen> _seen = [];
    private readonly TimeProvider _time;

    public LeaseMonitor(TimeProvider time) => _time = time;

    /// <summary>Looks at a claim, and gives for how long it has not been renewed.</summary>
    public TimeSpan Look(InFlightUpload claim)
    {
        TimeSpan now = _time.Now();
        (string Run, string Sha256) key = (claim.Run, claim.Sha256);
        if (!_seen.TryGetValue(key, out Seen? seen) || seen.Renewals != claim.Renewals)
        {
            seen = new Seen { Renewals = claim.Renewals, LookedAt = now };
            _seen[key] = seen;
        }

        TimeSpan step = now - seen.LookedAt;
        seen.Silence += step < s_maxStep ? step : s_maxStep;
        seen.LookedAt = now;
        return seen.Silence;
    }

    /// <summary>Forgets a content that is not waited for any more.</summary>
    public void Forget(InFlightUpload claim) => _seen.Remove((claim.Run, claim.Sha256));

    private sealed class Seen
    {
        public long Renewals { get; set; }

        public TimeSpan LookedAt { get; set; }

        public TimeSpan Silence { get; set; }
    }
}
