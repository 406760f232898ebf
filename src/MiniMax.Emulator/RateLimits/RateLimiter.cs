namespace MiniMax.Emulator.RateLimits;

/// <summary>Counts the requests of each key against the limit. A rejected request does not count.</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Allowance> _keys = [];
    private volatile RateLimit? _limit;

    public RateLimit? Limit
    {
        get => _limit;
        set
        {
            lock (_lock)
            {
                _limit = value;
                _keys.Clear();
            }
        }
    }

    /// <summary>Counts a request; false if it exceeds the limit.</summary>
    public bool TryAcquire(string keyHash, string endpoint)
    {
        lock (_lock)
        {
            if (_limit is null || (_limit.Endpoint != "*" && _limit.Endpoint != endpoint))
            {
                return true;
            }

            long now = time.GetTimestamp();
            if (!_keys.TryGetValue(keyHash, out Allowance? allowance))
            {
                _keys[keyHash] = allowance = new Allowance(_limit.Requests, now);
            }

            double windows = time.GetElapsedTime(allowance.Since, now) / _limit.Window;
            if (_limit.Mode == RateLimitMode.TokenBucket)
            {
                allowance.Remaining = Math.Min(_limit.Requests, allowance.Remaining + (windows * _limit.Requests));
                allowance.Since = now;
            }
            else if (windows >= 1)
            {
                allowance.Remaining = _limit.Requests;
                allowance.Since = now;
            }

            // Tolerates the rounding errors of the added fractions.
            if (allowance.Remaining < 1 - 1e-9)
            {
                return false;
            }

            allowance.Remaining--;
            return true;
        }
    }

    private sealed class Allowance(double remaining, long since)
    {
        public double Remaining { get; set; } = remaining;

        public long Since { get; set; } = since;
    }
}
