namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    /// <summary>Removes a file: <c>POST /v1/files/delete</c>. It cannot be undone.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="purpose">The purpose of its upload; the service rejects any other.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<long> DeleteFileAsync(long fileId, string purpose, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Command("files/delete", new DeleteFileRequest(fileId, purpose), ContractContext.Default.DeleteFileRequest);
        return SendAsync(request, ContractContext.Default.DeleteFileResponse, (body, response) =>
            body.FileId.Exact is > 0 and var id && id != fileId
                ? throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.OtherFile, id, fileId))
                : fileId, cancellationToken);
    }
}
