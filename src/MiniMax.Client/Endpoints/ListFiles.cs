namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    /// <summary>Lists the files of a purpose: <c>GET /v1/files/list</c>.</summary>
    /// <param name="purpose">See <see cref="FilePurpose"/>.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>The files, and the time of the response by the server's clock, if it has one.</returns>
    public async Task<(IReadOnlyList<RemoteFile> Files, DateTimeOffset? ServerTime)> ListFilesAsync(string purpose, CancellationToken cancellationToken)
    {
        var files = new List<RemoteFile>();
        DateTimeOffset? serverTime = null;
        await ReadFileListAsync(purpose, response =>
        {
            serverTime = response.Headers.Date;
            return file => files.Add(ToFile(file, purpose, response));
        }, cancellationToken).ConfigureAwait(false);
        return (files, serverTime);
    }

    /// <summary>Lists the files of a purpose one at a time, so that the memory does not depend on the length of the list.</summary>
    /// <param name="purpose">See <see cref="FilePurpose"/>.</param>
    /// <param name="begin">Receives the response with its headers, and returns the receiver of its files. They count only once the list is complete.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>Whether the response has a list, even an empty one.</returns>
    internal Task<bool> ReadFileListAsync(string purpose, Func<HttpResponseMessage, Action<FileObject>> begin, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, "files/list?purpose=" + Uri.EscapeDataString(purpose)) { MaxResponseBytes = ApiRequest.MaxListBytes };
        return ExchangeAsync(request, async (response, cancellation) =>
        {
            Action<FileObject> take = begin(response);
            void TakeIdentified(FileObject? file) => take(file is { IsIdentified: true }
                ? file
                // An incomplete list must not count as a complete one.
                : throw _reader.InvalidResponse(response, ClientStrings.EntryWithoutFileId));
            if (response.IsSuccessStatusCode && IsUtf8(response))
            {
                response.Content = new FileListContent(response.Content, TakeIdentified, request.MaxResponseBytes, cancellation);
            }

            FileListResponse body = await _reader.ReadAsync(response, ContractContext.Default.FileListResponse, request, cancellation).ConfigureAwait(false);
            body.Files?.ForEach(TakeIdentified);
            return body.Files is not null;
        }, cancellationToken);
    }

    private static bool IsUtf8(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.CharSet?.Trim('"') is not { Length: > 0 } charset || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
