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

    /// <summary>The maximum size of the header of a part, in bytes.</summary>
    public const int MaxSize = RiffSize + 3 * ChunkHeaderSize + WaveFormat.MaxSize + FactSize;

    /// <summary>The header of a part with this number of samples of each channel, by the layout and the fields of the fmt chunk of an uncompressed source.</summary>
    public static byte[] Create(WaveLayout layout, ReadOnlySpan<byte> fields, long samples)
    {
        WaveFormat format = layout.Format;
        bool isExtensible = fields.Length >= WaveFormat.MaxSize && BinaryPrimitives.ReadUInt16LittleEndian(fields) == ExtensibleTag;
        bool isPcm = WaveCodec.IsPcm(format);
        int frameSize = format.Channels * layout.KeptSize;
        ushort bits = (ushort)(isPcm || WaveCodec.IsFloat(format) ? format.BitsPerSample : 8);

        Span<byte> chunk = new byte[isExtensible ? WaveFormat.MaxSize : isPcm ? PcmFormatSize : ExtendedFormatSize];
        if (isExtensible)
        {
            // Declares all bits valid, because readers differ if some are not.
            fields.Slice(0, chunk.Length).CopyTo(chunk);
            BinaryPrimitives.WriteUInt16LittleEndian(chunk.Slice(18), bits);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(chunk, (ushort)format.Tag);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(chunk.Slice(2), (ushort)format.Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(4), format.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(8), (uint)Math.Min(format.SampleRate * (long)frameSize, uint.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.Slice(12), (ushort)frameSize);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.Slice(14), bits);
        return Create(chunk, isPcm ? null : (uint)samples, (uint)(samples * frameSize), isBigEndian: false);
    }

    /// <summary>The header of a WAV with this content of the fmt chunk, and with a fact chunk if its number of samples is not null.</summary>
    public static byte[] Create(ReadOnlySpan<byte> format, uint? factSamples, uint dataSize, bool isBigEndian)
    {
        int paddedSize = format.Length + (format.Length & 1);
        byte[] header = new byte[RiffSize + ChunkHeaderSize + paddedSize + (factSamples is null ? 0 : ChunkHeaderSize + FactSize) + ChunkHeaderSize];
        Span<byte> rest = WriteChunk(header, isBigEndian ? "RIFX"u8 : "RIFF"u8, (uint)header.Length - ChunkHeaderSize + dataSize + (dataSize & 1), isBigEndian);
        "WAVE"u8.CopyTo(rest);
        rest = WriteChunk(rest.Slice(4), "fmt "u8, (uint)format.Length, isBigEndian);
        format.CopyTo(rest);
        rest = rest.Slice(paddedSize);
        if (factSamples is uint samples)
        {
            rest = WriteChunk(rest, "fact"u8, FactSize, isBigEndian);
            WriteNumber(rest, samples, isBigEndian);
            rest = rest.Slice(FactSize);
        }

        WriteChunk(rest, "data"u8, dataSize, isBigEndian);
        return header;
    }

    private static Span<byte> WriteChunk(Span<byte> target, ReadOnlySpan<byte> id, uint size, bool isBigEndian)
    {
        id.CopyTo(target);
        WriteNumber(target.Slice(4), size, isBigEndian);
        return target.Slice(ChunkHeaderSize);
    }

    private static void WriteNumber(Span<byte> target, uint number, bool isBigEndian) =>
        BinaryPrimitives.WriteUInt32LittleEndian(target, isBigEndian ? BinaryPrimitives.ReverseEndianness(number) : number);
}
