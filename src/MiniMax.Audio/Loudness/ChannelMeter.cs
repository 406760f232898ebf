using System.Numerics;
using System.Runtime.CompilerServices;

namespace MiniMax.Audio.Loudness;

/// <summary>Measures one channel of a WAV while it is read: its power, its largest sample, and runs of equal samples there.</summary>
internal sealed class ChannelMeter
{
    /// <summary>The magnitude below which equal samples are not clipping: -6 dBFS.</summary>
    public const float MinClipped = 0.5011872f;

    /// <summary>The number of consecutive samples at the largest value that counts as clipping.</summary>
    private const int MinRun = 3;

    /// <summary>The number of samples that a frame needs to determine its DC offset.</summary>
    private const int MinForOffset = 32;

    private double _squares;
    private double _sum;
    private Edge _upper;
    private Edge _lower;

    /// <summary>The sum of the mean squares of all frames.</summary>
    public double Power { get; private set; }

    /// <summary>The magnitude of the largest sample, where full scale is 1.</summary>
    public float Peak => Math.Max(_upper.Value, _lower.Value);

    /// <summary>Adds the sum of the squares and the sum of a block of samples.</summary>
    public void Add(double squares, double sum)
    {
        _squares += squares;
        // Stryker disable once assignment: only the square of the sum counts.
        _sum += sum;
    }

    /// <summary>Ends a frame with this number of samples.</summary>
    /// <returns>The mean square of the frame, without a DC offset, which is inaudible and would hide the pauses.</returns>
    [MethodImpl(Optimization.Immediate)]
    public double EndFrame(long count)
    {
        double mean = count < MinForOffset ? 0 : _sum / count;
        double power = Math.Max(0, _squares / count - mean * mean);
        Power += power;
        _squares = _sum = 0;
        return power;
    }

    /// <summary>Whether any of the given 16-bit samples, of this or of another channel, reaches the largest one so far.</summary>
    public bool IsReachedBy(Vector<short> largest, Vector<short> smallest) =>
        Vector.GreaterThanOrEqualAny(largest, new Vector<short>(_upper.Value16)) || Vector.LessThanOrEqualAny(smallest, new Vector<short>((short)-_lower.Value16));

    /// <summary>Whether a 16-bit sample reaches the largest one so far.</summary>
    public bool IsReachedBy(short sample) => sample >= _upper.Value16 || sample <= -_lower.Value16;

    /// <summary>Counts runs at the largest value in a block that reaches it.</summary>
    /// <param name="block">Samples of all channels.</param>
    /// <param name="channel">The index of this channel.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="largest">The largest sample of this channel in the block.</param>
    /// <param name="smallest">The smallest sample of this channel in the block.</param>
    public void Scan(ReadOnlySpan<float> block, int channel, int channels, float largest, float smallest)
    {
        _upper.Scan(block.Slice(channel), channels, largest, 1);
        _lower.Scan(block.Slice(channel), channels, -smallest, -1);
    }

    /// <summary>The number of samples in runs at the largest value, if that is at least <paramref name="floor"/>.</summary>
    public long CountClipped(double floor) => (_upper.Value >= floor ? _upper.Clipped : 0) + (_lower.Value >= floor ? _lower.Clipped : 0);

    private struct Edge
    {
        private long _run;
        private short _value16;

        public float Value { get; private set; }

        /// <summary>The value in 16 bits, at least 1, so that silence does not count.</summary>
        // Stryker disable once linq: with a smaller value, more blocks are scanned.
        public readonly short Value16 => Math.Max((short)1, _value16);

        public long Clipped { get; private set; }

        [MethodImpl(Optimization.Immediate)]
        public void Scan(ReadOnlySpan<float> block, int step, float largest, float sign)
        {
            if (largest > Value)
            {
                Value = largest;
                // Stryker disable once arithmetic: with a smaller value, more blocks are scanned.
                _value16 = (short)Math.Min(short.MaxValue, largest * 32768);
                Clipped = 0;
                _run = 0;
            }

            if (largest < Value || Value < MinClipped)
            {
                _run = 0;
                return;
            }

            float edge = sign * largest;
            for (int i = 0; i < block.Length; i += step)
            {
                if (block[i] != edge)
                {
                    _run = 0;
                }
                else if (++_run >= MinRun)
                {
                    Clipped += _run == MinRun ? MinRun : 1;
                }
            }
        }
    }
}
