namespace MiniMax.Client.Deletion;

/// <summary>
/// Determines the outcome of a deletion when the response is lost: a later "not found" may mean that it took effect, or that the request is
/// wrong, so the service is queried.
/// </summary>
internal static class DeleteReconciler
{
    /// <returns>True if the service confirmed the deletion; false if the response was lost and it no longer exists.</returns>
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
                    ? throw e.WithMessage(ClientText.Format(ClientStrings.StillExists, e.Message))
                    : false;
            }
            catch (MiniMaxException e)
            {
                isOutcomeUnknown |= e.IsOutcomeUnknown;
                throw;
            }
        }, cancellationToken);
    }

    private static async Task<bool> ExistsAsync(RequestRetrier request, string what, Func<CancellationToken, Task<bool>> exists, MiniMaxException rejection, CancellationToken cancellationToken)
    {
        try
        {
            return await request.SendAsync(what, exists, cancellationToken).ConfigureAwait(false);
        }
        catch (MiniMaxException)
        {
            MiniMaxException outcomeUnknown = rejection.WithMessage(ClientText.Format(ClientStrings.DeletionUnknown, rejection.Message));
            outcomeUnknown.IsOutcomeUnknown = true;
            throw outcomeUnknown;
        }
    }
}
