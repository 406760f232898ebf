namespace MiniMax.Client.Uploads;

/// <summary>How a batch ends early: without retries, or without any further request.</summary>
/// <param name="stopsAtError">Whether the first error ends the batch for the files after it.</param>
internal sealed class BatchCancellation(bool stopsAtError) : IDisposable
{
    private readonly CancellationTokenSource _retries = new();
    private readonly CancellationTokenSource _requests = new();
    private readonly object _lock = new();
    private int _lastIndex = int.MaxValue;

    /// <summary>Canceled when no request is retried or waits any more.</summary>
    public CancellationToken RetriesToken => _retries.Token;

    /// <summary>Canceled when no request is sent any more.</summary>
    public CancellationToken RequestsToken => _requests.Token;

    /// <summary>Whether the batch has ended for a file.</summary>
    /// <param name="index">The position of the file in the batch, from 1.</param>
    public bool IsEnded(int index)
    {
        lock (_lock)
        {
            // Stryker disable once equality: the file that ended the batch has started.
            return _requests.IsCancellationRequested || index > _lastIndex;
        }
    }

    /// <summary>Ends the batch for the files that have not started, if an error requires it.</summary>
    public void EndStarts(int index, MiniMaxException error)
    {
        lock (_lock)
        {
            _lastIndex = error.IsFatal ? 0 : stopsAtError ? Math.Min(_lastIndex, index) : _lastIndex;
        }
    }

    /// <summary>Ends the batch for the files in progress, if an error requires it. They fail at once if they wait for a retry.</summary>
    /// <param name="error">The error, of which the owner of the queue has been notified.</param>
    public void EndWaits(MiniMaxException error)
    {
        if (error.IsFatal)
        {
            EndRequests();
        }
        else if (stopsAtError)
        {
            EndRetries();
        }
    }

    public void EndRetries() => _retries.Cancel();

    public void EndRequests()
    {
        _retries.Cancel();
        _requests.Cancel();
    }

    public void Dispose()
    {
        _retries.Dispose();
        _requests.Dispose();
    }
}
