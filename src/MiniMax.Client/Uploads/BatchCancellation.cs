namespace MiniMax.Client.Uploads;

/// <summary>How a batch that ends early comes to its end: without retries, or without any further request.</summary>
internal sealed class BatchCancellation : IDisposable
{
    private readonly CancellationTokenSource _retries = new();
    private readonly CancellationTokenSource _requests = new();

    /// <summary>Cancelled when nothing is retried any more, nor waited for.</summary>
    public CancellationToken RetriesToken => _retries.Token;

    /// <summary>Cancelled when nothing is sent any more.</summary>
    public CancellationToken RequestsToken => _requests.Token;

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
