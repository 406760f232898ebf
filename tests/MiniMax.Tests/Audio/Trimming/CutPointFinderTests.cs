using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>The default part of a recording: it begins and ends in pauses, with as much speech as possible.</summary>
public class CutPointFinderTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Both_ends_are_in_pauses()
    {
        // Words without a pause for 3 s; pauses at 3 s, at 9.4 s and at 15 s.
        var cut = Cutter.Choose(Speech.Recording(20, (0.1, 3), (3.4, 9.2), (9.6, 14.8), (15.2, 20)));

        Assert.InRange(cut.Start, Seconds(3), Seconds(3.4));
        Assert.InRange(cut.Start + cut.Duration, Seconds(9.2), Seconds(9.6));
    }

    [Fact]
    public void A_DC_offset_does_not_hide_the_pauses()
    {
        byte[] recording = Speech.Recording(20, (0.1, 3), (3.4, 9.2), (9.6, 14.8), (15.2, 20));
        for (int i = recording.Length - 2; i >= recording.Length - 2 * 20 * Speech.Rate; i -= 2)
        {
            BitConverter.TryWriteBytes(recording.AsSpan(i), (short)(BitConverter.ToInt16(recording, i) + 16_000));
        }

        var cut = Cutter.Choose(recording);

        Assert.InRange(cut.Start, Seconds(3), Seconds(3.4));
        Assert.InRange(cut.Start + cut.Duration, Seconds(9.2), Seconds(9.6));
    }

    [Fact]
    public void Speech_is_kept_and_silence_is_trimmed()
    {
        var cut = Cutter.Choose(Speech.Recording(40, (25, 26), (26.4, 30.5)));

        Assert.InRange(cut.Start, Seconds(22.5), Seconds(25));
        Assert.InRange(cut.Start + cut.Duration, Seconds(30.5), Seconds(33));
    }

    [Fact]
    public void An_earlier_pause_is_preferred_to_a_cut_in_a_word()
    {
        var cut = Cutter.Choose(Speech.Recording(12, (0, 6), (6.3, 12)));

        Assert.Equal(TimeSpan.Zero, cut.Start);
        Assert.InRange(cut.Duration, Seconds(6), Seconds(6.3));
    }

    [Fact]
    public void The_stop_within_a_word_is_not_a_pause()
    {
        // 60 ms, as before a plosive, and a pause of 300 ms before it.
        var cut = Cutter.Choose(Speech.Recording(30, (0, 5.5), (5.8, 7), (7.06, 30)));

        Assert.InRange(cut.Start + cut.Duration, Seconds(5.5), Seconds(5.8));
    }

    [Fact]
    public void At_least_two_thirds_of_the_duration_are_kept()
    {
        var cut = Cutter.Choose(Speech.Recording(30, (0, 1), (1.5, 30)), seconds: 6);

        Assert.InRange(cut.Duration, Seconds(4), Seconds(6));
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(7.999)]
    [InlineData(3)]
    public void The_part_is_never_longer_than_requested(double seconds)
    {
        var cut = Cutter.Choose(Speech.Recording(12, (0, 12)), seconds: (decimal)seconds);

        Assert.True(cut.Duration <= Seconds(seconds), cut.Duration.ToString());
    }

    [Fact]
    public void A_recording_of_at_most_the_duration_is_kept_whole()
    {
        var cut = Cutter.Choose(Speech.Recording(7.5, (0, 7.5)));

        Assert.True(cut.IsWhole);
        Assert.Equal(Seconds(7.5), cut.Duration);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Silence_and_an_even_tone_are_kept_from_the_beginning(double to)
    {
        var cut = Cutter.Choose(Speech.Recording(20, (0, 20 * to)));

        Assert.Equal(TimeSpan.Zero, cut.Start);
        Assert.Equal(Seconds(7.5), cut.Duration);
    }

    [Fact]
    public void A_start_is_exact_to_the_sample_and_the_end_is_in_a_pause()
    {
        var cut = Cutter.Choose(Speech.Recording(20, (0, 8), (8.3, 20)), start: 2.0001250m);

        Assert.Equal(TimeSpan.FromTicks(20_001_250), cut.Start);
        Assert.InRange(cut.Start + cut.Duration, Seconds(8), Seconds(8.3));
    }

    [Fact]
    public void Start_and_duration_are_exact_to_the_sample()
    {
        var cut = Cutter.Choose(Speech.Recording(20, (0, 8), (8.3, 20)), start: 2, seconds: 6.5m, isExact: true);

        Assert.Equal(Seconds(2), cut.Start);
        Assert.Equal(Seconds(6.5), cut.Duration);
    }

    // The only pause after the start has the length that is examined, so that the best end is in its middle.
    [Fact]
    public void The_earliest_end_is_after_two_thirds_of_the_duration()
    {
        var cut = Cutter.Choose(Speech.Recording(20, (1, 6.92), (7.08, 20)), start: 2);

        Assert.Equal(Seconds(5), cut.Duration);
    }

    [Fact]
    public void A_start_after_the_end_keeps_the_last_sample()
    {
        using var stream = new MemoryStream(Speech.Recording(10), writable: false);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;

        AudioCut cut = audio.ChooseCut(audio.MeasureLoudness(CancellationToken.None), 11, 5, isExact: false);

        Assert.Equal(Seconds(1.0 / Speech.Rate), cut.Duration);
        Assert.False(audio.Contains(10));
        Assert.True(audio.Contains(9.9999m));
    }

    // The frames of a long encoder delay are before the first sample.
    [Fact]
    public void A_part_is_never_empty()
    {
        byte[] recording = [.. MpegParts.Tagged(MpegParts.Frames(1), MpegParts.Xing("Info", 1, 800, "LAME3.100", 4095, 529)), .. MpegParts.Frames(800)];

        var cut = Cutter.Choose(recording, seconds: 0.02m);

        Assert.Equal((TimeSpan.Zero, Seconds(0.02)), (cut.Start, cut.Duration));
    }

    [Fact]
    public void A_part_from_the_beginning_of_an_MP3_without_a_delay_begins_at_its_first_sample() =>
        Assert.Equal(TimeSpan.Zero, Cutter.Choose(MpegParts.Frames(800)).Start);

    [Fact]
    public void A_recording_of_1024_bins_is_trimmed() =>
        Assert.Equal(Seconds(7.5), Cutter.Choose(Speech.Recording(10.24, (0, 10.24))).Duration);

    // Every part is tried. The value of a part is the seconds of speech in it, minus the costs of its two cuts.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void No_part_is_better_than_the_chosen_one(int seed)
    {
        const int MinBins = 200;
        const int MaxBins = 300;
        byte[] recording = RandomRecording(seed);
        double[] levels = Cutter.Levels(recording);
        double[] values = [.. Costs(levels).Zip(SpeechBefore(levels), (cost, speech) => speech - cost)];
        double[] costs = Costs(levels);

        AudioCut cut = Cutter.Choose(recording, seconds: 3);

        double Value(int start, int end) => values[end] - values[start] - 2 * costs[start];
        double best = Enumerable.Range(0, levels.Length - MinBins + 1)
            .SelectMany(start => Enumerable.Range(start + MinBins, MaxBins - MinBins + 1).Where(end => end <= levels.Length).Select(end => Value(start, end)))
            .Max();
        Assert.Equal(best, Value(Bin(cut.Start), Bin(cut.Start + cut.Duration)), 1e-4);

        static int Bin(TimeSpan time) => (int)Math.Round(time.TotalSeconds * 100);
    }

    [Fact]
    public void A_start_near_the_end_keeps_the_remaining_audio()
    {
        var cut = Cutter.Choose(Speech.Recording(20, (0, 20)), start: 15);

        Assert.Equal(Seconds(5), cut.Duration);
    }

    /// <summary>12 s whose level moves steadily from one random value to the next: 16 bits, 1,000 samples per second.</summary>
    private static byte[] RandomRecording(int seed)
    {
        const int Samples = 12_000;
        var random = new Random(seed);
        byte[] samples = new byte[2 * Samples];
        double level = -50;
        for (int i = 0; i < Samples;)
        {
            int length = random.Next(40, 2500);
            double next = random.Next(-70, -6);
            for (int j = 0; j < length && i < Samples; i++, j++)
            {
                double amplitude = 32767 * Math.Pow(10, (level + (next - level) * j / length) / 20);
                BitConverter.TryWriteBytes(samples.AsSpan(2 * i), (short)(i % 2 == 0 ? amplitude : -amplitude));
            }

            level = next;
        }

        return WavBuilder.File(WavBuilder.Format(1, 1, 1000, 2, 16), WavBuilder.Chunk("data", samples));
    }

    /// <summary>The level of the 160 ms around each position, as a share of the way from noise to loud, times 10; nothing at both ends.</summary>
    private static double[] Costs(double[] levels)
    {
        const int Half = 8;
        (double noise, double range) = NoiseAndRange(levels);
        return [.. Enumerable.Range(0, levels.Length + 1).Select(place =>
        {
            double power = place == 0 || place == levels.Length ? 0 : levels[Math.Max(0, place - Half)..Math.Min(levels.Length, place + Half)].Average(l => Math.Pow(10, l / 10));
            return 10 * Math.Clamp((10 * Math.Log10(power) - noise) / range, 0, 1);
        })];
    }

    private static double[] SpeechBefore(double[] levels)
    {
        (double noise, double range) = NoiseAndRange(levels);
        int count = 0;
        return [0, .. levels.Select(level => (level > noise + range / 3 ? ++count : count) / 100.0)];
    }

    private static (double Noise, double Range) NoiseAndRange(double[] levels)
    {
        double loud = Percentile(0.95);
        double noise = Math.Max(Percentile(0.01), loud - 60);
        return (noise, Math.Max(loud - noise, 6));

        double Percentile(double share) => levels.OrderDescending().ElementAt((int)Math.Ceiling((1 - share) * levels.Length - 1e-9) - 1);
    }
}
