namespace MiniMax.Client;

/// <summary>A removal whose answer was lost: a later "not there" says that it was carried out.</summary>
internal static class LostRemoval
{
    public static Task<T> SendAsync<T>(RetriedRequest request, string what, Func<CancellationToken, Task<T>> remove, CancellationToken cancellationToken)
    {
        var mayBeGone = false;
        return request.SendAsync(what, async cancellation =>
        {
            try
            {
                return await remove(cancellation).ConfigureAwait(false);
            }
            catch (MiniMaxException e) when (mayBeGone && e.ErrorId == ErrorIds.InvalidParameters)
            {
                return default!;
            }
            catch (MiniMaxException e)
            {
                mayBeGone |= e.MayBeStored;
                throw;
            }
        }, cancellationToken);
    }
}
