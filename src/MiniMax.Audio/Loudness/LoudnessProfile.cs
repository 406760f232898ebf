namespace MiniMax.Audio.Loudness;

/// <summary>The loudness of a recording over time: the mean square of the samples of all channels in short, equal bins.</summary>
/// <remarks>
/// One byte for each bin, in steps of half a decibel, so that an hour of bins of 10 ms takes 360 KB. A recording of more
/// than <see cref="MaxBins"/> bins (87 minutes of 10 ms) gets bins of double length, repeatedly if needed.
/// </remarks>
public sealed class LoudnessProfile
{
    internal const int MaxBins = 1 << 19;

    /// <summary>The level of silence, in decibels relative to full scale.</summary>
    internal const double Silence = -StepsBelowFull / 2.0;

    private const int StepsBelowFull = byte.MaxValue;

    private static readonly double[] s_powers = [.. Enumerable.Range(0, StepsBelowFull + 1).Select(code => Math.Pow(10, -code / 20.0))];

    private byte[] _codes = new byte[1024];
    private int _merged = 1;
    private double _pending;
    private int _pendingBins;

    /// <param name="samplesPerBin">Samples of each channel in a bin.</param>
    /// <param name="origin">The sample of the recording at which the first bin begins; negative if a decoder does not play it.</param>
    internal LoudnessProfile(long samplesPerBin, long origin)
    {
        SamplesPerBin = samplesPerBin;
        Origin = origin;
    }

    /// <summary>Number of bins.</summary>
    public int Count { get; private set; }

    internal long SamplesPerBin { get; private set; }

    internal long Origin { get; }

    /// <summary>The level of a bin in decibels, from -127.5 to 0, where 0 is the mean square of full scale.</summary>
    /// <param name="bin">Index of the bin.</param>
    public double LevelOf(int bin) => -_codes[bin] / 2.0;

    /// <summary>Divides the recording into equal parts, for a chart, and returns the level of each in decibels.</summary>
    /// <param name="count">Number of parts.</param>
    public double[] Summarize(int count)
    {
        double[] levels = new double[Math.Max(count, 0)];
        for (int part = 0; part < levels.Length; part++)
        {
            int first = (int)((long)part * Count / levels.Length);
            int last = Math.Max(first + 1, (int)((part + 1L) * Count / levels.Length));
            double power = 0;
            for (int bin = first; bin < last && bin < Count; bin++)
            {
                power += PowerOf(bin);
            }

            levels[part] = LevelOfPower(power / (last - first));
        }

        return levels;
    }

    internal static double LevelOfPower(double power) => Math.Max(Silence, Math.Min(0, 10 * Math.Log10(power)));

    internal static byte CodeOf(double power) => (byte)Math.Round(-2 * LevelOfPower(power));

    internal double PowerOf(int bin) => s_powers[_codes[bin]];

    /// <summary>Adds a bin of the original length.</summary>
    internal void Add(double power)
    {
        _pending += power;
        _pendingBins++;
        if (_pendingBins == _merged && Count == MaxBins)
        {
            Merge();
        }

        if (_pendingBins == _merged)
        {
            Append(CodeOf(_pending / _pendingBins));
            _pending = 0;
            _pendingBins = 0;
        }
    }

    /// <summary>Adds a bin by its level in half decibels below full scale, to a profile that is too short for merged bins.</summary>
    internal void Append(byte code)
    {
        // Stryker disable once equality,linq: a larger array has the same levels.
        if (Count == _codes.Length)
        {
            Array.Resize(ref _codes, Math.Min(2 * _codes.Length, MaxBins));
        }

        _codes[Count++] = code;
    }

    private void Merge()
    {
        for (int bin = 0; bin < MaxBins / 2; bin++)
        {
            _codes[bin] = CodeOf((PowerOf(2 * bin) + PowerOf(2 * bin + 1)) / 2);
        }

        Count = MaxBins / 2;
        SamplesPerBin *= 2;
        _merged *= 2;
    }
}
