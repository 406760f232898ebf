using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MiniMax.Audio;

/// <summary>Adds up the squares of samples, full scale being 1.</summary>
internal static class SampleSquares
{
    /// <summary>The squares of the 256 codes of A-law and µ-law (ITU-T G.711, tables 1 and 2), of a full scale of 16 bits.</summary>
    private static readonly double[] s_aLaw = [.. Enumerable.Range(0, 256).Select(code => Square(ExpandALaw((byte)code)))];

    private static readonly double[] s_muLaw = [.. Enumerable.Range(0, 256).Select(code => Square(ExpandMuLaw((byte)code)))];

    /// <summary>Whether samples of the format can be read: floating point has 32 or 64 bits, A-law and µ-law have 8.</summary>
    public static bool CanRead(WaveLayout layout) =>
        WaveCodec.IsPcm(layout.Format) || (WaveCodec.IsFloat(layout.Format) ? layout.SampleSize is 4 or 8 : layout.SampleSize == 1);

    /// <param name="layout">The format of the samples.</param>
    /// <param name="bytes">Whole samples.</param>
    public static double Sum(WaveLayout layout, ReadOnlySpan<byte> bytes)
    {
        WaveFormat format = layout.Format;
        if (WaveCodec.IsFloat(format)) return layout.SampleSize == 4 ? SumSingle(bytes) : SumDouble(bytes);
        if (WaveCodec.IsPcm(format)) return layout.SampleSize switch { 1 => SumUnsigned(bytes), 2 => Sum16(bytes), _ => SumWide(bytes, layout.SampleSize) };

        return SumCodes(bytes, WaveCodec.IsALaw(format) ? s_aLaw : s_muLaw);
    }

    private static double SumCodes(ReadOnlySpan<byte> bytes, double[] squares)
    {
        double sum = 0;
        foreach (byte code in bytes) sum += squares[code];

        return sum;
    }

    private static double SumUnsigned(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte value in bytes) sum += (value - 128) * (value - 128);

        return sum / (128.0 * 128);
    }

    private static double Sum16(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        for (; bytes.Length >= 2; bytes = bytes.Slice(2))
        {
            int value = BinaryPrimitives.ReadInt16LittleEndian(bytes);
            sum += (long)value * value;
        }

        return sum / (32768.0 * 32768);
    }

    /// <summary>The upper bytes tell enough: the rest is below what anybody hears.</summary>
    private static double SumWide(ReadOnlySpan<byte> bytes, int size)
    {
        double sum = 0;
        for (; bytes.Length >= size; bytes = bytes.Slice(size))
        {
            double value = (sbyte)bytes[size - 1] * 65536 + (bytes[size - 2] << 8) + bytes[size - 3];
            sum += value * value;
        }

        return sum / (8388608.0 * 8388608);
    }

    private static double SumSingle(ReadOnlySpan<byte> bytes)
    {
        double sum = 0;
        for (; bytes.Length >= 4; bytes = bytes.Slice(4)) sum += SquareOfFloat(MemoryMarshal.Read<float>(bytes));

        return sum;
    }

    private static double SumDouble(ReadOnlySpan<byte> bytes)
    {
        double sum = 0;
        for (; bytes.Length >= 8; bytes = bytes.Slice(8)) sum += SquareOfFloat(BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bytes)));

        return sum;
    }

    /// <summary>Anything beyond full scale, and what is no number, is as loud as can be.</summary>
    private static double SquareOfFloat(double value) => value is > -1 and < 1 ? value * value : 1;

    private static double Square(int value) => value / 32768.0 * (value / 32768.0);

    private static int ExpandALaw(byte code)
    {
        int bits = code ^ 0x55;
        int mantissa = (bits & 15) << 4;
        int exponent = bits >> 4 & 7;
        return exponent == 0 ? mantissa + 8 : mantissa + 0x108 << exponent - 1;
    }

    private static int ExpandMuLaw(byte code)
    {
        int bits = ~code & 0x7F;
        return (((bits & 15) << 3) + 0x84 << (bits >> 4)) - 0x84;
    }
}
