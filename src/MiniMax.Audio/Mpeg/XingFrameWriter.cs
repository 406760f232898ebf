namespace MiniMax.Audio.Mpeg;

/// <summary>Writes the frame without audio that tells decoders which samples to skip: the Xing tag with LAME's extension ("Mp3 Info Tag revision 1").</summary>
internal static class XingFrameWriter
{
    private const int TocOffset = 16;
    private const int TocSize = 100;
    private const int ExtensionOffset = TocOffset + TocSize + 4;
    private const int DelayOffset = 21;
    private const int MusicLengthOffset = 28;
    private const int ExtensionSize = 36;
    private const int HasFrames = 1;
    private const int HasBytes = 2;
    private const int HasToc = 4;
    private const int HasQuality = 8;

    /// <summary>
    /// Creates the frame for the music that follows it, whose frames are at the offsets. The samples to skip in front are 529
    /// to 4,624 (12 bits and the decoder's own delay), and those behind are at most 3,566.
    /// </summary>
    public static byte[] Create(FrameHeader header, int inFront, int behind, List<int> offsets, ReadOnlySpan<byte> music)
    {
        int start = FrameHeader.Size + header.SideInformationSize;
        FrameHeader own = header.WithRoomFor(start + ExtensionOffset + ExtensionSize);
        byte[] frame = new byte[own.FrameSize];
        own.WriteTo(frame);

        // "Xing" and not "Info", because the frames differ in size.
        Span<byte> tag = frame.AsSpan(start);
        "Xing"u8.CopyTo(tag);
        BinaryPrimitives.WriteUInt32BigEndian(tag.Slice(4), HasFrames | HasBytes | HasToc | HasQuality);
        BinaryPrimitives.WriteUInt32BigEndian(tag.Slice(8), (uint)offsets.Count);
        BinaryPrimitives.WriteUInt32BigEndian(tag.Slice(12), (uint)(frame.Length + music.Length));
        WriteToc(tag.Slice(TocOffset, TocSize), offsets, frame.Length, music.Length);

        // Decoders honor the delay and padding only after an encoder's name that they know.
        Span<byte> extension = tag.Slice(ExtensionOffset);
        "LAME"u8.CopyTo(extension);
        int delay = inFront - XingTag.DecoderDelay;
        int padding = behind + XingTag.DecoderDelay;
        extension[DelayOffset] = (byte)(delay >> 4);
        extension[DelayOffset + 1] = (byte)(delay << 4 | padding >> 8);
        extension[DelayOffset + 2] = (byte)padding;
        BinaryPrimitives.WriteUInt32BigEndian(extension.Slice(MusicLengthOffset), (uint)(frame.Length + music.Length));
        BinaryPrimitives.WriteUInt16BigEndian(extension.Slice(MusicLengthOffset + 4), Crc(music));
        BinaryPrimitives.WriteUInt16BigEndian(extension.Slice(MusicLengthOffset + 6), Crc(frame.AsSpan(0, start + ExtensionOffset + MusicLengthOffset + 6)));
        return frame;
    }

    /// <summary>Writes the table of contents: for each hundredth of the duration, the position in the file in units of 1/256.</summary>
    private static void WriteToc(Span<byte> toc, List<int> offsets, int tagSize, int musicSize)
    {
        for (int i = 0; i < toc.Length; i++)
        {
            long position = tagSize + offsets[i * offsets.Count / toc.Length];
            toc[i] = (byte)Math.Min(byte.MaxValue, 256 * position / (tagSize + musicSize));
        }
    }

    /// <summary>CRC-16 with the polynomial 8005h, least significant bit first.</summary>
    private static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        const int reflectedPolynomial = 0xA001;
        int crc = 0;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ reflectedPolynomial : crc >> 1;
            }
        }

        return (ushort)crc;
    }
}
