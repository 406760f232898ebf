namespace MiniMax.Audio.Mp4;

/// <summary>Reads the boxes of one level. It does not descend into children, so that the depth of nesting does not matter.</summary>
internal sealed class BoxReader(ByteWindow window)
{
    /// <summary>The version and the flags that the content of a full box begins with (ISO/IEC 14496-12 §4.2).</summary>
    public const int FullBoxSize = 4;

    /// <summary>The maximum number of boxes in an inspection.</summary>
    private const int BoxBudget = 20_000;

    private const int HeaderSize = 8;
    private const int LargeHeaderSize = 16;

    private int _boxes;

    public ByteWindow Window { get; } = window;

    public bool IsExhausted => _boxes >= BoxBudget;

    /// <summary>Reads the box at a position; false at the end of the level or if the data is not a valid box.</summary>
    public bool TryRead(long position, long end, out Box box)
    {
        box = default;
        if (end - position < HeaderSize || IsExhausted || Window.Peek(position, LargeHeaderSize) is not { Length: >= HeaderSize } header)
        {
            return false;
        }

        _boxes++;
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(header);
        int headerSize = HeaderSize;
        if (size == 1)
        {
            if (header.Length < LargeHeaderSize || end - position < LargeHeaderSize)
            {
                return false;
            }

            size = BinaryPrimitives.ReadUInt64BigEndian(header.Slice(HeaderSize));
            headerSize = LargeHeaderSize;
        }
        else if (size == 0)
        {
            size = (ulong)(end - position);
        }

        if (size < (ulong)headerSize)
        {
            return false;
        }

        bool isCut = size > (ulong)(end - position);
        box = new Box(
            BinaryPrimitives.ReadUInt32BigEndian(header.Slice(4)),
            position,
            position + headerSize,
            isCut ? end : position + (long)size,
            isCut);
        return true;
    }

    /// <summary>Finds the first child of a type.</summary>
    public bool TryFind(Box parent, uint type, out Box found)
    {
        for (long position = parent.Content; TryRead(position, parent.End, out found); position = found.End)
        {
            if (found.Type == type)
            {
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>The first child of a type; missing if there is none.</summary>
    public Box Find(Box parent, uint type)
    {
        TryFind(parent, type, out Box found);
        return found;
    }

    /// <summary>The children, up to the first data that is not a valid box.</summary>
    public IEnumerable<Box> EnumerateChildren(Box parent)
    {
        for (long position = parent.Content; TryRead(position, parent.End, out Box box); position = box.End)
        {
            yield return box;
        }
    }

    /// <summary>The content of a box, or its first bytes; empty for a missing box.</summary>
    public ReadOnlySpan<byte> ReadContent(Box box, int maxSize) =>
        box.IsMissing ? default : Window.Peek(box.Content, (int)Math.Min(maxSize, box.ContentSize));
}
