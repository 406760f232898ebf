namespace MiniMax.Audio.Reading;

/// <summary>Reads bits, the most significant first. Bits after the end are zeros.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Remaining => _bytes.Length * 8 - _position;

    public int Read(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
        {
            int bit = _position < _bytes.Length * 8 ? _bytes[_position >> 3] >> (7 - (_position & 7)) & 1 : 0;
            value = value << 1 | bit;
            _position++;
        }

        return value;
    }
}
