namespace MiniMax.Client.Retry;

/// <summary>
/// Detects an unreachable host: several consecutive items have used all their retries without any response.
/// Every other item would fail the same way. One thread at a time adds outcomes.
/// </summary>
/// <param name="parallel">The number of concurrent items, which one outage affects together.</param>
public sealed class OutageDetector(int parallel)
{
    private const int MinFailures = 3;

    private int _failures;

    /// <summary>Whether no response arrived.</summary>
    /// <param name="error">The error of an item.</param>
    public static bool IsUnreachable(MiniMaxException error) => error is { HttpStatus: null, ErrorId: ErrorIds.ConnectionFailed or ErrorIds.RequestTimeout };

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

        _failures = error is not null && IsUnreachable(error) ? _failures + 1 : 0;
        if (error is null || _failures < Math.Max(MinFailures, parallel))
        {
            return error;
        }

        MiniMaxException ending = error.WithTrailingAdvice(ClientText.Format(ClientStrings.HostOutage, error.Message, _failures), RemedyCode.RunAgain);
        ending.EndsBatch = true;
        return ending;
    }
}
