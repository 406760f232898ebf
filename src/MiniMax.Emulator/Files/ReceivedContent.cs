using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Emulator.Files;

/// <summary>The content of a file or a form field: counted and hashed as it arrives.</summary>
/// <param name="keep">Whether to keep up to <see cref="MaxFileBytes"/> of it. Otherwise, only the beginning is kept.</param>
internal sealed class ReceivedContent(bool keep) : IDisposable
{
    /// <summary>20 MiB. The vendor documents 20 MB; a server may accept up to the larger of both readings.</summary>
    public const int MaxFileBytes = 20 * 1024 * 1024;

    // Enough for any WAV header in practice, and for any field of a form.
    private const int MaxBeginningBytes = 4096;
    private const int BufferSize = 65_536;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _kept = new();

    public long Length { get; private set; }

    public string Text => Encoding.UTF8.GetString(Kept.Span);

    private ReadOnlyMemory<byte> Kept => _kept.GetBuffer().AsMemory(0, (int)_kept.Length);

    public async Task AppendAsync(Stream source, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                Append(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Length += bytes.Length;
        int room = (keep ? MaxFileBytes : MaxBeginningBytes) - (int)_kept.Length;
        _kept.Write(bytes[..Math.Min(bytes.Length, room)]);
    }

    public StoredFile ToFile(long id, string fileName, string purpose, DateTimeOffset createdAt, string? contentType = null) => new()
    {
        FileId = id,
        FileName = fileName,
        Purpose = purpose,
        Bytes = Length,
        CreatedAt = createdAt,
        Sha256 = Convert.ToHexString(_hash.GetCurrentHash()).ToLowerInvariant(),
        ContentType = contentType,
        Duration = WavDuration.Read(Kept.Span, Length),
        Content = keep ? Kept : default(ReadOnlyMemory<byte>?),
    };

    public void Dispose() => _hash.Dispose();
}
