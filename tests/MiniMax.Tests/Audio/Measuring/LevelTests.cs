using System.Buffers.Binary;
using System.Globalization;

namespace MiniMax.Tests.Audio.Measuring;

/// <summary>The levels of square waves, which are known exactly, in every sample format and number of channels.</summary>
public class LevelTests
{
    private const int Rate = 16_000;
    private const int SamplesPerFrame = Rate / 50;

    // A frame contains whole periods, so all frames have the same level.
    private const int HalfPeriod = 16;

    private const int Frames = 250;

    public enum Samples
    {
        Unsigned8,
        Signed16,
        Signed24,
        Signed24In32,
        Signed32,
        Ieee32,
        Ieee64,
    }

    public static MatrixTheoryData<Samples, int> Formats => new(Enum.GetValues<Samples>(), [1, 2, 3, 6]);

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_level_is_the_mean_of_all_channels_without_their_offset(Samples format, int channels)
    {
        double[] amplitudes = [.. Enumerable.Range(1, channels).Select(c => c / 16.0)];
        double[] offsets = [.. Enumerable.Range(1, channels).Select(c => c % 3 == 0 ? 0 : c % 3 == 1 ? 0.25 : -0.125)];
        // The last samples fill neither a frame nor a vector.
        byte[] file = Wav(format, channels, Frames * SamplesPerFrame + 2 * HalfPeriod + 3, (channel, i) => offsets[channel] + Square(i) * amplitudes[channel]);

        PromptAudioReport report = Recording.Measure(file);

        double level = 10 * Math.Log10(amplitudes.Average(a => a * a));
        Assert.Equal(level, report.SpeechLevel!.Value, 0.06);
        Assert.Equal(level, report.NoiseLevel!.Value, 0.06);
        Assert.Equal(20 * Math.Log10(amplitudes.Zip(offsets, (a, o) => a + Math.Abs(o)).Max()), report.PeakLevel!.Value, 0.06);
        Assert.Equal(1, report.SpeechShare!.Value);
    }

    [Theory]
    [InlineData(Samples.Ieee32)]
    [InlineData(Samples.Ieee64)]
    public void Floating_point_beyond_full_scale_counts_as_full_scale(Samples format)
    {
        double[] beyond = [1, -1, 2, -2, double.PositiveInfinity, double.NegativeInfinity, 1e30, -1e30];
        byte[] file = Wav(format, 1, Frames * SamplesPerFrame, (_, i) => beyond[i % beyond.Length]);

        PromptAudioReport report = Recording.Measure(file);

        Assert.Equal((0.0, 0.0), (report.SpeechLevel!.Value, report.PeakLevel!.Value));
    }

    // 1 and 0.5 after the limit, or their negatives: without the offset, 0.25.
    [Theory]
    [InlineData(Samples.Ieee32, 2)]
    [InlineData(Samples.Ieee32, -2)]
    [InlineData(Samples.Ieee64, 2)]
    [InlineData(Samples.Ieee64, -2)]
    public void Floating_point_keeps_its_sign_at_full_scale(Samples format, double beyond)
    {
        // The last samples of a frame fill no vector.
        byte[] file = Wav(format, 1, Frames * 220, (_, i) => i % 2 == 0 ? beyond : beyond / 4, 11_025);

        Assert.Equal(20 * Math.Log10(0.25), Recording.Measure(file).SpeechLevel!.Value, 0.06);
    }

    // A shorter frame of a recording with such a low sample rate may contain a part of a period, which is no offset.
    [Theory]
    [InlineData(1600, 0.25)]
    [InlineData(1599, 0.3536)]
    public void An_offset_is_removed_from_frames_of_32_samples_or_more(int rate, double level)
    {
        byte[] file = Wav(Samples.Signed24, 1, 6 * rate, (_, i) => i % 2 == 0 ? 0.5 : 0, rate);

        Assert.Equal(20 * Math.Log10(level), Recording.Measure(file).SpeechLevel!.Value, 0.1);
    }

    [Theory]
    [InlineData(199, true)]
    [InlineData(200, true)]
    [InlineData(202, false)]
    public void A_channel_40_dB_below_the_other_is_silent(int weaker, bool isSilent)
    {
        foreach (int silent in new[] { 0, 1 })
        {
            byte[] file = Wav(Samples.Signed16, 2, Frames * SamplesPerFrame, (channel, i) => Square(i) * (channel == silent ? weaker : 20_000) / 32768.0);

            PromptAudioFinding? finding = Recording.Measure(file).Findings.FirstOrDefault(f => f.Code == FindingCode.SilentChannel);

            Assert.Equal(isSilent, finding is not null);
            Assert.StartsWith($"Channel {silent + 1} of 2", finding?.Message ?? $"Channel {silent + 1} of 2", StringComparison.Ordinal);
        }
    }

