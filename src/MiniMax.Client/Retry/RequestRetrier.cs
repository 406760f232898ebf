using MiniMax.Client.Errors;
using MiniMax.Client.Http;

namespace MiniMax.Client.Retry;

/// <summary>Sends a request again while its failure may pass, for requests that may be carried out twice without harm.</summary>
public sealed class RequestRetrier
{
    private readonly RetryPolicy _retry;
    private readonly TimeProvider _time;

    /// <summary>Makes a way to send.</summary>
    /// <param name="retry">How often, and after how long.</param>
    /// <param name="log">Gets a line for every failure.</param>
    /// <param name="time">The clock.</param>
    public RequestRetrier(RetryPolicy retry, IRequestLog log, TimeProvider time)
    {
        _retry = retry;
        Log = log;
        _time = time;
    }

    /// <summary>What gets a line for every failure.</summary>
    internal IRequestLog Log { get; }

    /// <summary>Sends until an answer can be used or the error is final.</summary>
    /// <param name="what">What is asked for, to begin a line with.</param>
    /// <param name="send">Sends once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MiniMaxException">The last error, with the number of attempts.</exception>
    public async Task<T> SendAsync<T>(string what, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (MiniMaxException e)
            {
                if (!MayRetry(what, attempt, e))
                {
                    throw;
                }

                await PauseAsync(what, attempt, e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Notes a failure, and says whether the request may be sent again.</summary>
    internal bool MayRetry(string what, int attempt, MiniMaxException error)
    {
        error.Attempts = attempt;
        Log.Verbose($"{what}: attempt {attempt}: {error.ErrorId}: {error.Message}");
        return error.IsTransient && attempt <= _retry.MaximumRetryCount;
    }

    /// <summary>Waits before the next attempt, and announces a long wait.</summary>
    internal Task PauseAsync(string what, int attempt, MiniMaxException error, CancellationToken cancellationToken)
    {
        if (RetryAfterNotice.For(what, error) is { } notice)
        {
            Log.Warning(notice, RemedyCode.StopWaiting);
        }

        TimeSpan pause = _retry.DelayBefore(attempt, error.RetryAfter);
        Log.Retry(what, error, attempt, _retry.MaximumRetryCount, pause);
        return _time.WaitAsync(pause, cancellationToken);
    }
}
