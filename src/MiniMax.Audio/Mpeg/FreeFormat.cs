namespace MiniMax.Audio.Mpeg;

/// <summary>Frames whose bit rate is not in the table (ISO/IEC 11172-3 §2.4.2.3, bitrate_index 0000).</summary>
internal static class FreeFormat
{
    /// <summary>More than the size of a frame of 640 kbit/s at 32 kHz, the largest that a decoder must accept.</summary>
    private const int MaxFrameSize = 4096;

    /// <summary>Whether headers of the same stream repeat at the same distance, with a tolerance of a padding slot.</summary>
    public static bool IsRepeated(ByteWindow window, FrameSync sync, long start, FrameHeader header)
    {
        int available = window.Peek(start, MaxFrameSize).Length;
        for (int distance = FrameHeader.Size; distance < available; distance++)
        {
            long expected = start + 2L * distance;
            if (IsNext(sync, start + distance, header)
                && (IsNext(sync, expected, header) || IsNext(sync, expected - 1, header) || IsNext(sync, expected + 1, header)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNext(FrameSync sync, long position, FrameHeader header) =>
        sync.TryReadHeader(position, out FrameHeader next) && next.IsFreeFormat && next.IsSameStream(header);
}