    // A run of at least three samples at the largest value, at -6 dBFS or more, counts as clipped. The limit is 0.01 %.
    [Theory]
    [InlineData(Samples.Signed16, 1, 0.9, 3, 40, 0.15)]
    [InlineData(Samples.Signed16, 2, 0.9, 3, 40, 0.15)]
    [InlineData(Samples.Signed16, 1, -0.9, 4, 40, 0.20)]
    [InlineData(Samples.Signed16, 1, 0.9, 2, 400, null)]
    [InlineData(Samples.Signed16, 1, 0.9, 3, 2, null)]
    [InlineData(Samples.Signed16, 1, 0.9, 3, 3, 0.01)]
    [InlineData(Samples.Signed16, 1, 0.49, 3, 40, null)]
    [InlineData(Samples.Signed16, 1, 0.51, 3, 40, 0.15)]
    [InlineData(Samples.Signed24, 1, 0.9, 3, 40, 0.15)]
    [InlineData(Samples.Signed24, 3, -0.9, 3, 40, 0.15)]
    [InlineData(Samples.Ieee32, 2, 0.9, 3, 40, 0.15)]
    [InlineData(Samples.Unsigned8, 1, 0.9, 3, 40, null)]
    [InlineData(Samples.Unsigned8, 1, -0.9, 3, 40, null)]
    [InlineData(Samples.Unsigned8, 1, 0.9921875, 3, 40, 0.15)]
    [InlineData(Samples.Ieee32, 1, 0.5011872f, 3, 40, 0.15)]
    [InlineData(Samples.Ieee32, 1, -0.5011872f, 3, 40, 0.15)]
    public void Runs_at_the_largest_value_are_clipped(Samples format, int channels, double largest, int length, int runs, double? percent)
    {
        // At this distance, some runs cross the end of a frame.
        const int Distance = 7 * SamplesPerFrame / 3;
        byte[] file = Wav(format, channels, Frames * SamplesPerFrame, (_, i) => i % Distance < length && i / Distance < runs ? largest : Square(i) * 0.25);

        AssertClipped(percent, Recording.Measure(file), 20 * Math.Log10(Math.Abs(largest)));
    }

