using System.Buffers.Binary;

namespace MiniMax.Tests.Audio.Fuzz;

/// <summary>Changes a few numbers of the headers as faulty programs do: doubled, halved, increased by one, small. The result depends only on the seed.</summary>
internal sealed class NumberMutator(int seed)
{
    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] original)
    {
        byte[] bytes = [.. original];
        int changes = 1 + _random.Next(3);
        for (int i = 0; i < changes; i++)
        {
            Change(bytes);
        }

        return bytes;
    }

    private void Change(byte[] bytes)
    {
        int reach = new[] { 64, 256, 3000 }[_random.Next(3)];
        int position = _random.Next(4) == 0 ? bytes.Length - 1 - _random.Next(Math.Min(reach, bytes.Length)) : _random.Next(Math.Min(reach, bytes.Length));
        int width = new[] { 1, 2, 4 }[_random.Next(3)];
        if (bytes.Length - position < width)
        {
            return;
        }

        Span<byte> field = bytes.AsSpan(position, width);
        bool isBigEndian = _random.Next(2) == 0;
        uint value = Changed(Read(field, isBigEndian));
        Write(field, value, isBigEndian);
    }

    private uint Changed(uint value) => _random.Next(8) switch
    {
        0 => value * 2,
        1 => value / 2,
        2 => value + 1,
        3 => value - 1,
        4 => (uint)_random.Next(64),
        5 => value * (uint)_random.Next(3, 20),
        6 => value / (uint)_random.Next(3, 20),
        _ => value ^ 1u << _random.Next(32),
    };

    private static uint Read(ReadOnlySpan<byte> field, bool isBigEndian) => (field.Length, isBigEndian) switch
    {
        (1, _) => field[0],
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(field),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(field),
        (_, true) => BinaryPrimitives.ReadUInt32BigEndian(field),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(field),
    };

    private static void Write(Span<byte> field, uint value, bool isBigEndian)
    {
        if (field.Length == 1)
        {
            field[0] = (byte)value;
        }
        else if (field.Length == 2 && isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)value);
        }
        else if (field.Length == 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)value);
        }
        else if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(field, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(field, value);
        }
    }
}
