namespace MiniMax.Audio.Facts;

/// <summary>A length of audio as a whole number of units, with the number of units per second.</summary>
/// <remarks>Not a floating-point number, because one unit decides at the limit.</remarks>
internal readonly struct SampleLength(long samples, long rate)
{
    /// <summary>More than any file has. Sums are capped here, so that they cannot overflow.</summary>
    public const long MaximumSamples = long.MaxValue / 4;

    public long Samples { get; } = Math.Min(Math.Max(samples, 0), MaximumSamples);

    public long Rate { get; } = Math.Max(rate, 1);

    public decimal Seconds => (decimal)Samples / Rate;

    public long Ticks => ScaleTo(TimeSpan.TicksPerSecond);

    /// <summary>The number of whole units of another rate in this length.</summary>
    public long ScaleTo(long rate) => Scale(Samples, rate, Rate);

    /// <summary><paramref name="value"/> × <paramref name="multiplier"/> ÷ <paramref name="divisor"/>, truncated, and capped instead of overflowing.</summary>
    public static long Scale(long value, long multiplier, long divisor)
    {
        decimal scaled = (decimal)value * multiplier / divisor;
        // Stryker disable once equality: at the limit, both branches return the limit.
        return scaled >= MaximumSamples ? MaximumSamples : (long)scaled;
    }

    public int CompareToSeconds(long seconds) => ((decimal)Samples).CompareTo((decimal)seconds * Rate);

    public int CompareTo(SampleLength other) =>
        // Stryker disable once conditional: at one rate, samples and seconds have the same order.
        Rate == other.Rate ? Samples.CompareTo(other.Samples) : Seconds.CompareTo(other.Seconds);
}
