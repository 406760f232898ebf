using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    private const int CopyBufferSize = 80 * 1024;

    // For files of unknown size: much more than the service accepts, and less than a disk.
    private const long MaxContentSize = 1024 * 1024 * 1024;

    /// <summary>Reads a file's content and hashes it: <c>GET /v1/files/retrieve_content</c>.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="length">Its size in bytes; content of another size is an error. Null accepts any size.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 in 64 lower-case hexadecimal digits.</returns>
    public Task<string> GetContentSha256Async(long fileId, long? length, CancellationToken cancellationToken) =>
        ReadContentAsync(fileId, Stream.Null, length, cancellationToken);

    /// <summary>Writes a file's content to a stream: <c>GET /v1/files/retrieve_content</c>.</summary>
    /// <param name="file">The file, as the service described it. If its size is known, content of another size is an error.</param>
    /// <param name="target">The stream for the content, which is written from its start: a failed attempt may have left a part.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 of the content in 64 lower-case hexadecimal digits.</returns>
    public Task<string> SaveContentAsync(RemoteFile file, Stream target, CancellationToken cancellationToken)
    {
        Rewind(target);
        return ReadContentAsync(file.FileId, target, file.Bytes > 0 ? file.Bytes : null, cancellationToken);
    }

    private static void Rewind(Stream target)
    {
        target.Position = 0;
        target.SetLength(0);
    }

    private Task<string> ReadContentAsync(long fileId, Stream target, long? size, CancellationToken cancellationToken)
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

            if (size is not null && response.Content.Headers.ContentLength is { } length && length != size)
            {
                throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.ContentSizeDiffers, length, fileId, size));
            }

            (long, string) limit = size is { } expected
                ? (expected, ClientText.Format(ClientStrings.ContentLargerThanFile, expected, fileId))
                : (MaxContentSize, ClientText.Format(ClientStrings.ContentTooLarge, MaxContentSize));
            (long copied, string? sha256) = await CopyAsync(response, target, limit, what => _reader.InvalidResponse(response, what), cancellation).ConfigureAwait(false);
            return copied == 0 && size != 0 ? throw _reader.InvalidResponse(response, ClientStrings.BodyIsEmpty)
                : size is null || copied == size ? sha256
                : throw _reader.InvalidResponse(response, ClientText.Format(ClientStrings.ContentSizeDiffers, copied, fileId, size));
        }, cancellationToken);
    }

    private async Task<(long Copied, string Sha256)> CopyAsync(
        HttpResponseMessage response,
        Stream target,
        (long Bytes, string Problem) limit,
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
        for (int count; (count = await source.ReadSomeAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            copied += count;
            if (copied > limit.Bytes)
            {
                throw unusable(limit.Problem);
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
            : (copied, HexText.Of(hash.GetHashAndReset()));
    }
}
