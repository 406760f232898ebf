namespace MiniMax.Client.Retry;

/// <summary>Sends a request, and retries it after transient failures: the only retry loop for requests other than uploads.</summary>
/// <param name="retry">The retry policy.</param>
/// <param name="log">Receives a line for each failure.</param>
/// <param name="time">The clock.</param>
public sealed class RequestRetrier(RetryPolicy retry, IRequestLog log, TimeProvider time)
{
    internal IRequestLog Log { get; } = log;

    /// <summary>Sends a request until a response is usable, the error is permanent, or a lost response turns out to be a success.</summary>
    /// <param name="what">The request, as the beginning of a line in the log.</param>
    /// <param name="send">Sends once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="isRepeatable">Whether the request can be sent again although an earlier attempt may have taken effect.</param>
    /// <param name="reconcile">Determines the outcome of an attempt whose response was lost, and returns null if it had no visible effect, so <typeparamref name="T"/> must be a class; null if that is not necessary.</param>
    /// <exception cref="MiniMaxException">The last error, with the number of attempts.</exception>
    public async Task<T> SendAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> send,
        CancellationToken cancellationToken,
        bool isRepeatable = true,
        Func<MiniMaxException, CancellationToken, Task<T?>>? reconcile = null)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (MiniMaxException e)
            {
                e.Attempts = attempt;
                Log.Verbose(ClientText.Format(ClientStrings.AttemptFailed, what, attempt, e.ErrorId, e.Message));
                bool isRetried = e.IsTransient && attempt <= retry.MaximumRetryCount && (isRepeatable || !e.IsOutcomeUnknown);
                bool isReconciled = e.IsOutcomeUnknown && reconcile is not null;
                if (!isRetried && !isReconciled)
                {
                    throw;
                }

                await PauseAsync(what, attempt, e, cancellationToken).ConfigureAwait(false);
                if (isReconciled && await reconcile!(e, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found;
                }

                if (!isRetried)
                {
                    throw;
                }
            }
        }
    }

    // A long wait is announced.
    private Task PauseAsync(string what, int attempt, MiniMaxException error, CancellationToken cancellationToken)
    {
        if (RetryAfterNotice.For(what, error) is { } notice)
        {
            Log.Warning(notice, RemedyCode.StopWaiting);
        }

        TimeSpan pause = retry.DelayBefore(attempt, error.RetryAfter);
        Log.Retry(what, error, attempt, retry.MaximumRetryCount, pause);
        return time.WaitAsync(pause, cancellationToken);
    }
}
