using MiniMax.Client.Retry;

namespace MiniMax.Client.Deletion;

/// <summary>
/// A removal whose response was lost: a later "not there" may mean that it was carried out, or that the request is
/// wrong, so the service is asked whether the thing is there.
/// </summary>
internal static class DeleteReconciler
{
    /// <param name="request">How often it is tried.</param>
    /// <param name="what">What is done, to begin a line with.</param>
    /// <param name="remove">Removes it.</param>
    /// <param name="exists">Asks whether it is there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>True if the service said that it removed it; false if a response was lost and then it was not there any more.</returns>
    public static Task<bool> SendAsync(RequestRetrier request, string what, Func<CancellationToken, Task> remove, Func<CancellationToken, Task<bool>> exists, CancellationToken cancellationToken)
    {
        bool isOutcomeUnknown = false;
        return request.SendAsync(what, async cancellation =>
        {
            try
            {
                await remove(cancellation).ConfigureAwait(false);
                return true;
            }
            catch (MiniMaxException e) when (isOutcomeUnknown && e.ErrorId == ErrorIds.InvalidParameters)
            {
                return await ExistsAsync(request, what, exists, e, cancellation).ConfigureAwait(false)
                    ? throw e.WithMessage(e.Message + " It is still there.")
                    : false;
            }
            catch (MiniMaxException e)
            {
                isOutcomeUnknown |= e.IsOutcomeUnknown;
                throw;
            }
        }, cancellationToken);
    }

    private static async Task<bool> ExistsAsync(RequestRetrier request, string what, Func<CancellationToken, Task<bool>> exists, MiniMaxException refusal, CancellationToken cancellationToken)
    {
        try
        {
            return await request.SendAsync(what, exists, cancellationToken).ConfigureAwait(false);
        }
        catch (MiniMaxException)
        {
            MiniMaxException outcomeUnknown = refusal.WithMessage(refusal.Message + " An earlier attempt may have removed it; whether it is still there could not be determined.");
            outcomeUnknown.IsOutcomeUnknown = true;
            throw outcomeUnknown;
        }
    }
}
