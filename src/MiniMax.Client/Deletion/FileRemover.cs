namespace MiniMax.Client.Deletion;

/// <summary>
/// Deletes files of the service. Retries are safe, but after a lost response, the service may respond that the
/// file does not exist, which is a success.
/// </summary>
/// <param name="client">The client of the service.</param>
/// <param name="request">The retry loop.</param>
public sealed class FileRemover(MiniMaxClient client, RequestRetrier request)
{
    /// <summary>Removes a file.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="purpose">Its purpose; null requests it first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>True if the service confirmed it; false if the response was lost and it no longer exists.</returns>
    /// <exception cref="MiniMaxException">It was not deleted, or the outcome is unknown.</exception>
    public async Task<bool> RemoveAsync(long fileId, string? purpose, CancellationToken cancellationToken)
    {
        purpose ??= (await request.SendAsync(ClientText.Format(ClientStrings.FileRequest, fileId), c => client.RetrieveFileAsync(fileId, c), cancellationToken).ConfigureAwait(false)).Purpose;
        return await DeleteReconciler.SendAsync(request, ClientText.Format(ClientStrings.FileDeletion, fileId), c => client.DeleteFileAsync(fileId, purpose, c), c => ExistsAsync(fileId, c), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ExistsAsync(long fileId, CancellationToken cancellationToken)
    {
        try
        {
            await client.RetrieveFileAsync(fileId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MiniMaxException e) when (e.ErrorId == ErrorIds.InvalidParameters)
        {
            return false;
        }
    }
}
