using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    private const int CopyBufferSize = 80 * 1024;

    // For files of unknown size: much more than the service accepts, and less than a disk.
    private const long MaxContentSize = 1024 * 1024 * 1024;

    private static readonly string[] s_otherTypes = ["text/", "image/", "video/", "application/pdf"];

    /// <summary>Reads a file's content and hashes it: <c>GET /v1/files/retrieve_content</c>.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="length">Its size in bytes; content of another size is an error. Null accepts any size.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 in 64 lower-case hexadecimal digits.</returns>
    public Task<string> GetContentSha256Async(long fileId, long? length, CancellationToken cancellationToken) =>
        ReadContentAsync(fileId, Stream.Null, length, cancellationToken)!;

    /// <summary>Hashes the stored content, to compare it with the file that was sent: <c>GET /v1/files/retrieve_content</c>.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="length">The size of the sent file in bytes. Longer content is not read to its end.</param>
    /// <param name="sha256">SHA-256 of the sent file in 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 of the stored content; null if its Content-Length is larger than the file.</returns>
    /// <exception cref="MiniMaxException"><c>InvalidResponse</c>: other content that may be incomplete, or is a page or a text.</exception>
    public Task<string?> GetStoredSha256Async(long fileId, long length, string sha256, CancellationToken cancellationToken) =>
        ReadContentAsync(fileId, Stream.Null, length, cancellationToken, sha256);

    /// <summary>Writes a file's content to a stream: <c>GET /v1/files/retrieve_content</c>.</summary>
    /// <param name="file">The file, as the service described it. If its size is known, content of another size is an error.</param>
    /// <param name="target">The stream for the content, which is written from its start: a failed attempt may have left a part.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 of the content in 64 lower-case hexadecimal digits.</returns>
    public Task<string> SaveContentAsync(RemoteFile file, Stream target, CancellationToken cancellationToken)
    {
        Rewind(target);
        return ReadContentAsync(file.FileId, target, file.Bytes > 0 ? file.Bytes : null, cancellationToken)!;
    }

    private static void Rewind(Stream target)
    {
        target.Position = 0;
        target.SetLength(0);
    }

    // Otherwise, a connection that ended early is like the end of the content.
    private static bool IsEndDeclared(HttpResponseMessage response) =>
        response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major >= 2;

    private string? DescribeOtherContent(HttpResponseMessage response, byte[] start, int count) => response.Content.Headers.ContentType?.MediaType switch
    {
        { } type when IsOtherType(type.ToLowerInvariant()) =>
            ClientText.Format(ClientStrings.ContentIsText, ServerText.Clean(type, _redactor)),
        _ => MarkupStart.Find(start, count) switch
        {
            null => null,
            '<' => ClientStrings.ContentIsMarkup,
            _ => ClientStrings.ContentIsJson,
        },
    };

    // MP4 files without a picture can be served as video.
    private static bool IsOtherType(string type) =>
        (s_otherTypes.Any(o => type.StartsWith(o, StringComparison.Ordinal)) && type != "video/mp4")
        || type.EndsWith("xml", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal);

    private Task<string?> ReadContentAsync(long fileId, Stream target, long? size, CancellationToken cancellationToken, string? sentSha256 = null)
    {
        var request = new ApiRequest(HttpMethod.Get, "files/retrieve_content?file_id=" + fileId.ToString(CultureInfo.InvariantCulture));
        return ExchangeAsync(request, async (response, cancellation) =>
        {
            // An error is JSON, even with HTTP 200; a recording never is.
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json" or "text/json")
            {
                await _reader.ReadAsync(response, ContractContext.Default.ApiResponse, request, cancellation).ConfigureAwait(false);
                throw _reader.InvalidResponse(response, ClientStrings.ContentIsJson);
            }

            if (response.StatusCode == HttpStatusCode.PartialContent)
            {
                throw _reader.InvalidResponse(response, ClientStrings.ContentIsPartial);
            }

            // Such as 202, while the service prepares the content.
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw _reader.InvalidResponse(response, response.StatusCode == HttpStatusCode.NoContent ? ClientStrings.BodyIsEmpty : ClientStrings.ContentStatusUnexpected);
            }

            if (size is not null && sentSha256 is null && response.Content.Headers.ContentLength is { } length && length != size)
            {
                throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.ContentSizeDiffers, length, fileId, size));
            }

            (long Bytes, string Problem) limit = size is { } expected
                ? (expected, ClientText.Format(ClientStrings.ContentLargerThanFile, expected, fileId))
                : (MaxContentSize, ClientText.Format(ClientStrings.ContentTooLarge, MaxContentSize));
            (long copied, string? sha256, string? other) =
                await CopyAsync(response, target, limit, sentSha256 is not null, what => _reader.InvalidResponse(response, what), cancellation).ConfigureAwait(false);
            if (sentSha256 is not null && sha256 != sentSha256)
            {
                // Only the complete content of the file can differ from it. Anything else says nothing about the stored content.
                string? problem = other
                    ?? (copied > size ? (response.Content.Headers.ContentLength is null ? limit.Problem : null)
                    : copied < size && !IsEndDeclared(response) ? ClientText.Format(ClientStrings.ContentSizeDiffers, copied, fileId, size)
                    : null);
                return copied == 0 ? throw _reader.InvalidResponse(response, ClientStrings.BodyIsEmpty)
                    : problem is null ? sha256
                    : throw _reader.InvalidResponse(response, problem);
            }

            return copied == 0 && size != 0 ? throw _reader.InvalidResponse(response, ClientStrings.BodyIsEmpty)
                : size is null || copied == size ? sha256
                : throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.ContentSizeDiffers, copied, fileId, size));
        }, cancellationToken);
    }

    private async Task<(long Copied, string? Sha256, string? Other)> CopyAsync(
        HttpResponseMessage response,
        Stream target,
        (long Bytes, string Problem) limit,
        bool stopsAtLimit,
        Func<string, MiniMaxException> unusable,
        CancellationToken cancellationToken)
    {
        if (_reader.DescribeEncoding(response) is { } encoded)
        {
            throw unusable(encoded);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[CopyBufferSize];
        long copied = 0;
        using Stream source = await response.Content.OpenStreamAsync(cancellationToken).ConfigureAwait(false);
        int count = await ReadStartAsync(source, buffer, cancellationToken).ConfigureAwait(false);
        string? other = DescribeOtherContent(response, buffer, count);
        for (; count > 0; count = await source.ReadSomeAsync(buffer, 0, (int)Math.Min(buffer.Length, limit.Bytes - copied + 1), cancellationToken).ConfigureAwait(false))
        {
            copied += count;
            if (copied > limit.Bytes)
            {
                return stopsAtLimit ? (copied, null, other) : throw unusable(limit.Problem);
            }

            hash.AppendData(buffer, 0, count);
            try
            {
                await target.WriteBytesAsync(buffer, count, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                // A full disk is not a broken connection: a retry would not help.
                throw new MiniMaxException(ErrorIds.FileNotWritten, ClientText.Format(ClientStrings.ContentNotWritten, e.Message), e, RemedyCode.CheckDisk);
            }
        }

        // Some handlers treat a connection that ended early as the end of the content.
        return response.Content.Headers.ContentLength is { } promised && copied != promised
            ? throw unusable(ClientText.Format(ClientStrings.ContentIncomplete, copied, promised))
            : (copied, HexText.Of(hash.GetHashAndReset()), other);
    }

    // The first read can return a single byte.
    private static async Task<int> ReadStartAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        int count = 0;
        for (int read; count < MarkupStart.SampleSize && (read = await source.ReadSomeAsync(buffer, count, MarkupStart.SampleSize - count, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            count += read;
        }

        return count;
    }
}
