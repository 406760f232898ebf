namespace MiniMax.Emulator.RateLimits;

/// <summary>Counts the requests of each key against the limit. A refused request uses nothing up.</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Allowance> _keys = [];
    private RateLimit? _limit;

    public RateLimit? Limit
    {
        get
        {
            lock (_gate)
                return _limit;
        }
        set
        {
            lock (_gate)
            {
                _limit = value;
                _keys.Clear();
            }
        }
    }

    public bool Admits(string keyHash, string endpoint)
    {
        lock (_gate)
        {
            if (_limit is null || (_limit.Endpoint != "*" && _limit.Endpoint != endpoint))
                return true;

            long now = time.GetTimestamp();
            if (!_keys.TryGetValue(keyHash, out Allowance? allowance))
                _keys[keyHash] = allowance = new Allowance(_limit.Requests, now);

            double windows = time.GetElapsedTime(allowance.Since, now) / _limit.Window;
            if (_limit.Mode == RateLimitMode.TokenBucket)
            {
                allowance.Left = Math.Min(_limit.Requests, allowance.Left + (windows * _limit.Requests));
                allowance.Since = now;
            }
            else if (windows >= 1)
            {
                allowance.Left = _limit.Requests;
                allowance.Since = now;
            }

            // A hair's breadth for what adding up fractions loses.
            if (allowance.Left < 1 - 1e-9)
                return false;
            allowance.Left--;
            return true;
        }
    }

    private sealed class Allowance(double left, long since)
    {
        public double Left { get; set; } = left;

        public long Since { get; set; } = since;
    }
}
