namespace MiniMax.Tests.Audio.Measuring;

/// <summary>Common faults of recordings, in exact amounts.</summary>
internal static class Degradation
{
    private const double SpeechRange = 25;

    public static double[] Gain(double[] samples, double decibels) => [.. samples.Select(v => v * Math.Pow(10, decibels / 20))];

    /// <summary>Adds hum, hiss and traffic: noise at a level relative to that of the speech.</summary>
    public static double[] AddNoise(double[] samples, double ratio, int seed)
    {
        var random = new Random(seed);
        double level = Math.Sqrt(SpeechPower(samples)) * Math.Pow(10, -ratio / 20);
        double slow = 0;
        return [.. samples.Select(v =>
        {
            // Half of the power is in the low frequencies.
            double white = Math.Sqrt(3) * (2 * random.NextDouble() - 1);
            slow += 0.1 * (white - slow);
            return v + level * (0.7 * white + 0.7 * slow * Math.Sqrt(1.9 / 0.1));
        })];
    }

    /// <summary>Returns the speech with silence before and after it, which is a share of the whole.</summary>
    public static double[] AddSilence(double[] samples, double share, int seed)
    {
        var random = new Random(seed);
        int silence = (int)(samples.Length * share);
        int before = (int)(silence * random.NextDouble());
        double[] speech = samples[..(samples.Length - silence)];
        return [.. new double[before], .. speech, .. new double[silence - before]];
    }

    /// <summary>The power of the loud frames for speech, and the whole power for other sounds, such as square waves.</summary>
    private static double SpeechPower(double[] samples)
    {
        double[] powers = [.. samples.Chunk(Recording.Rate / 50).Select(f => f.Sum(v => v * v) / f.Length).Order()];
        double loud = powers[(int)(0.95 * powers.Length)];
        return powers.Where(p => p > loud * Math.Pow(10, -SpeechRange / 10)).Average();
    }
}
