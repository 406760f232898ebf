using System.Buffers;
using System.Runtime.CompilerServices;

namespace MiniMax.Audio.Reading;

/// <summary>A bounded view that moves over a seekable stream. An inspection reads only through such windows.</summary>
internal sealed class ByteWindow(Stream stream, long length, int capacity = ByteWindow.Capacity) : IDisposable
{
    /// <summary>The first read: enough for the header of a WAV or for a small movie box.</summary>
    public const int SmallRead = 8 * 1024;

    public const int Capacity = 128 * 1024;

    private const int ElsewhereCapacity = 256;

    private readonly int _capacity = capacity - ElsewhereCapacity;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private long _start;
    private int _count;

    public long Length { get; } = length;

    /// <summary>The minimum number of bytes that a read requests.</summary>
    public int ReadAhead { get; set; } = SmallRead;

    /// <summary>The number of preceding bytes that a read at another position includes.</summary>
    public int ReadBehind { get; set; }

    /// <summary>Creates a second, small window, for a table that is read in parallel with another one.</summary>
    public ByteWindow OpenSecond() => new(stream, Length, SmallRead);

    // Stryker disable once equality: reading again returns the same bytes.
    public bool Holds(long position, long count) => position >= _start && count <= _start + _count - position;

    /// <summary>The bytes from <paramref name="position"/> on: as many as requested, or fewer at the end of the file.</summary>
    public ReadOnlySpan<byte> Peek(long position, int count)
    {
        ReadOnlySpan<byte> bytes = PeekBuffered(position, count);
        // Stryker disable once equality: a slice of the whole length changes nothing.
        return bytes.Length > count ? bytes.Slice(0, count) : bytes;
    }

    /// <summary>As <see cref="Peek"/>, with all following bytes that the window already has.</summary>
    [MethodImpl(Optimization.Immediate)]
    public ReadOnlySpan<byte> PeekBuffered(long position, int minimum)
    {
        minimum = (int)Math.Min(minimum, Length - position);
        if (!Holds(position, minimum))
        {
            Fill(position, minimum);
        }

        long offset = position - _start;
        return offset < 0 || offset >= _count ? default : _buffer.AsSpan((int)offset, _count - (int)offset);
    }

    /// <summary>A few bytes at another position, such as the end of the file, without moving the window.</summary>
    public ReadOnlySpan<byte> PeekElsewhere(long position, int count)
    {
        if (position < 0 || position >= Length)
        {
            return default;
        }

        count = (int)Math.Min(Math.Min(count, ElsewhereCapacity), Length - position);
        // Stryker disable once boolean: both branches return the same bytes.
        if (Holds(position, count))
        {
            return Peek(position, count);
        }

        stream.Position = position;
        return _buffer.AsSpan(_capacity, ReadInto(_capacity, count, count));
    }

    // Stryker disable once all: the garbage collector reclaims a buffer that is not returned.
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _count = 0;
        }
    }

    private void Fill(long position, int minimum)
    {
        if (position < 0 || position >= Length)
        {
            // The file has no bytes there, and the window may be needed at its position.
            return;
        }

        // Stryker disable once arithmetic: the end of the file also limits the read below.
        long wanted = Math.Min(Math.Min(Math.Max(minimum, ReadAhead), _capacity), Length - position);
        // Stryker disable once linq: a larger minimum only reads more.
        minimum = (int)Math.Min(minimum, wanted);

        // Stryker disable once equality: a window that moves too early returns the same bytes.
        if (position < _start || position > _start + _count)
        {
            _start = Math.Max(0, position - Math.Min(ReadBehind, _capacity - wanted));
            _count = 0;
        }
        else if (position + minimum > _start + _capacity)
        {
            int keep = (int)(_start + _count - position);
            Buffer.BlockCopy(_buffer, _count - keep, _buffer, 0, keep);
            _start = position;
            _count = keep;
        }

        long end = Math.Min(_start + _capacity, Math.Max(position + wanted, _start + _count + ReadAhead));
        int space = (int)(Math.Min(end, Length) - _start) - _count;
        stream.Position = _start + _count;
        _count += ReadInto(_count, space, (int)(position + minimum - _start) - _count);
    }

    /// <summary>Reads until there are enough bytes, because a stream may return fewer than it has.</summary>
    private int ReadInto(int offset, int space, int enough)
    {
        int total = 0;
        while (total < enough && stream.Read(_buffer, offset + total, space - total) is > 0 and int read)
        {
            total += read;
        }

        return total;
    }
}
