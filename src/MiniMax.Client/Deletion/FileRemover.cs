using MiniMax.Client.Endpoints;
using MiniMax.Client.Retry;

namespace MiniMax.Client.Deletion;

/// <summary>
/// Removes files of the service. To repeat it does no harm; but after a lost response the service may know the file no
/// more, and that is then what was asked for if the file is really gone.
/// </summary>
public sealed class FileRemover
{
    private readonly MiniMaxClient _client;
    private readonly RequestRetrier _request;

    /// <summary>Makes a remover.</summary>
    /// <param name="client">Where to.</param>
    /// <param name="request">How often it is tried.</param>
    public FileRemover(MiniMaxClient client, RequestRetrier request)
    {
        _client = client;
        _request = request;
    }

    /// <summary>Removes a file.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="purpose">Its purpose; null asks for it first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>True if the service said so; false if its answer was lost and it was not there any more when asked again.</returns>
    /// <exception cref="MiniMaxException">It is not removed, or it cannot be told.</exception>
    public async Task<bool> RemoveAsync(long fileId, string? purpose, CancellationToken cancellationToken)
    {
        purpose ??= (await _request.SendAsync($"File {fileId}", c => _client.RetrieveFileAsync(fileId, c), cancellationToken).ConfigureAwait(false)).Purpose;
        return await DeleteReconciler.SendAsync(_request, $"Removal of file {fileId}", c => _client.DeleteFileAsync(fileId, purpose, c), c => ExistsAsync(fileId, c), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ExistsAsync(long fileId, CancellationToken cancellationToken)
    {
        try
        {
            await _client.RetrieveFileAsync(fileId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MiniMaxException e) when (e.ErrorId == ErrorIds.InvalidParameters)
        {
            return false;
        }
    }
}
