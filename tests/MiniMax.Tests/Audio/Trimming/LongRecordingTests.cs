namespace MiniMax.Tests.Audio.Trimming;

/// <summary>Recordings of more than 87 minutes, whose loudness has bins of double length: at 100 samples per second, each bin is one sample.</summary>
public class LongRecordingTests
{
    private const int Rate = 100;
    private const byte Half = 192;
    private const byte Silent = 128;

    [Fact]
    public void Two_bins_become_one_with_their_mean_power()
    {
        // In the first third, all samples are loud, then every second one; the last twelfth is silent.
        byte[] recording = Recording(i => i < 200_000 || i < 550_000 && i % 2 == 0 ? Half : Silent);

        double[] levels = Cutter.Levels(recording);

        Assert.Equal(300_000, levels.Length);
        Assert.All(levels[..100_000], l => Assert.Equal(-6, l));
        Assert.All(levels[100_000..275_000], l => Assert.Equal(-9, l));
        Assert.All(levels[275_000..], l => Assert.Equal(-127.5, l));
    }

    [Fact]
    public void Speech_after_90_minutes_is_found()
    {
        var cut = Cutter.Choose(Recording(i => i is >= 590_000 and < 590_500 ? Half : Silent));

        Assert.InRange(cut.Start, TimeSpan.FromSeconds(5897.5), TimeSpan.FromSeconds(5900));
        Assert.InRange(cut.Start + cut.Duration, TimeSpan.FromSeconds(5905), TimeSpan.FromSeconds(5907.5));
    }

    private static byte[] Recording(Func<int, byte> sample)
    {
        byte[] samples = new byte[600_000];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = sample(i);
        }

        return WavBuilder.File(WavBuilder.Format(1, 1, Rate, 1, 8), WavBuilder.Chunk("data", samples));
    }
}
