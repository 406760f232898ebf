namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    /// <summary>Uploads a file, once: <c>POST /v1/files/upload</c>.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<RemoteFile> UploadFileAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        upload.IsFullySent = false;
        var request = new ApiRequest(HttpMethod.Post, "files/upload")
        {
            Content = () => new MultipartFileContent(upload, ("purpose", upload.Purpose)),
            CanHaveTakenEffect = () => upload.IsFullySent,
        };
        return SendAsync(request, ContractContext.Default.FileResponse, (body, response) =>
        {
            RemoteFile file = body.File is { IsIdentified: true } found
                ? ToFile(found, upload.Purpose, response)
                : throw _reader.InvalidResponse(response, ClientStrings.SuccessWithoutFileId);
            file.FileName = body.File.FileName.Value is null ? upload.FileName : file.FileName;
            file.Bytes = body.File.Size ?? upload.File.Length;
            return file;
        }, cancellationToken);
    }
}
