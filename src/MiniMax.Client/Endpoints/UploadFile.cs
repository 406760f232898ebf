namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    private const string LowerRate = "Run the command again later, with a lower -ThrottleLimit or a higher -MaximumRetryCount. With -CheckpointPath, a second run sends only the remaining files.";

    private static readonly Dictionary<int, string> s_uploadRemedies = new()
    {
        [ApiStatus.TimeoutCode] = "Raise -TimeoutSec, or lower -ThrottleLimit on a slow line.",
        [ApiStatus.RateLimitCode] = LowerRate,
        [1039] = LowerRate,
        [ApiStatus.ConcurrencyLimitCode] = LowerRate,
        [2045] = LowerRate,
        [ApiStatus.InvalidParametersCode] = "Check the file's name, type and size: mp3, m4a or wav, up to 20 MB.",
    };

    /// <summary>Uploads a file, once: <c>POST /v1/files/upload</c>.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<RemoteFile> UploadFileAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        upload.WasSentWhole = false;
        var request = new ApiRequest(HttpMethod.Post, "files/upload")
        {
            Content = () => new MultipartFileContent(upload, ("purpose", upload.Purpose)),
            MayTakeEffect = () => upload.WasSentWhole,
            Remedies = s_uploadRemedies,
        };
        return SendAsync(request, FileAnswerContext.Default.FileAnswer, (answer, response) =>
        {
            var file = answer.File is { IsIdentified: true } found
                ? ToFile(found, upload.Purpose, response)
                : throw _reader.Unusable(response, "success, but without a file ID");
            file.FileName = answer.File.FileName.Value is null ? upload.FileName : file.FileName;
            file.Bytes = answer.File.Size ?? upload.File.Length;
            return file;
        }, cancellationToken);
    }
}