    // At this rate, a frame has 220 samples for each channel, and its last samples do not fill a vector.
    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(1, -0.9)]
    [InlineData(2, 0.9)]
    [InlineData(2, -0.9)]
    public void The_last_samples_of_a_frame_count(int channels, double largest)
    {
        const int OddRate = 11_025;
        const int OddFrame = OddRate / 50;
        double Quiet(int i) => i % 2 == 0 ? 0.03 : 0.01;
        double Loud(int i) => i % OddFrame >= OddFrame - 3 ? largest : Quiet(i);
        // The first frame has the largest value once, and half of it with the other sign, which no later sample reaches.
        byte[] file = Wav(
            Samples.Signed16,
            channels,
            Frames * OddFrame,
            (channel, i) => channel < channels - 1 ? Quiet(i) : i == 5 ? largest : i == 6 ? -0.5 * Math.Sign(largest) : i < OddFrame ? Quiet(i) : Loud(i),
            OddRate);

        PromptAudioReport report = Recording.Measure(file);

        Assert.Equal(10 * Math.Log10((Power(Loud) + (channels - 1) * Power(Quiet)) / channels), report.SpeechLevel!.Value, 0.06);
        AssertClipped(100.0 * 3 / OddFrame / channels * (Frames - 1) / Frames, report, 20 * Math.Log10(0.9));

        static double Power(Func<int, double> value)
        {
            double[] frame = [.. Enumerable.Range(0, OddFrame).Select(value)];
            return frame.Average(v => v * v) - frame.Average() * frame.Average();
        }
    }

    [Theory]
    [InlineData(Samples.Signed16)]
    [InlineData(Samples.Ieee32)]
    public void Runs_below_the_largest_value_are_not_clipped(Samples format)
    {
        byte[] early = Wav(format, 2, Frames * SamplesPerFrame, (_, i) => i == 75_500 ? 0.9 : i % 1000 < 10 ? 0.8 : Square(i) * 0.25);
        byte[] late = Wav(format, 2, Frames * SamplesPerFrame, (_, i) => i == 100 ? 0.9 : i % 1000 < 10 ? 0.8 : Square(i) * 0.25);

        AssertClipped(null, Recording.Measure(early), 0);
        AssertClipped(null, Recording.Measure(late), 0);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(-0.8)]
    public void A_larger_sample_of_the_other_sign_does_not_hide_clipping(double clipped)
    {
        byte[] file = Wav(Samples.Signed16, 1, Frames * SamplesPerFrame, (_, i) => i == 5 ? -Math.Sign(clipped) * 0.95 : i % 1000 is >= 500 and < 510 ? clipped : Square(i) * 0.25);

        AssertClipped(1, Recording.Measure(file), 20 * Math.Log10(0.95));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_clipped_channel_is_enough(int clipped)
    {
        byte[] file = Wav(Samples.Signed16, 2, Frames * SamplesPerFrame, (channel, i) => channel == clipped && i % 1000 < 10 ? 0.8 : Square(i) * 0.25);

        AssertClipped(0.5, Recording.Measure(file), 20 * Math.Log10(0.8));
    }

    // Each limit lies between two rows.
    [Theory]
    [InlineData(-59, -59, 0, "TooQuiet")]
    [InlineData(-61, -61, 0, "NearlySilent")]
    [InlineData(-34, -34, 0, "")]
    [InlineData(-36, -36, 0, "TooQuiet")]
    [InlineData(-20, -36, 0.2, "")]
    [InlineData(-20, -34, 0.2, "Noisy")]
    [InlineData(-20, -24, 0.2, "Noisy")]
    [InlineData(-20, -22, 0.2, "")]
    [InlineData(-20, -51, 0.2, "")]
    [InlineData(-20, -51, 0.45, "MostlySilence")]
    [InlineData(-20, -49, 0.45, "")]
    [InlineData(-20, -51, 0.55, "MostlySilence")]
    [InlineData(-20, -51, 0.39, "")]
    [InlineData(-20, -51, 0.41, "MostlySilence")]
    public void A_warning_begins_at_its_limit(double level, double pauseLevel, double pauseShare, string codes)
    {
        double loud = Math.Pow(10, level / 20);
        double quiet = Math.Pow(10, pauseLevel / 20);
        byte[] file = Wav(Samples.Ieee32, 1, Frames * SamplesPerFrame, (_, i) => Square(i) * (i / SamplesPerFrame < pauseShare * Frames ? quiet : loud));

        Assert.Equal(codes, string.Join(' ', Recording.Measure(file).Findings.Select(f => f.Code)));
    }

    // The noise level of a recording with a pause of less than a quarter of a second says nothing about its noise.
    [Theory]
    [InlineData(11, "")]
    [InlineData(13, "Noisy")]
    public void A_pause_lasts_at_least_a_quarter_of_a_second(int frames, string codes)
    {
        // More than 5 % of the frames are quiet, and no run of them is longer.
        byte[] file = Wav(Samples.Ieee32, 1, Frames * SamplesPerFrame, (_, i) => Square(i) * (i / SamplesPerFrame % 100 < frames ? 0.05 : 0.1));

        Assert.Equal(codes, string.Join(' ', Recording.Measure(file).Findings.Select(f => f.Code)));
    }

    private static int Square(int sample) => sample / HalfPeriod % 2 == 0 ? 1 : -1;

    private static void AssertClipped(double? percent, PromptAudioReport report, double peak)
    {
        PromptAudioFinding? finding = report.Findings.FirstOrDefault(f => f.Code == FindingCode.Clipped);
        Assert.Equal(percent is not null, finding is not null);
        if (finding is not null)
        {
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{percent:0.00} %"), finding.Message, StringComparison.Ordinal);
            Assert.Equal(peak, report.PeakLevel!.Value, 0.06);
        }
    }

    private static byte[] Wav(Samples format, int channels, int length, Func<int, int, double> value, int rate = Rate)
    {
        int size = format switch { Samples.Unsigned8 => 1, Samples.Signed16 => 2, Samples.Signed24 => 3, Samples.Ieee64 => 8, _ => 4 };
        byte[] data = new byte[size * channels * length];
        for (int i = 0; i < channels * length; i++)
        {
            Write(format, data.AsSpan(size * i), value(i % channels, i / channels));
        }

        int tag = format is Samples.Ieee32 or Samples.Ieee64 ? 3 : 1;
        return WavBuilder.File(WavBuilder.Format(tag, channels, rate, size * channels, format == Samples.Signed24In32 ? 24 : 8 * size), WavBuilder.Chunk("data", data));
    }

    private static void Write(Samples format, Span<byte> target, double value)
    {
        long Scaled(int bits) => (long)Math.Clamp(Math.Round(value * (1L << (bits - 1))), -(1L << (bits - 1)), (1L << (bits - 1)) - 1);
        switch (format)
        {
            case Samples.Unsigned8:
                target[0] = (byte)(Scaled(8) + 128);
                break;
            case Samples.Signed16:
                BinaryPrimitives.WriteInt16LittleEndian(target, (short)Scaled(16));
                break;
            case Samples.Signed24:
            case Samples.Signed24In32:
                int scaled = (int)Scaled(24);
                target[0] = (byte)scaled;
                target[1] = (byte)(scaled >> 8);
                target[2] = (byte)(scaled >> 16);
                break;
            case Samples.Signed32:
                BinaryPrimitives.WriteInt32LittleEndian(target, (int)Scaled(32));
                break;
            case Samples.Ieee32:
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)value);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(target, value);
                break;
        }
    }
}
