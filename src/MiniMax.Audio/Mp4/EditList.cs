namespace MiniMax.Audio.Mp4;

/// <summary>The parts of the media that a decoder plays (ISO/IEC 14496-12 §8.6.6).</summary>
/// <param name="Played">The duration that is played, in the time scale of the media.</param>
/// <param name="Repeats">Whether a part of the media is played more than once.</param>
/// <param name="IsOpen">Whether every edit continues to the end of the media, so that the list does not set an end.</param>
internal readonly record struct EditList(long Played, bool Repeats, bool IsOpen)
{
    private const int HeaderSize = 8;

    /// <summary>Reads <c>elst</c>; false if no edit plays media, so that all of it is played.</summary>
    public static bool TryRead(BoxReader boxes, Box elst, long media, uint mediaScale, uint movieScale, out EditList list)
    {
        list = default;
        ReadOnlySpan<byte> header = boxes.ReadContent(elst, HeaderSize);
        if (header.Length < HeaderSize)
        {
            return false;
        }

        bool isLong = header[0] == 1;
        int entrySize = isLong ? 20 : 12;
        long count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(header.Slice(4)), (elst.ContentSize - HeaderSize) / entrySize);
        using var entries = new TableCursor(boxes.Window, elst.Content + HeaderSize, count, entrySize);

        bool any = false;
        bool repeats = false;
        bool isOpen = true;
        long played = 0;
        long firstPlayed = long.MaxValue;
        long lastPlayed = long.MinValue;
        while (entries.TryNext(out ReadOnlySpan<byte> entry))
        {
            ulong segment = isLong ? BinaryPrimitives.ReadUInt64BigEndian(entry) : BinaryPrimitives.ReadUInt32BigEndian(entry);
            long mediaTime = isLong ? BinaryPrimitives.ReadInt64BigEndian(entry.Slice(8)) : BinaryPrimitives.ReadInt32BigEndian(entry.Slice(4));
            if (mediaTime < 0)
            {
                continue;
            }

            any = true;
            isOpen &= segment == 0;
            long rest = Math.Max(0, media - Math.Min(mediaTime, media));
            long length = SegmentWithin(rest, segment, mediaScale, movieScale);
            if (length > 0)
            {
                // Edits follow the order of the media: one that starts within an earlier one repeats it.
                repeats |= mediaTime < lastPlayed && mediaTime + length > firstPlayed;
                firstPlayed = Math.Min(firstPlayed, mediaTime);
                lastPlayed = Math.Max(lastPlayed, mediaTime + length);
                played = Math.Min(SampleLength.MaximumSamples, played + length);
            }
        }

        list = new EditList(played, repeats, isOpen);
        return any;
    }

    /// <summary>The segment in the time scale of the media. It was truncated to ticks of the movie, so a segment that is one tick shorter than the remaining media means all of it.</summary>
    private static long SegmentWithin(long rest, ulong segment, uint mediaScale, uint movieScale)
    {
        if (segment == 0 || movieScale == 0 || segment >= SampleLength.MaximumSamples)
        {
            return rest;
        }

        decimal segmentUnits = (decimal)segment * mediaScale;
        decimal restUnits = (decimal)rest * movieScale;
        return segmentUnits >= restUnits - mediaScale ? rest : SampleLength.Scale((long)segment, mediaScale, movieScale);
    }
}
