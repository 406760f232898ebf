namespace MiniMax.Audio.Mp4;

/// <summary>The sample sizes of <c>stsz</c> and <c>stz2</c> (ISO/IEC 14496-12 §8.7.3): one size for all samples, or a table.</summary>
internal readonly struct SampleSizes(long start, long count, uint constant, int bits)
{
    private const int HeaderSize = 12;

    public long Count { get; } = count;

    public static bool TryRead(BoxReader boxes, Box stbl, out SampleSizes sizes)
    {
        sizes = default;
        bool isCompact = !boxes.TryFind(stbl, BoxType.Stsz, out Box box);
        if (isCompact && !boxes.TryFind(stbl, BoxType.Stz2, out box))
        {
            return false;
        }

        ReadOnlySpan<byte> header = boxes.ReadContent(box, HeaderSize);
        if (header.Length < HeaderSize)
        {
            return false;
        }

        uint constant = isCompact ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header.Slice(4));
        uint count = BinaryPrimitives.ReadUInt32BigEndian(header.Slice(8));
        int bits = isCompact ? header[7] : 32;
        bool fits = constant > 0 || bits is 4 or 8 or 16 or 32 && ((long)count * bits + 7) / 8 <= box.ContentSize - HeaderSize;
        sizes = new SampleSizes(box.Content + HeaderSize, count, constant, bits);
        return fits;
    }

    /// <summary>The size of a sample in bytes.</summary>
    public uint SizeOf(ByteWindow window, long index)
    {
        if (constant > 0)
        {
            return constant;
        }

        ReadOnlySpan<byte> entry = window.Peek(start + index * bits / 8, (bits + 7) / 8);
        return bits switch
        {
            _ when entry.Length * 8 < bits => 0,
            32 => BinaryPrimitives.ReadUInt32BigEndian(entry),
            16 => BinaryPrimitives.ReadUInt16BigEndian(entry),
            4 => (uint)((index & 1) == 0 ? entry[0] >> 4 : entry[0] & 15),
            _ => entry[0],
        };
    }

    public TableCursor Open(ByteWindow window) =>
        // Stryker disable once conditional,equality: for a constant size, no entry is read.
        new(window, start, constant > 0 ? 0 : (Count * bits + 7) / 8, 1);

    /// <summary>The size of the next samples in bytes.</summary>
    public long Sum(TableCursor table, long samples)
    {
        if (constant > 0)
        {
            return SampleTable.AddProduct(0, (uint)samples, constant);
        }

        if (bits == 32)
        {
            return table.SumUInt32(samples);
        }

        // Compact tables have two samples in a byte. Rounding up the samples of a chunk adds at most one sample.
        long bytes = 0;
        long entries = (samples * bits + 7) / 8;
        for (long i = 0; i < entries && table.TryNext(out ReadOnlySpan<byte> entry); i++)
        {
            bytes += bits switch
            {
                4 => (entry[0] >> 4) + (entry[0] & 15),
                16 => (i & 1) == 0 ? entry[0] << 8 : entry[0],
                _ => entry[0],
            };
        }

        return bytes;
    }
}
