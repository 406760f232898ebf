namespace MiniMax.Audio.Reading;

/// <summary>Walks a table of fixed-size, big-endian entries, on a separate window if the table does not fit into the shared one.</summary>
/// <remarks>The caller has limited the number of entries to the size of the table.</remarks>
internal sealed class TableCursor(ByteWindow window, long position, long count, int entrySize) : IDisposable
{
    // Stryker disable once arithmetic: both windows return the same bytes.
    private readonly ByteWindow _window = window.Holds(position, count * entrySize) ? window : window.OpenSecond();
    private long _position = position;

    public long Remaining { get; private set; } = count;

    public bool TryNext(out ReadOnlySpan<byte> entry)
    {
        entry = Remaining > 0 ? _window.Peek(_position, entrySize) : default;
        if (entry.Length < entrySize)
        {
            Remaining = 0;
            return false;
        }

        _position += entrySize;
        Remaining--;
        return true;
    }

    /// <summary>Adds up 32-bit numbers of a table whose entries are bytes, as many at a time as fit into the window.</summary>
    public long SumUInt32(long count)
    {
        long sum = 0;
        while (count > 0 && Remaining >= 4)
        {
            ReadOnlySpan<byte> bytes = _window.PeekBuffered(_position, 4);
            int available = (int)Math.Min(Math.Min(bytes.Length, Remaining) / 4, count);
            if (available == 0)
            {
                Remaining = 0;
                // Stryker disable once statement: without remaining entries, the loop ends.
                break;
            }

            for (int i = 0; i < available; i++)
            {
                sum += BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(4 * i));
            }

            _position += 4 * available;
            Remaining -= 4 * available;
            count -= available;
        }

        return sum;
    }

    public void Dispose()
    {
        if (_window != window)
        {
            _window.Dispose();
        }
    }
}
