using System.Globalization;

namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    private static readonly Dictionary<int, string> s_fileRemedies = new()
    {
        [ApiStatus.InvalidParametersCode] = "Check the file id; Get-MiniMaxFile lists the files of the account.",
    };

    /// <summary>Asks for one file: <c>GET /v1/files/retrieve</c>.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<RemoteFile> RetrieveFileAsync(long fileId, CancellationToken cancellationToken) =>
        SendAsync(new ApiRequest(HttpMethod.Get, "files/retrieve?file_id=" + fileId.ToString(CultureInfo.InvariantCulture)) { Remedies = s_fileRemedies }, FileAnswerContext.Default.FileAnswer, (answer, response) =>
            answer.File is { IsIdentified: true } file
                ? ToFile(file, "", response)
                : throw _reader.Unusable(response, "success, but without a file"), cancellationToken);

    internal RemoteFile ToFile(FileObject file, string purpose, HttpResponseMessage response) => new()
    {
        FileId = file.FileId!.Value,
        FileName = file.FileName ?? "",
        Bytes = file.Bytes ?? 0,
        CreatedAt = ToTime(file.CreatedAt),
        Purpose = file.Purpose ?? purpose,
        DownloadUrl = Uri.TryCreate(file.DownloadUrl, UriKind.Absolute, out var url) ? url : null,
        TraceId = _reader.TraceId(response),
        BaseUri = Address.BaseUri,
    };

    private static DateTimeOffset ToTime(long? seconds) =>
        // Beyond these DateTimeOffset cannot go; a server that sends milliseconds by mistake is no reason to lose a file.
        seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : DateTimeOffset.UtcNow;
}
