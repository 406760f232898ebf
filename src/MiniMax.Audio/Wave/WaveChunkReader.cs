namespace MiniMax.Audio.Wave;

/// <summary>Reads the chunks of a WAV: format, position and size of the samples, tags, and files that follow the first one.</summary>
internal sealed class WaveChunkReader(ByteWindow window, WaveFamily family, AudioFacts facts)
{
    private const int ChunkHeaderSize = 8;
    private const int ChunkBudget = 10_000;

    /// <summary>The RIFF header with the RIFF size of a ds64 chunk (EBU Tech 3306).</summary>
    private const int RiffHeader64Size = WaveSignature.Size + ChunkHeaderSize + sizeof(ulong);

    /// <summary>The smallest declared size that counts as the placeholder of a program that did not know the size.</summary>
    private const uint MinPlaceholder = 1_000_000_000;

    private const int PlaceholderRatio = 100;

    private static readonly uint s_formatChunk = FourCharacterCode.FromBytes("fmt "u8);
    private static readonly uint s_dataChunk = FourCharacterCode.FromBytes("data"u8);
    private static readonly uint s_size64Chunk = FourCharacterCode.FromBytes("ds64"u8);

    private long _formatStart;
    private long _formatSize;

    public WaveFormat? Format { get; private set; }

    /// <summary>The first byte of the samples; negative if there is no data chunk.</summary>
    public long DataStart { get; private set; } = -1;

    /// <summary>The bytes of samples in the file.</summary>
    public long DataSize { get; private set; }

    /// <summary>The size that the data chunk declares, or the available size if it is a placeholder.</summary>
    public long DeclaredSize { get; private set; }

    /// <summary>The size that the ds64 chunk declares; null if there is none.</summary>
    public long? Size64 { get; private set; }

    /// <summary>The first byte of a second WAV; negative if none follows.</summary>
    public long JoinedAt { get; private set; } = -1;

    /// <summary>The bytes of samples in the WAV files that follow the first one.</summary>
    public long JoinedSize { get; private set; }

    public bool HasLongSizes => family is WaveFamily.Rf64 or WaveFamily.Bw64;

    private bool IsBigEndian => family == WaveFamily.Rifx;

    /// <summary>The form of the file by its header; null if it is not a WAVE file.</summary>
    public static WaveFamily? FindFamily(ByteWindow window) => WaveSignature.Find(window.Peek(0, WaveSignature.Size));

    public WaveLayout LayoutOf(WaveFormat format) => new(format, _formatStart, _formatSize, DataStart, DataSize, IsBigEndian);

    /// <summary>Reads the chunks up to the end; false if they are not valid.</summary>
    public bool Read()
    {
        long position = WaveSignature.Size;
        for (int chunks = 0; window.Length - position >= ChunkHeaderSize; chunks++)
        {
            if (chunks == ChunkBudget)
            {
                facts.AddDamage(AudioStrings.TooManyChunks);
                return false;
            }

            ReadOnlySpan<byte> header = window.Peek(position, ChunkHeaderSize);
            if (header.Length < ChunkHeaderSize)
            {
                return true;
            }

            uint id = BinaryPrimitives.ReadUInt32BigEndian(header);
            long size = WaveFormat.UInt32(header, 4, IsBigEndian);
            long content = position + ChunkHeaderSize;
            if (id == s_dataChunk && JoinedAt >= 0)
            {
                size = Math.Min(size, window.Length - content);
                JoinedSize += size;
            }
            else if (id == s_dataChunk)
            {
                if (!ReadDataChunk(content, (uint)size))
                {
                    return false;
                }

                size = DataSize;
            }
            else if (DataStart >= 0 && WaveSignature.Find(window.Peek(position, WaveSignature.Size)) is not null)
            {
                if (JoinedAt < 0)
                {
                    JoinedAt = position;
                }

                position += WaveSignature.Size;
                continue;
            }
            else if (size > window.Length - content)
            {
                // After the samples, it is harmless.
                if (DataStart >= 0)
                {
                    return true;
                }

                facts.AddDamage(MessageText.Format(AudioStrings.ChunkOverrun, FourCharacterCode.ToText(id), position, size, window.Length - content));
                return false;
            }
            else if (id == s_formatChunk && Format is null)
            {
                ReadFormatChunk(content, size);
            }
            else if (id == s_size64Chunk && HasLongSizes && size >= 16 && Size64 is null)
            {
                ReadOnlySpan<byte> sizes = window.Peek(content, 16);
                if (sizes.Length == 16)
                {
                    Size64 = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(sizes.Slice(8)), long.MaxValue);
                }
            }
            else
            {
                facts.Tags |= WaveTagReader.Read(window, id, content, size);
            }

            position = content + size + (size & 1);
        }

        return true;
    }

    /// <summary>Whether the RIFF size covers all declared samples, which the file had once. Otherwise, only the size of the data chunk is wrong.</summary>
    public bool IsTruncated()
    {
        ReadOnlySpan<byte> header = window.Peek(0, RiffHeader64Size);
        if (header.Length < RiffHeader64Size)
        {
            return false;
        }

        uint size32 = WaveFormat.UInt32(header, 4, IsBigEndian);
        long size = HasLongSizes && size32 == uint.MaxValue
            ? (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(header.Slice(WaveSignature.Size + ChunkHeaderSize)), long.MaxValue / 2)
            : size32;
        return size + ChunkHeaderSize >= DataStart + DeclaredSize;
    }

    private void ReadFormatChunk(long content, long size)
    {
        ReadOnlySpan<byte> fields = window.Peek(content, (int)Math.Min(size, WaveFormat.MaxSize));
        if (fields.Length >= WaveFormat.MinSize)
        {
            Format = WaveFormat.Read(fields, IsBigEndian);
            _formatStart = content;
            _formatSize = size;
        }
    }

    private bool ReadDataChunk(long content, uint size)
    {
        if (DataStart >= 0)
        {
            facts.AddDamage(AudioStrings.TwoDataChunks, RemedyKind.Convert);
            return false;
        }

        long available = window.Length - content;
        DeclaredSize = size;
        if (HasLongSizes && size == uint.MaxValue)
        {
            if (Size64 is not long long64)
            {
                facts.AddDamage(AudioStrings.LongSizesAreMissing);
                return false;
            }

            DeclaredSize = long64;
        }

        bool isPlaceholder = DeclaredSize >= MinPlaceholder || DeclaredSize / PlaceholderRatio > window.Length;
        bool isStreamed = DeclaredSize is 0 or uint.MaxValue || isPlaceholder && DeclaredSize > available;
        if (isStreamed)
        {
            DeclaredSize = available;
        }

        DataStart = content;
        DataSize = Math.Min(DeclaredSize, available);
        return true;
    }
}
