using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;

namespace MiniMax.Client;

/// <summary>
/// The endpoints, one request a call. Every failure is a <see cref="MiniMaxException"/>; a call that its caller
/// cancels ends with <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class MiniMaxClient
{
    private static readonly ProductInfoHeaderValue s_userAgent = new("MiniMaxPowerShell", typeof(MiniMaxClient).Assembly.GetName().Version?.ToString(3));

    private readonly HttpClient _http;
    private readonly ApiKey _key;
    private readonly AnswerReader _reader;
    private readonly TimeSpan _timeout;

    /// <summary>Makes a client of one host. Nothing is sent yet.</summary>
    /// <param name="http">Where requests go out; it must not follow redirects and must have no timeout of its own.</param>
    /// <param name="address">The only host that gets the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="timeout">How long one attempt may take, from the connection to the end of the answer.</param>
    public MiniMaxClient(HttpClient http, ServiceAddress address, ApiKey key, TimeSpan timeout)
    {
        _http = http;
        _key = key;
        _timeout = timeout;
        Address = address;
        _reader = new AnswerReader(address, key);
    }

    /// <summary>The service that is asked.</summary>
    public ServiceAddress Address { get; }

    /// <summary>Uploads a file, once: <c>POST /v1/files/upload</c>.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<RemoteFile> UploadFileAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        upload.WasSentWhole = false;
        return SendAsync(HttpMethod.Post, "files/upload", () => new MultipartFileContent(upload), AnswerContext.Default.FileAnswer, (answer, response) =>
        {
            var file = answer.File;
            if (file?.FileId is not > 0)
            {
                throw _reader.Unusable(response, "success, but without a file id");
            }

            return new RemoteFile(
                file.FileId.Value,
                file.FileName ?? upload.FileName,
                file.Bytes ?? upload.File.Length,
                Time(file.CreatedAt),
                file.Purpose ?? upload.Purpose,
                _reader.TraceId(response));
        }, () => upload.WasSentWhole, cancellationToken);
    }

    /// <summary>Lists the files of a purpose: <c>GET /v1/files/list</c>.</summary>
    /// <param name="purpose">See <see cref="FilePurpose"/>.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>The files, and the time of the answer by the server's clock, if it told.</returns>
    public Task<(IReadOnlyList<RemoteFile> Files, DateTimeOffset? ServerTime)> ListFilesAsync(string purpose, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "files/list?purpose=" + Uri.EscapeDataString(purpose), null, AnswerContext.Default.FileListAnswer, (answer, response) =>
        {
            var files = new List<RemoteFile>(answer.Files?.Count ?? 0);
            foreach (var file in answer.Files ?? [])
            {
                if (file.FileId is not > 0)
                {
                    // A list that leaves something out must not pass for one in which it is not.
                    throw _reader.Unusable(response, "a list in which an entry has no file id");
                }

                files.Add(new RemoteFile(file.FileId.Value, file.FileName ?? "", file.Bytes ?? 0, Time(file.CreatedAt), file.Purpose ?? purpose, _reader.TraceId(response)));
            }

            return ((IReadOnlyList<RemoteFile>)files, response.Headers.Date);
        }, () => false, cancellationToken);

    /// <summary>Reads a file's content and hashes it: <c>GET /v1/files/retrieve_content</c>.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 in 64 lower-case hexadecimal digits.</returns>
    public Task<string> GetContentSha256Async(long fileId, CancellationToken cancellationToken) =>
        ExchangeAsync(HttpMethod.Get, "files/retrieve_content?file_id=" + fileId.ToString(CultureInfo.InvariantCulture), null, async (response, cancellation) =>
        {
            // An error comes as JSON, also with HTTP 200; a recording never does.
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "application/json")
            {
                await _reader.ReadAsync(response, AnswerContext.Default.ApiAnswer, cancellation).ConfigureAwait(false);
                throw _reader.Unusable(response, "JSON in place of the content");
            }

            using var hash = SHA256.Create();
#if NET
            var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return LocalFile.Hex(await hash.ComputeHashAsync(stream, cancellation).ConfigureAwait(false));
            }
#else
            using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            return LocalFile.Hex(hash.ComputeHash(stream));
#endif
        }, () => false, cancellationToken);

    private static DateTimeOffset Time(long? seconds) =>
        // Beyond these DateTimeOffset cannot go; a server that sends milliseconds by mistake is no reason to lose a file.
        seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : DateTimeOffset.UtcNow;

    private Task<TResult> SendAsync<TAnswer, TResult>(
        HttpMethod method,
        string endpoint,
        Func<HttpContent>? content,
        JsonTypeInfo<TAnswer> type,
        Func<TAnswer, HttpResponseMessage, TResult> read,
        Func<bool> wasSentWhole,
        CancellationToken cancellationToken)
        where TAnswer : ApiAnswer =>
        ExchangeAsync(method, endpoint, content, async (response, cancellation) =>
            read(await _reader.ReadAsync(response, type, cancellation).ConfigureAwait(false), response), wasSentWhole, cancellationToken);

    private async Task<TResult> ExchangeAsync<TResult>(
        HttpMethod method,
        string endpoint,
        Func<HttpContent>? content,
        Func<HttpResponseMessage, CancellationToken, Task<TResult>> read,
        Func<bool> wasSentWhole,
        CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(_timeout);
        using var request = new HttpRequestMessage(method, Address.Endpoint(endpoint));
        request.Content = content?.Invoke();
        request.Headers.Authorization = _key.ToAuthorization();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(s_userAgent);
        request.Headers.ExpectContinue = false;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            return await read(response, attempt.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not MiniMaxException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TransportFailure.Classify(e, Address, _timeout, attempt.IsCancellationRequested, wasSentWhole());
        }
    }
}
