namespace MiniMax.Client;

/// <summary>A removal whose answer was lost: a later "not there" says that it was carried out.</summary>
internal static class LostRemoval
{
    /// <returns>True if the service said that it removed it; false if an answer was lost and then it was not there any more.</returns>
    public static Task<bool> SendAsync(RetriedRequest request, string what, Func<CancellationToken, Task> remove, CancellationToken cancellationToken)
    {
        var mayBeGone = false;
        return request.SendAsync(what, async cancellation =>
        {
            try
            {
                await remove(cancellation).ConfigureAwait(false);
                return true;
            }
            catch (MiniMaxException e) when (mayBeGone && e.ErrorId == ErrorIds.InvalidParameters)
            {
                return false;
            }
            catch (MiniMaxException e)
            {
                mayBeGone |= e.MayBeStored;
                throw;
            }
        }, cancellationToken);
    }
}
