using System.Security.Cryptography;
using MiniMax.Emulator.Multipart;

namespace MiniMax.Emulator.Files;

/// <summary>The content of a file part: hashed as it comes, kept only if asked to and only up to the limit.</summary>
internal sealed class FileContent(bool keep) : IPartContent, IDisposable
{
    /// <summary>20 MiB. The vendor says 20 MB and not which; up to the larger of the two a server may accept.</summary>
    public const long Limit = 20 * 1024 * 1024;

    // Enough for any WAV header that is met in practice.
    private const int HeadLength = 4096;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _kept = new();

    public long Length { get; private set; }

    private ReadOnlyMemory<byte> Kept => _kept.GetBuffer().AsMemory(0, (int)_kept.Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Length += bytes.Length;
        long room = (keep ? Limit : HeadLength) - _kept.Length;
        if (room > 0)
            _kept.Write(bytes[..(int)Math.Min(bytes.Length, room)]);
    }

    /// <summary>The file that this is the content of.</summary>
    public StoredFile Store(long id, string fileName, string purpose, DateTimeOffset createdAt, string? contentType = null) => new()
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
