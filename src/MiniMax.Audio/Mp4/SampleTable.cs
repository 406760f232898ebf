namespace MiniMax.Audio.Mp4;

/// <summary>Reads the durations, the number and the positions of the samples of a track (ISO/IEC 14496-12 §8.6.1, §8.7).</summary>
internal static class SampleTable
{
    /// <summary>The sum of <c>stts</c> in the time scale of the media; null if the table is not valid.</summary>
    public static long? ReadDuration(BoxReader boxes, Box stts, out uint maxDelta, out uint lastDelta)
    {
        maxDelta = 0;
        lastDelta = 0;
        if (!TryReadCount(boxes, stts, 8, out uint count))
        {
            return null;
        }

        long total = 0;
        using var entries = new TableCursor(boxes.Window, stts.Content + BoxReader.FullBoxSize + 4, count, 8);
        while (entries.TryNext(out ReadOnlySpan<byte> entry))
        {
            uint delta = BinaryPrimitives.ReadUInt32BigEndian(entry.Slice(4));
            maxDelta = Math.Max(maxDelta, delta);
            lastDelta = delta;
            total = AddProduct(total, BinaryPrimitives.ReadUInt32BigEndian(entry), delta);
        }

        return total;
    }

    /// <summary>The number of samples that <c>stsz</c> or <c>stz2</c> declares; null if the table is not valid.</summary>
    public static long? ReadCount(BoxReader boxes, Box stbl) => SampleSizes.TryRead(boxes, stbl, out SampleSizes sizes) ? sizes.Count : null;

    /// <summary>Checks the position of every chunk, and describes the first problem; null if all samples are in the file.</summary>
    public static string? FindMisplaced(BoxReader boxes, Box stbl, SampleTail tail)
    {
        if (!SampleSizes.TryRead(boxes, stbl, out SampleSizes sizes))
        {
            return AudioStrings.SampleSizesNotValid;
        }

        if (sizes.Count == 0)
        {
            return null;
        }

        bool isLong = !boxes.TryFind(stbl, BoxType.Stco, out Box offsets);
        if (isLong && !boxes.TryFind(stbl, BoxType.Co64, out offsets))
        {
            return AudioStrings.ChunkOffsetsMissing;
        }

        if (!TryReadCount(boxes, offsets, isLong ? 8 : 4, out uint chunks))
        {
            return AudioStrings.ChunkOffsetsTruncated;
        }

        if (!boxes.TryFind(stbl, BoxType.Stsc, out Box stsc) || !TryReadCount(boxes, stsc, 12, out uint runs))
        {
            return AudioStrings.SamplesInChunksNotValid;
        }

        using TableCursor sizeTable = sizes.Open(boxes.Window);
        using var offsetTable = new TableCursor(boxes.Window, offsets.Content + BoxReader.FullBoxSize + 4, chunks, isLong ? 8 : 4);
        using var runTable = new TableCursor(boxes.Window, stsc.Content + BoxReader.FullBoxSize + 4, runs, 12);
        string? problem = FollowChunks(boxes.Window.Length, sizes, sizeTable, offsetTable, runTable, out long end, out long lastSamples);
        if (problem is null)
        {
            AddLastSamples(boxes.Window, sizes, end, lastSamples, tail);
        }

        return problem;
    }

    /// <summary>Reads the number of entries; false if they do not fit into the box.</summary>
    private static bool TryReadCount(BoxReader boxes, Box table, int entrySize, out uint count)
    {
        ReadOnlySpan<byte> header = boxes.ReadContent(table, BoxReader.FullBoxSize + 4);
        count = header.Length < BoxReader.FullBoxSize + 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header.Slice(BoxReader.FullBoxSize));
        return header.Length == BoxReader.FullBoxSize + 4 && count <= (table.ContentSize - header.Length) / entrySize;
    }

    private static string? FollowChunks(long fileLength, SampleSizes sizes, TableCursor sizeTable, TableCursor offsetTable, TableCursor runTable, out long end, out long lastSamples)
    {
        long remaining = sizes.Count;
        long chunk = 0;
        end = 0;
        lastSamples = 0;
        long nextRunStart = 0;
        uint samplesPerChunk = 0;
        uint samplesInNextRun = 0;
        bool hasRun = ReadRun(runTable, ref nextRunStart, ref samplesInNextRun);
        while (remaining > 0 && offsetTable.TryNext(out ReadOnlySpan<byte> entry))
        {
            chunk++;
            while (hasRun && chunk >= nextRunStart)
            {
                samplesPerChunk = samplesInNextRun;
                hasRun = ReadRun(runTable, ref nextRunStart, ref samplesInNextRun);
            }

            ulong offset = entry.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(entry) : BinaryPrimitives.ReadUInt32BigEndian(entry);
            long samples = Math.Min(samplesPerChunk, remaining);
            remaining -= samples;
            long bytes = sizes.Sum(sizeTable, samples);
            if (samples > 0)
            {
                end = (long)Math.Min(offset, SampleLength.MaximumSamples) + bytes;
                lastSamples = samples;
            }

            if (samples > 0 && (offset > (ulong)fileLength || bytes > fileLength - (long)offset))
            {
                return MessageText.Format(AudioStrings.ChunkAfterEnd, chunk, offset + (ulong)bytes, fileLength);
            }
        }

        return remaining > 0 ? MessageText.Format(AudioStrings.SamplesWithoutChunk, remaining, sizes.Count) : null;
    }

    private static void AddLastSamples(ByteWindow window, SampleSizes sizes, long end, long samples, SampleTail tail)
    {
        long first = sizes.Count - Math.Min(samples, SampleTail.MaxSamples);
        long start = end;
        for (long i = first; i < sizes.Count; i++)
        {
            start -= sizes.SizeOf(window, i);
        }

        tail.Begin(start);
        for (long i = first; i < sizes.Count; i++)
        {
            tail.Add(sizes.SizeOf(window, i));
        }
    }

    private static bool ReadRun(TableCursor runs, ref long firstChunk, ref uint samplesPerChunk)
    {
        if (!runs.TryNext(out ReadOnlySpan<byte> entry))
        {
            return false;
        }

        firstChunk = BinaryPrimitives.ReadUInt32BigEndian(entry);
        samplesPerChunk = BinaryPrimitives.ReadUInt32BigEndian(entry.Slice(4));
        return true;
    }

    /// <summary><paramref name="total"/> + <paramref name="a"/> × <paramref name="b"/>, capped.</summary>
    public static long AddProduct(long total, uint a, uint b)
    {
        ulong product = (ulong)a * b;
        // Stryker disable once equality: at the limit, both branches return the limit.
        return product >= SampleLength.MaximumSamples ? SampleLength.MaximumSamples : Math.Min(SampleLength.MaximumSamples, total + (long)product);
    }
}
