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
    /// <param name="total">The sum of the samples themselves, which tells a DC offset; 0 where there can be none.</param>
    public static double Sum(WaveLayout layout, ReadOnlySpan<byte> bytes, out double total)
    {
        WaveFormat format = layout.Format;
        total = 0;
        if (WaveCodec.IsFloat(format)) return layout.SampleSize == 4 ? SumSingle(bytes, out total) : SumDouble(bytes, out total);
        if (WaveCodec.IsPcm(format)) return layout.SampleSize switch { 1 => SumUnsigned(bytes, out total), 2 => Sum16(bytes, out total), _ => SumWide(bytes, layout.SampleSize, layout.KeptSize, out total) };

        return SumCodes(bytes, WaveCodec.IsALaw(format) ? s_aLaw : s_muLaw);
    }

    private static double SumCodes(ReadOnlySpan<byte> bytes, double[] squares)
    {
        double sum = 0;
        foreach (byte code in bytes) sum += squares[code];

        return sum;
    }

    private static double SumUnsigned(ReadOnlySpan<byte> bytes, out double total)
    {
        long sum = 0;
        long values = 0;
        foreach (byte code in bytes)
        {
            int value = code - 128;
            sum += value * value;
            values += value;
        }

        total = values / 128.0;
        return sum / (128.0 * 128);
    }

    private static double Sum16(ReadOnlySpan<byte> bytes, out double total)
    {
        long sum = 0;
        long values = 0;
        for (; bytes.Length >= 2; bytes = bytes.Slice(2))
        {
            int value = BinaryPrimitives.ReadInt16LittleEndian(bytes);
            sum += (long)value * value;
            values += value;
        }

        total = values / 32768.0;
        return sum / (32768.0 * 32768);
    }

    /// <summary>The upper bytes of what is kept of a sample tell enough: the rest is below what anybody hears.</summary>
    private static double SumWide(ReadOnlySpan<byte> bytes, int size, int kept, out double total)
    {
        double sum = 0;
        double values = 0;
        for (; bytes.Length >= size; bytes = bytes.Slice(size))
        {
            double value = (sbyte)bytes[kept - 1] * 65536 + (bytes[kept - 2] << 8) + bytes[kept - 3];
            sum += value * value;
            values += value;
        }

        total = values / 8388608.0;
        return sum / (8388608.0 * 8388608);
    }

    private static double SumSingle(ReadOnlySpan<byte> bytes, out double total)
    {
        double sum = 0;
        total = 0;
        for (; bytes.Length >= 4; bytes = bytes.Slice(4))
        {
            float value = MemoryMarshal.Read<float>(bytes);
            sum += SquareOfFloat(value);
            total += Limited(value);
        }

        return sum;
    }

    private static double SumDouble(ReadOnlySpan<byte> bytes, out double total)
    {
        double sum = 0;
        total = 0;
        for (; bytes.Length >= 8; bytes = bytes.Slice(8))
        {
            double value = BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bytes));
            sum += SquareOfFloat(value);
            total += Limited(value);
        }

        return sum;
    }

    private static double Limited(double value) => value is > -1 and < 1 ? value : 0;

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
