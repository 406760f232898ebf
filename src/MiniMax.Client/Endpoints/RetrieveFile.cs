using System.Globalization;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    /// <summary>Retrieves one file: <c>GET /v1/files/retrieve</c>.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<RemoteFile> RetrieveFileAsync(long fileId, CancellationToken cancellationToken) =>
        SendAsync(new ApiRequest(HttpMethod.Get, "files/retrieve?file_id=" + fileId.ToString(CultureInfo.InvariantCulture)), ContractContext.Default.FileResponse, (body, response) =>
            body.File is not { IsIdentified: true } file ? throw _reader.InvalidResponse(response, ClientStrings.SuccessWithoutFile)
            : file.FileId.Exact != fileId ? throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.OtherFile, file.FileId.Exact, fileId))
            : ToFile(file, "", response), cancellationToken);

    internal RemoteFile ToFile(FileObject file, string purpose, HttpResponseMessage response) => new()
    {
        FileId = file.FileId.Exact!.Value,
        FileName = _redactor.Redact(file.FileName.Value ?? ""),
        Bytes = file.Size ?? 0,
        CreatedAt = file.StoredAt,
        Purpose = file.Purpose.Value is { } told ? _redactor.Redact(told) : purpose,
        DownloadUrl = _redactor.ToUri(file.DownloadUrl.Value),
        UnusableFields = file.UnusableFields,
        MissingFields = file.MissingFields,
        IsSizeReported = file.Size is not null,
        TraceId = _reader.GetTraceId(response),
        BaseUri = Address.BaseUri,
    };
}
