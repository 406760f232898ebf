using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Client.Http;

/// <summary>
/// A form with fields and a file (RFC 7578), in the form that every known server of this API accepts: an
/// unquoted boundary, the fields first and without a type, quoted names, no <c>filename*</c>, a fixed length. Each
/// attempt streams the file from its start.
/// </summary>
internal sealed class MultipartFileContent : HttpContent
{
    private readonly FileUpload _upload;
    private readonly byte[] _head;
    private readonly byte[] _tail;

    public MultipartFileContent(FileUpload upload, params (string Name, string Value)[] fields)
    {
        _upload = upload;
        // Stryker disable once string: every random boundary is valid.
        string boundary = "----MiniMaxFormBoundary" + Guid.NewGuid().ToString("N");
        _head = Encoding.UTF8.GetBytes(
            string.Concat(fields.Select(f => $"--{boundary}\r\nContent-Disposition: form-data; name=\"{f.Name}\"\r\n\r\n{f.Value}\r\n")) +
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{Escape(upload.FileName)}\"\r\n" +
            $"Content-Type: {upload.ContentType}\r\n\r\n");
        _tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");

        // The typed header property would quote the boundary.
        Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + boundary);
        Headers.ContentLength = _head.Length + upload.File.Length + _tail.Length;
    }

    // Stryker disable once all: HttpClient uses the Content-Length header, which is set.
    protected override bool TryComputeLength(out long length)
    {
        length = _head.Length + _upload.File.Length + _tail.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SendAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        SendAsync(stream, cancellationToken);
#endif

    private async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        _upload.BeginContent();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        await stream.WriteBytesAsync(_head, _head.Length, cancellationToken).ConfigureAwait(false);
        await _upload.File.ReadAsync(async (buffer, count) =>
        {
            hash.AppendData(buffer, 0, count);
            await stream.WriteBytesAsync(buffer, count, cancellationToken).ConfigureAwait(false);
            _upload.BytesSent += count;
        }, cancellationToken).ConfigureAwait(false);

        // The service cannot store the file before the end of the form arrives, so a changed file is never stored.
        _upload.File.ThrowIfChanged();
        string sha256 = HexText.Of(hash.GetHashAndReset());
        if (_upload.Sha256 is not null && _upload.Sha256 != sha256)
        {
            throw _upload.File.Changed(_upload.File.Length);
        }

        _upload.Sha256 = sha256;
        _upload.IsFullySent = true;
        await stream.WriteBytesAsync(_tail, _tail.Length, cancellationToken).ConfigureAwait(false);
    }

    // As in browsers (HTML, multipart/form-data encoding algorithm), but without line ends, which no file name needs.
    internal static string Escape(string name) => name.Replace("\"", "%22").Replace("\r", "").Replace("\n", "").Replace("\0", "");
}
