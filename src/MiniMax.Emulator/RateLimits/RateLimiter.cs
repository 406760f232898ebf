namespace MiniMax.Emulator.RateLimits;

/// <summary>Counts the requests of each key against the limit. A rejected request does not count.</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, (double Remaining, long Since)> _keys = [];
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
            (double remaining, long since) = _keys.GetValueOrDefault(keyHash, (_limit.Requests, now));
            double windows = time.GetElapsedTime(since, now) / _limit.Window;
            if (_limit.Mode == RateLimitMode.TokenBucket)
            {
                remaining = Math.Min(_limit.Requests, remaining + (windows * _limit.Requests));
                since = now;
            }
            else if (windows >= 1)
            {
                remaining = _limit.Requests;
                since = now;
            }

            // Tolerates the rounding errors of the added fractions.
            bool isAllowed = remaining >= 1 - 1e-9;
            _keys[keyHash] = (isAllowed ? remaining - 1 : remaining, since);
            return isAllowed;
        }
    }
}
