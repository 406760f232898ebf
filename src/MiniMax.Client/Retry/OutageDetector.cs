namespace MiniMax.Client.Retry;

/// <summary>
/// Detects that a host cannot be reached, so that every other item would fail the same way: an item has used all its
/// retries and nothing ever connected to the host, or several items in a row have used theirs without any response.
/// </summary>
public sealed class OutageDetector
{
    private const int MinFailures = 3;

    private readonly object _lock = new();
    private readonly int _limit;
    private int _failures;
    private bool _hasConnected;
    private bool _isOutage;

    /// <summary>Creates a detector.</summary>
    /// <param name="parallel">How many items are in flight at once: they share one outage.</param>
    public OutageDetector(int parallel) => _limit = Math.Max(MinFailures, parallel);

    /// <summary>Whether an outage was detected.</summary>
    public bool IsOutage
    {
        get
        {
            lock (_lock)
            {
                return _isOutage;
            }
        }
    }

    /// <summary>Notes that a connection to the host was established.</summary>
    public void NoteConnection()
    {
        lock (_lock)
        {
            _hasConnected = true;
        }
    }

    /// <summary>Adds the outcome of an item.</summary>
    /// <param name="error">The error; null for a success.</param>
    /// <returns>The error as it is, or the one that ends the batch.</returns>
    public MiniMaxException? Observe(MiniMaxException? error)
    {
        if (error is { Attempts: 0 })
        {
            // Nothing was sent.
            return error;
        }

        lock (_lock)
        {
            if (error is null or { IsNotConnected: false })
            {
                _hasConnected = true;
            }
            else if (!_hasConnected && !error.IsOutcomeUnknown)
            {
                return End(error.WithMessage(ClientText.Format(ClientStrings.HostUnreachable, error.Message, error.Attempts)));
            }

            if (error is not { HttpStatus: null, ErrorId: ErrorIds.ConnectionFailed or ErrorIds.RequestTimeout })
            {
                _failures = 0;
                return error;
            }

            // The user must learn of each item that may have taken effect.
            return ++_failures < _limit || (_isOutage && error.IsOutcomeUnknown)
                ? error
                : End(error.WithTrailingAdvice(ClientText.Format(ClientStrings.HostOutage, error.Message, _failures), RemedyCode.RunAgain));
        }
    }

    private MiniMaxException End(MiniMaxException ending)
    {
        _isOutage = true;
        ending.EndsBatch = true;
        return ending;
    }
}
