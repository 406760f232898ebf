using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio.Loudness;

/// <summary>Sums up 16-bit samples of one or two channels with vectors of integers, which takes little longer than reading the WAV.</summary>
internal sealed class Sums16
{
    private const float Scale = 1 / 32768f;

    private readonly Vector<float> _firstLanes;
    private readonly Vector<float> _secondLanes;

    public Sums16(int channels)
    {
        // The lanes alternate between two channels. All are of the first one if there is no second.
        float[] lanes = new float[Vector<float>.Count];
        for (int i = 0; i < lanes.Length; i += channels)
        {
            lanes[i] = Scale;
        }

        _firstLanes = new Vector<float>(lanes);
        _secondLanes = new Vector<float>(Scale) - _firstLanes;
    }

    /// <summary>Whether this class can sum up the samples.</summary>
    public static bool CanSum(WaveLayout layout) =>
        // Stryker disable once equality: the other form measures the same, but takes longer.
        WaveCodec.IsPcm(layout.Format) && layout.SampleSize == 2 && !layout.IsBigEndian && layout.Format.Channels <= 2;

    /// <summary>Adds whole samples of all channels.</summary>
    /// <returns>Whether a sample reaches the largest value so far, so that the block needs a scan for clipping.</returns>
    [MethodImpl(Optimization.Immediate)]
    public bool Add(ReadOnlySpan<short> samples, ChannelMeter[] channels)
    {
        // Two independent sums, which the processor computes in parallel.
        Vector<float> lowSquares = Vector<float>.Zero;
        Vector<float> highSquares = Vector<float>.Zero;
        Vector<int> sums = Vector<int>.Zero;
        Vector<short> largest = Vector<short>.Zero;
        Vector<short> smallest = Vector<short>.Zero;
        ReadOnlySpan<Vector<short>> vectors = MemoryMarshal.Cast<short, Vector<short>>(samples);
        foreach (Vector<short> vector in vectors)
        {
            Vector.Widen(vector, out Vector<int> low, out Vector<int> high);
            var lowValues = Vector.ConvertToSingle(low);
            var highValues = Vector.ConvertToSingle(high);
            lowSquares += lowValues * lowValues;
            highSquares += highValues * highValues;
            sums += low + high;
            largest = Vector.Max(largest, vector);
            smallest = Vector.Min(smallest, vector);
        }

        bool isStereo = channels.Length == 2;
        var values = Vector.ConvertToSingle(sums);
        Vector<float> squares = (lowSquares + highSquares) * Scale;
        double firstSquares = Vector.Dot(squares, _firstLanes);
        double firstSum = Vector.Dot(values, _firstLanes);
        double secondSquares = Vector.Dot(squares, _secondLanes);
        double secondSum = Vector.Dot(values, _secondLanes);
        bool isEdge = channels[0].IsReachedBy(largest, smallest) || isStereo && channels[1].IsReachedBy(largest, smallest);
        for (int i = vectors.Length * Vector<short>.Count; i < samples.Length; i++)
        {
            double value = samples[i] * Scale;
            int channel = i & (channels.Length - 1);
            if (channel == 0)
            {
                firstSquares += value * value;
                firstSum += value;
            }
            else
            {
                secondSquares += value * value;
                secondSum += value;
            }

            isEdge |= channels[channel].IsReachedBy(samples[i]);
        }

        channels[0].Add(firstSquares, firstSum);
        if (isStereo)
        {
            channels[1].Add(secondSquares, secondSum);
        }

        return isEdge;
    }
}
