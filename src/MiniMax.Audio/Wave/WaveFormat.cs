namespace MiniMax.Audio.Wave;

/// <summary>The content of a <c>fmt </c> chunk: WAVEFORMAT, PCMWAVEFORMAT, WAVEFORMATEX or WAVEFORMATEXTENSIBLE (RIFF, Microsoft Multimedia Registration Kit).</summary>
/// <param name="Tag">wFormatTag, or the tag in the sub-format of an extensible format.</param>
/// <param name="Channels">nChannels.</param>
/// <param name="SampleRate">nSamplesPerSec.</param>
/// <param name="BytesPerSecond">nAvgBytesPerSec, which many programs write incorrectly.</param>
/// <param name="BlockAlign">nBlockAlign.</param>
/// <param name="BitsPerSample">wBitsPerSample.</param>
/// <param name="ValidBits">wValidBitsPerSample of an extensible format; null if there is none.</param>
/// <param name="SubFormat">The sub-format of an extensible format, if it is not Microsoft's; otherwise null.</param>
internal readonly record struct WaveFormat(int Tag, int Channels, uint SampleRate, uint BytesPerSecond, int BlockAlign, int BitsPerSample, int? ValidBits, Guid? SubFormat)
{
    public const int MinSize = 14;
    public const int MaxSize = 40;

    private const int ExtensibleTag = 0xFFFE;
    private const int ExtensionSize = 22;

    /// <summary>The common part of Microsoft's sub-formats, after the tag: KSDATAFORMAT_SUBTYPE_xxx without its first two bytes.</summary>
    private static ReadOnlySpan<byte> SubFormatTail => [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <summary>Reads a chunk of at least <see cref="MinSize"/> bytes.</summary>
    public static WaveFormat Read(ReadOnlySpan<byte> chunk, bool isBigEndian)
    {
        int tag = UInt16(chunk, 0, isBigEndian);
        int? validBits = null;
        Guid? foreign = null;
        if (tag == ExtensibleTag && chunk.Length >= MaxSize && UInt16(chunk, 16, isBigEndian) >= ExtensionSize)
        {
            ReadOnlySpan<byte> subFormat = chunk.Slice(24, 16);
            if (subFormat.Slice(2).SequenceEqual(SubFormatTail))
            {
                tag = UInt16(subFormat, 0, isBigEndian);
                validBits = UInt16(chunk, 18, isBigEndian);
            }
            else
            {
                foreign = new Guid(subFormat.ToArray());
            }
        }

        return new WaveFormat(
            tag,
            UInt16(chunk, 2, isBigEndian),
            UInt32(chunk, 4, isBigEndian),
            UInt32(chunk, 8, isBigEndian),
            UInt16(chunk, 12, isBigEndian),
            chunk.Length >= MinSize + 2 ? UInt16(chunk, MinSize, isBigEndian) : 8,
            validBits,
            foreign);
    }

    public static uint UInt32(ReadOnlySpan<byte> bytes, int offset, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(offset)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset));

    private static int UInt16(ReadOnlySpan<byte> bytes, int offset, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(offset)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(offset));
}
