namespace MiniMax.Client.Uploads;

/// <summary>
/// Reads the service's list of files for all that wait for it, one request at a time: after an outage every upload
/// in flight has lost its response, and each list can have hundreds of thousands of files.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle holds no resources.
internal sealed class SharedFileList(MiniMaxClient client, int maxRetries, RetryPolicy retry, TimeProvider time)
#pragma warning restore CA1001
{
    private readonly List<Waiter> _waiting = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs a search on a list that was requested after this call; false if no list is available.</summary>
    public async Task<bool> TryReadAsync(CandidateSearch search, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(search);
        lock (_waiting)
        {
            _waiting.Add(waiter);
        }

        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // The previous reader may have read the list for this search, too.
                while (waiter.Result is null)
                {
                    await RequestAsync(waiter, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            lock (_waiting)
            {
                _waiting.Remove(waiter);
            }
        }

        return waiter.Result.Value;
    }

    private async Task RequestAsync(Waiter first, CancellationToken cancellationToken)
    {
        List<Waiter> readers;
        lock (_waiting)
        {
            readers = _waiting.FindAll(w => w.Result is null && w.Search.Purpose == first.Search.Purpose);
        }

        try
        {
            DateTimeOffset asked = time.GetUtcNow();
            bool isList = await client.ReadFileListAsync(first.Search.Purpose, response =>
            {
                TimeSpan skew = response.Headers.Date is { } date ? date - asked : TimeSpan.Zero;
                readers.ForEach(r => r.Search.Begin(skew));
                return file =>
                {
                    foreach (Waiter reader in readers)
                    {
                        reader.Search.Consider(file, () => client.ToFile(file, reader.Search.Purpose, response));
                    }
                };
            }, cancellationToken).ConfigureAwait(false);
            readers.ForEach(r => r.Result = isList);
        }
        catch (MiniMaxException e)
        {
            foreach (Waiter reader in readers)
            {
                reader.Failures++;
                if (e.IsFatal || reader.Failures > maxRetries)
                {
                    reader.Result = false;
                }
            }

            if (first.Result is null)
            {
                TimeSpan wait = retry.DelayBefore(e.IsTransient ? first.Failures : 1, e.RetryAfter);
                readers.ForEach(r => r.Search.BeginWait(wait));
                await time.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private sealed class Waiter(CandidateSearch search)
    {
        public CandidateSearch Search => search;

        public int Failures { get; set; }

        /// <summary>Whether the list was read to its end; null until then.</summary>
        public bool? Result { get; set; }
    }
}
