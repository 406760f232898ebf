namespace MiniMax.Audio.Wave;

/// <summary>Writes the header of a WAV: RIFF, fmt, fact if the codec requires it, and data.</summary>
internal static class WaveHeader
{
    private const int RiffSize = 12;
    private const int ChunkHeaderSize = 8;
    private const int PcmFormatSize = 16;
    private const int ExtendedFormatSize = 18;
    private const int FactSize = 4;
    private const ushort ExtensibleTag = 0xFFFE;

    /// <summary>The maximum size of the header in bytes.</summary>
    public const int MaxSize = RiffSize + 3 * ChunkHeaderSize + WaveFormat.MaxSize + FactSize;

    /// <param name="layout">The layout of the source.</param>
    /// <param name="fields">The content of the fmt chunk of the source.</param>
    /// <param name="samples">Samples of each channel.</param>
    public static byte[] Create(WaveLayout layout, ReadOnlySpan<byte> fields, long samples)
    {
        WaveFormat format = layout.Format;
        bool isExtensible = fields.Length >= WaveFormat.MaxSize && BinaryPrimitives.ReadUInt16LittleEndian(fields) == ExtensibleTag;
        bool isPcm = !isExtensible && WaveCodec.IsPcm(format);
        int formatSize = isExtensible ? WaveFormat.MaxSize : isPcm ? PcmFormatSize : ExtendedFormatSize;
        bool hasFact = !WaveCodec.IsPcm(format);
        int frameSize = format.Channels * layout.KeptSize;
        ushort bits = (ushort)(WaveCodec.IsPcm(format) || WaveCodec.IsFloat(format) ? format.BitsPerSample : 8);
        uint dataSize = (uint)(samples * frameSize);

        byte[] header = new byte[RiffSize + ChunkHeaderSize + formatSize + (hasFact ? ChunkHeaderSize + FactSize : 0) + ChunkHeaderSize];
        Span<byte> rest = header;
        "RIFF"u8.CopyTo(rest);
        BinaryPrimitives.WriteUInt32LittleEndian(rest.Slice(4), (uint)header.Length - ChunkHeaderSize + dataSize + (dataSize & 1));
        "WAVE"u8.CopyTo(rest.Slice(8));

        rest = WriteChunk(rest.Slice(RiffSize), "fmt "u8, (uint)formatSize);
        if (isExtensible)
        {
            // Declares all bits valid, because readers differ if some are not.
            fields.Slice(0, formatSize).CopyTo(rest);
            BinaryPrimitives.WriteUInt16LittleEndian(rest.Slice(18), bits);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)format.Tag);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(rest.Slice(2), (ushort)format.Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(rest.Slice(4), format.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(rest.Slice(8), (uint)Math.Min(format.SampleRate * (long)frameSize, uint.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(rest.Slice(12), (ushort)frameSize);
        BinaryPrimitives.WriteUInt16LittleEndian(rest.Slice(14), bits);
        rest = rest.Slice(formatSize);

        if (hasFact)
        {
            rest = WriteChunk(rest, "fact"u8, FactSize);
            BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)samples);
            rest = rest.Slice(FactSize);
        }

        WriteChunk(rest, "data"u8, dataSize);
        return header;
    }

    private static Span<byte> WriteChunk(Span<byte> target, ReadOnlySpan<byte> id, uint size)
    {
        id.CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target.Slice(4), size);
        return target.Slice(ChunkHeaderSize);
    }
}
