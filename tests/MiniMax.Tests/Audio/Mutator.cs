using System.Buffers.Binary;

namespace MiniMax.Tests.Audio;

/// <summary>Damages a file in typical ways. The result depends only on the seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly ulong[] s_lengths = [0, 1, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, ulong.MaxValue];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] original)
    {
        byte[] bytes = [.. original];
        int changes = 1 + _random.Next(6);
        for (int i = 0; i < changes && bytes.Length > 0; i++)
        {
            bytes = Change(bytes);
        }

        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        int position = Position(bytes.Length);
        switch (_random.Next(9))
        {
            case 0:
                bytes[position] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[position] = (byte)_random.Next(256);
                return bytes;
            case 2:
                WriteLength(bytes.AsSpan(position), bigEndian: true);
                return bytes;
            case 3:
                WriteLength(bytes.AsSpan(position), bigEndian: false);
                return bytes;
            case 4:
                return bytes[..position];
            case 5:
                return [.. bytes[..position], .. bytes[Math.Min(bytes.Length, position + _random.Next(1, 2000))..]];
            case 6:
                byte[] junk = new byte[_random.Next(1, 2000)];
                _random.NextBytes(junk);
                return [.. bytes[..position], .. junk, .. bytes[position..]];
            case 7:
                int length = Math.Min(bytes.Length - position, _random.Next(1, 4000));
                return [.. bytes[..position], .. bytes.AsSpan(position, length), .. bytes[position..]];
            default:
                bytes.AsSpan(position, Math.Min(bytes.Length - position, _random.Next(1, 64))).Fill((byte)(_random.Next(2) * 255));
                return bytes;
        }
    }

    /// <summary>Usually a position near the headers: near the start or the end.</summary>
    private int Position(int length) => _random.Next(3) switch
    {
        0 => _random.Next(Math.Min(length, 200)),
        1 => length - 1 - _random.Next(Math.Min(length, 2500)),
        _ => _random.Next(length),
    };

    private void WriteLength(Span<byte> bytes, bool bigEndian)
    {
        ulong value = s_lengths[_random.Next(s_lengths.Length)];
        if (bytes.Length >= 8 && _random.Next(4) == 0)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            }
        }
        else if (bytes.Length >= 4)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
            }
        }
    }
}
