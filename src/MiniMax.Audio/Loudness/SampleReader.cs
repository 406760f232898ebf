using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio.Loudness;

/// <summary>Reads the samples of an uncompressed WAV, where full scale is 1.</summary>
internal sealed class SampleReader(WaveLayout layout)
{
    /// <summary>The values of the 256 codes of A-law and µ-law (ITU-T G.711, tables 1 and 2; 16 bits are full scale), and of 8-bit PCM.</summary>
    private static readonly float[] s_aLaw = [.. Enumerable.Range(0, 256).Select(code => ExpandALaw((byte)code) / 32768f)];

    private static readonly float[] s_muLaw = [.. Enumerable.Range(0, 256).Select(code => ExpandMuLaw((byte)code) / 32768f)];

    private static readonly float[] s_unsigned = [.. Enumerable.Range(0, 256).Select(code => (code - 128) / 128f)];

    private readonly bool _isFloat = WaveCodec.IsFloat(layout.Format);
    private readonly bool _isBigEndian = layout.IsBigEndian;
    private readonly int _size = layout.SampleSize;
    private readonly int _kept = layout.KeptSize;
    private readonly float[]? _codes =
        layout.SampleSize != 1 ? null : WaveCodec.IsPcm(layout.Format) ? s_unsigned : WaveCodec.IsALaw(layout.Format) ? s_aLaw : s_muLaw;
    private byte[] _swapped = [];

    /// <summary>Whether samples of the format can be read: floating point has 32 or 64 bits, A-law and µ-law have 8.</summary>
    public static bool CanRead(WaveLayout layout) =>
        WaveCodec.IsPcm(layout.Format) || (WaveCodec.IsFloat(layout.Format) ? layout.SampleSize is 4 or 8 : layout.SampleSize == 1);

    /// <summary>Reads whole samples into a buffer for as many values.</summary>
    public void Read(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        if (_codes is not null)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = _codes[bytes[i]];
            }

            return;
        }

        if (_isBigEndian)
        {
            bytes = Swap(bytes);
        }

        if (_isFloat && _size == 4)
        {
            ReadSingle(MemoryMarshal.Cast<byte, float>(bytes), samples);
        }
        else if (_isFloat)
        {
            ReadDouble(bytes, samples);
        }
        else if (_size == 2)
        {
            Read16(MemoryMarshal.Cast<byte, short>(bytes), samples);
        }
        else
        {
            ReadWide(bytes, samples);
        }
    }

    [MethodImpl(Optimization.Immediate)]
    private static void Read16(ReadOnlySpan<short> values, Span<float> samples)
    {
        ReadOnlySpan<Vector<short>> vectors = MemoryMarshal.Cast<short, Vector<short>>(values);
        Span<Vector<float>> targets = MemoryMarshal.Cast<float, Vector<float>>(samples);
        var scale = new Vector<float>(1 / 32768f);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out Vector<int> low, out Vector<int> high);
            targets[2 * i] = Vector.ConvertToSingle(low) * scale;
            targets[2 * i + 1] = Vector.ConvertToSingle(high) * scale;
        }

        // Stryker disable once arithmetic: an earlier start only converts samples again.
        for (int i = vectors.Length * Vector<short>.Count; i < samples.Length; i++)
        {
            samples[i] = values[i] / 32768f;
        }
    }

    /// <summary>Reads the upper three bytes of each sample: the others are inaudible.</summary>
    private void ReadWide(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        int offset = _kept - 3;
        for (int i = 0; i < samples.Length; i++)
        {
            // Stryker disable once conditional,equality: both forms read the same three bytes.
            int upper = offset + 4 <= bytes.Length
                ? BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(offset)) << 8 >> 8
                : (sbyte)bytes[offset + 2] << 16 | bytes[offset + 1] << 8 | bytes[offset];
            samples[i] = upper * (1 / 8388608f);
            offset += _size;
        }
    }

    private static void ReadSingle(ReadOnlySpan<float> values, Span<float> samples)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Span<Vector<float>> targets = MemoryMarshal.Cast<float, Vector<float>>(samples);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector<float> value = vectors[i];
            var limit = Vector.ConditionalSelect(Vector.LessThan(value, Vector<float>.Zero), -Vector<float>.One, Vector<float>.One);
            targets[i] = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(value), Vector<float>.One), value, limit);
        }

        // Stryker disable once arithmetic: an earlier start only converts samples again.
        for (int i = vectors.Length * Vector<float>.Count; i < samples.Length; i++)
        {
            samples[i] = Limit(values[i]);
        }
    }

    private static void ReadDouble(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Limit(BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8 * i))));
        }
    }

    /// <summary>Limits a value to full scale. A value that is not a number counts as full scale.</summary>
    // Stryker disable once equality: at the limits, both forms are equal.
    private static float Limit(double value) => value is > -1 and < 1 ? (float)value : value < 0 ? -1 : 1;

    private ReadOnlySpan<byte> Swap(ReadOnlySpan<byte> bytes)
    {
        // Stryker disable once equality: a new buffer of the same length.
        if (_swapped.Length < bytes.Length)
        {
            _swapped = new byte[bytes.Length];
        }

        Span<byte> swapped = _swapped.AsSpan(0, bytes.Length);
        bytes.CopyTo(swapped);
        for (int i = 0; i < swapped.Length; i += _size)
        {
            swapped.Slice(i, _size).Reverse();
        }

        return swapped;
    }

    private static int ExpandALaw(byte code)
    {
        int bits = code ^ 0x55;
        int mantissa = (bits & 15) << 4;
        int exponent = bits >> 4 & 7;
        int magnitude = exponent == 0 ? mantissa + 8 : mantissa + 0x108 << exponent - 1;
        // Stryker disable once equality: inverted samples have the same levels.
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static int ExpandMuLaw(byte code)
    {
        int bits = ~code & 0x7F;
        int magnitude = (((bits & 15) << 3) + 0x84 << (bits >> 4)) - 0x84;
        // Stryker disable once equality: inverted samples have the same levels.
        return (code & 0x80) != 0 ? magnitude : -magnitude;
    }
}
