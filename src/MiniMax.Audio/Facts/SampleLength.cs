namespace MiniMax.Audio.Facts;

/// <summary>A length of audio as what it is made of: a whole number of units, so many to the second.</summary>
/// <remarks>Never a floating-point number: at the limit one unit decides.</remarks>
internal readonly struct SampleLength
{
    /// <summary>No file holds more; above it sums stop growing, so that none can overflow.</summary>
    public const long MaximumSamples = long.MaxValue / 4;

    public SampleLength(long samples, long rate)
    {
        Samples = Math.Min(Math.Max(samples, 0), MaximumSamples);
        Rate = Math.Max(rate, 1);
    }

    public long Samples { get; }

    public long Rate { get; }

    public decimal Seconds => (decimal)Samples / Rate;

    public long Ticks => ScaledTo(TimeSpan.TicksPerSecond);

    /// <summary>The whole units of another rate that fit into this length.</summary>
    public long ScaledTo(long rate) => Scale(Samples, rate, Rate);

    /// <summary><paramref name="value"/> × <paramref name="multiplier"/> ÷ <paramref name="divisor"/>, cut, and capped rather than overflowed.</summary>
    public static long Scale(long value, long multiplier, long divisor)
    {
        decimal scaled = (decimal)value * multiplier / divisor;
        return scaled >= MaximumSamples ? MaximumSamples : (long)scaled;
    }

    public int CompareToSeconds(long seconds) => ((decimal)Samples).CompareTo((decimal)seconds * Rate);

    public int CompareTo(SampleLength other) =>
        Rate == other.Rate ? Samples.CompareTo(other.Samples) : Seconds.CompareTo(other.Seconds);
}
