namespace MiniMax.Audio.Reading;

/// <summary>Reads bits, the most significant first, with lookahead. Bits after the end are zeros.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The position of the next bit.</summary>
    public int Position { get; set; }

    public readonly int End => _bytes.Length * 8;

    public readonly int Remaining => End - Position;

    /// <summary>The next bits, 24 at most.</summary>
    public readonly int Peek(int count) => count == 0 ? 0 : (int)(Peek() >> (32 - count));

    /// <summary>The next 25 bits, from the most significant one on, and a few more.</summary>
    public readonly uint Peek()
    {
        int first = Position >> 3;
        uint bits = first + 4 <= _bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(_bytes.Slice(first)) : PeekAtEnd(first);
        return bits << (Position & 7);
    }

    public int Read(int count)
    {
        int value = Peek(count);
        Position += count;
        return value;
    }

    private readonly uint PeekAtEnd(int first)
    {
        uint bits = 0;
        for (int i = first; i < first + 4; i++)
        {
            bits = bits << 8 | (i < _bytes.Length ? _bytes[i] : 0u);
        }

        return bits;
    }
}
