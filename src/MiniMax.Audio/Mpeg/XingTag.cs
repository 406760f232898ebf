namespace MiniMax.Audio.Mpeg;

/// <summary>The tag in the first frame of many MP3 files, in place of audio, with the encoder's settings: Xing or Info with the LAME extension, or VBRI.</summary>
/// <remarks>Xing: "MP3 VBR-Header" SDK; LAME: "Mp3 Info Tag revision 1"; VBRI: Fraunhofer.</remarks>
/// <param name="Name">The name of the kind of tag; null only in the default value.</param>
/// <param name="Frames">The declared number of audio frames; null if the tag does not declare it.</param>
/// <param name="IsPlayed">Whether the tag declares neither frames nor bytes, so that decoders play its frame as audio.</param>
/// <param name="HasGaplessInfo">Whether decoders honor the delay and padding of this encoder.</param>
/// <param name="Delay">Samples that the encoder added before the audio.</param>
/// <param name="Padding">Samples that the encoder added after the audio.</param>
internal readonly record struct XingTag(string Name, long? Frames, bool IsPlayed = false, bool HasGaplessInfo = false, int Delay = 0, int Padding = 0)
{
    /// <summary>The samples that every Layer III decoder adds before the encoder's own delay (LAME tag: "decoder delay").</summary>
    public const int DecoderDelay = 529;

    private const int VbriOffset = FrameHeader.Size + 32;
    private const int VbriBytesOffset = 10;
    private const int VbriFramesOffset = 14;
    private const int XingTableSize = 100;
    private const int LameDelayOffset = 21;
    private const int MaxTagSize = 36 + 8 + 4 + 4 + XingTableSize + 4 + LameDelayOffset + 3;

    /// <summary>Samples that a gapless decoder skips at the beginning.</summary>
    public int TrimInFront => HasGaplessInfo ? Delay + DecoderDelay : 0;

    /// <summary>Samples that a gapless decoder skips at the end; 0 if the tag declares another number of frames.</summary>
    public int TrimBehind(long frames) => HasGaplessInfo && Frames == frames ? Math.Max(0, Padding - DecoderDelay) : 0;

    public static bool TryRead(ByteWindow window, long position, long end, FrameHeader header, out XingTag tag)
    {
        tag = default;
        ReadOnlySpan<byte> frame = window.Peek(position, (int)Math.Min(MaxTagSize, end - position));

        // The tag follows the side information at the position without a CRC, even if the frame has one.
        ReadOnlySpan<byte> xing = From(frame, FrameHeader.Size + header.SideInformationSize);
        string? name = xing.StartsWith("Xing"u8) ? "Xing" : xing.StartsWith("Info"u8) ? "Info" : null;
        if (name is not null)
        {
            tag = ReadXing(name, xing);
            return true;
        }

        ReadOnlySpan<byte> vbri = From(frame, VbriOffset);
        if (!vbri.StartsWith("VBRI"u8) || vbri.Length < VbriFramesOffset + 4)
        {
            return false;
        }

        uint frames = BinaryPrimitives.ReadUInt32BigEndian(vbri.Slice(VbriFramesOffset));
        bool isPlayed = frames == 0 && BinaryPrimitives.ReadUInt32BigEndian(vbri.Slice(VbriBytesOffset)) == 0;
        tag = new XingTag("VBRI", frames == 0 ? null : frames, isPlayed);
        return true;
    }

    private static XingTag ReadXing(string name, ReadOnlySpan<byte> tag)
    {
        if (tag.Length < 8)
        {
            return new XingTag(name, null);
        }

        uint flags = BinaryPrimitives.ReadUInt32BigEndian(tag.Slice(4));
        int offset = 8;
        long? frames = null;
        if ((flags & 1) != 0)
        {
            if (tag.Length < offset + 4)
            {
                return new XingTag(name, null);
            }

            uint count = BinaryPrimitives.ReadUInt32BigEndian(tag.Slice(offset));
            frames = count == 0 ? null : count;
            offset += 4;
        }

        uint bytes = (flags & 2) != 0 && tag.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32BigEndian(tag.Slice(offset)) : 0;
        offset += (flags & 2) != 0 ? 4 : 0;
        offset += (flags & 4) != 0 ? XingTableSize : 0;
        offset += (flags & 8) != 0 ? 4 : 0;
        ReadOnlySpan<byte> encoder = From(tag, offset);
        bool isGapless = encoder.Length >= LameDelayOffset + 3
            && (encoder.StartsWith("LAME"u8) || encoder.StartsWith("Lavf"u8) || encoder.StartsWith("Lavc"u8));
        int delay = isGapless ? encoder[LameDelayOffset] << 4 | encoder[LameDelayOffset + 1] >> 4 : 0;
        int padding = isGapless ? (encoder[LameDelayOffset + 1] & 15) << 8 | encoder[LameDelayOffset + 2] : 0;
        return new XingTag(name, frames, frames is null && bytes == 0, isGapless, delay, padding);
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> bytes, int offset) =>
        // Stryker disable once equality: a slice at the end is empty, as the default is.
        bytes.Length > offset ? bytes.Slice(offset) : default;
}
