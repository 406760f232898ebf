namespace MiniMax.Audio.Mp4;

/// <summary>The samples that movie fragments add to a track (ISO/IEC 14496-12 §8.8).</summary>
internal sealed class FragmentReader(BoxReader boxes, uint trackId)
{
    private const long MaxSamples = 1L << 40;
    private const int MaxOtherTracks = 64;

    private readonly Dictionary<uint, long> _otherSamples = [];

    private uint _trexDuration;
    private uint _trexSize;

    /// <summary>The sum of all track runs in the time scale of the media.</summary>
    public long Duration { get; private set; }

    /// <summary>The duration of the last sample.</summary>
    public uint LastDuration { get; private set; }

    public long Samples { get; private set; }

    public SampleTail Tail { get; } = new();

    /// <summary>The first problem with a fragment; null if there is none.</summary>
    public string? Problem { get; private set; }

    public long SamplesOf(uint otherTrack) => _otherSamples.TryGetValue(otherTrack, out long samples) ? samples : 0;

    /// <summary>Reads the defaults of <c>trex</c>.</summary>
    public void ReadDefaults(Box moov)
    {
        Box mvex = boxes.Find(moov, BoxType.Mvex);
        for (long position = mvex.Content; boxes.TryRead(position, mvex.End, out Box trex); position = trex.End)
        {
            if (trex.Type == BoxType.Trex && boxes.ReadContent(trex, 24) is { Length: 24 } fields
                && BinaryPrimitives.ReadUInt32BigEndian(fields.Slice(BoxReader.FullBoxSize)) == trackId)
            {
                _trexDuration = BinaryPrimitives.ReadUInt32BigEndian(fields.Slice(12));
                _trexSize = BinaryPrimitives.ReadUInt32BigEndian(fields.Slice(16));
            }
        }
    }

    public void ReadFragment(Box moof)
    {
        if (moof.IsCut)
        {
            Problem ??= AudioStrings.FragmentTruncated;
        }

        long dataEnd = moof.Start;
        for (long position = moof.Content; boxes.TryRead(position, moof.End, out Box traf); position = traf.End)
        {
            if (traf.Type == BoxType.Traf)
            {
                ReadTrackFragment(moof, traf, ref dataEnd);
            }
        }
    }

    private void ReadTrackFragment(Box moof, Box traf, ref long dataEnd)
    {
        ReadOnlySpan<byte> fields = boxes.ReadContent(boxes.Find(traf, BoxType.Tfhd), 40);
        if (fields.Length < 8)
        {
            return;
        }

        uint flags = BinaryPrimitives.ReadUInt32BigEndian(fields) & 0xFFFFFF;
        uint track = BinaryPrimitives.ReadUInt32BigEndian(fields.Slice(BoxReader.FullBoxSize));
        int offset = 8;
        long baseOffset = (flags & 0x020000) != 0 ? moof.Start : dataEnd;
        if ((flags & 0x01) != 0)
        {
            if (fields.Length < offset + 8)
            {
                return;
            }

            baseOffset = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(fields.Slice(offset)), (ulong)SampleLength.MaximumSamples);
            offset += 8;
        }

        offset += (flags & 0x02) != 0 ? 4 : 0;
        uint duration = ReadOptional(fields, flags, 0x08, _trexDuration, ref offset);
        uint size = ReadOptional(fields, flags, 0x10, _trexSize, ref offset);

        long runEnd = baseOffset;
        for (long position = traf.Content; boxes.TryRead(position, traf.End, out Box trun); position = trun.End)
        {
            if (trun.Type == BoxType.Trun)
            {
                ReadRun(trun, track, baseOffset, duration, size, ref runEnd);
            }
        }

        dataEnd = runEnd;
    }

    private void ReadRun(Box trun, uint track, long baseOffset, uint duration, uint size, ref long runEnd)
    {
        ReadOnlySpan<byte> fields = boxes.ReadContent(trun, 16);
        if (fields.Length < 8)
        {
            return;
        }

        uint flags = BinaryPrimitives.ReadUInt32BigEndian(fields) & 0xFFFFFF;
        uint count = BinaryPrimitives.ReadUInt32BigEndian(fields.Slice(4));
        int offset = 8;
        long start = runEnd;
        if ((flags & 0x01) != 0 && fields.Length >= offset + 4)
        {
            start = baseOffset + BinaryPrimitives.ReadInt32BigEndian(fields.Slice(offset));
            offset += 4;
        }

        offset += (flags & 0x04) != 0 ? 4 : 0;
        bool isOurs = track == trackId;
        bool hasDurations = (flags & 0x100) != 0;
        bool hasSizes = (flags & 0x200) != 0;
        int sizeOffset = hasDurations ? 4 : 0;
        int entrySize = sizeOffset + (hasSizes ? 4 : 0) + ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0);
        if (entrySize > 0 && count > Math.Max(0, trun.ContentSize - offset) / entrySize)
        {
            Problem ??= AudioStrings.TrackRunTruncated;
            return;
        }

        long durations = hasDurations ? 0 : SampleTable.AddProduct(0, count, duration);
        long bytes = hasSizes ? 0 : SampleTable.AddProduct(0, count, size);
        if (isOurs && count > 0)
        {
            Tail.Begin(start);
        }

        if (isOurs && !hasSizes)
        {
            Tail.Add(size, count);
        }

        if (hasDurations || hasSizes)
        {
            using var entries = new TableCursor(boxes.Window, trun.Content + offset, count, entrySize);
            while (entries.TryNext(out ReadOnlySpan<byte> entry))
            {
                if (hasDurations)
                {
                    duration = BinaryPrimitives.ReadUInt32BigEndian(entry);
                    durations += duration;
                }

                uint sampleSize = hasSizes ? BinaryPrimitives.ReadUInt32BigEndian(entry.Slice(sizeOffset)) : 0;
                bytes += sampleSize;
                if (isOurs)
                {
                    Tail.Add(sampleSize);
                }
            }
        }

        runEnd = Math.Min(SampleLength.MaximumSamples, start + bytes);
        if (!isOurs)
        {
            if (_otherSamples.Count < MaxOtherTracks)
            {
                _otherSamples[track] = Math.Min(MaxSamples, SamplesOf(track) + count);
            }

            return;
        }

        if (count > 0)
        {
            LastDuration = duration;
        }

        Samples = Math.Min(MaxSamples, Samples + count);
        Duration = Math.Min(SampleLength.MaximumSamples, Duration + durations);
        if (count > 0 && (start < 0 || runEnd > boxes.Window.Length))
        {
            Problem ??= MessageText.Format(AudioStrings.FragmentAfterEnd, runEnd, boxes.Window.Length);
        }
    }

    private static uint ReadOptional(ReadOnlySpan<byte> fields, uint flags, uint flag, uint otherwise, ref int offset)
    {
        if ((flags & flag) == 0 || fields.Length < offset + 4)
        {
            return otherwise;
        }

        uint value = BinaryPrimitives.ReadUInt32BigEndian(fields.Slice(offset));
        offset += 4;
        return value;
    }
}
