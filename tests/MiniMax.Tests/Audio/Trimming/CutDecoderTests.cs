using MiniMax.Tests.Support;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>FFmpeg plays a part exactly as the same part of the whole, and reports no errors.</summary>
public class CutDecoderTests
{
    public static TheoryData<string> Encodings =>
    [
        "-ar 44100 -c:a libmp3lame -b:a 64k",
        "-ar 44100 -ac 2 -c:a libmp3lame -b:a 128k",
        "-ar 44100 -ac 2 -c:a libmp3lame -b:a 192k -joint_stereo 0",
        "-ar 48000 -c:a libmp3lame -q:a 2",
        "-ar 32000 -c:a libmp3lame -q:a 7 -write_xing 0",
        "-ar 22050 -c:a libmp3lame -b:a 32k",
        "-ar 24000 -ac 2 -c:a libmp3lame -q:a 4",
        "-ar 11025 -c:a libmp3lame -b:a 24k",
        "-ar 8000 -c:a libmp3lame -b:a 8k",
        "-ar 8000 -c:a libmp3lame -b:a 64k -reservoir 0",
    ];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_part_of_an_MP3_plays_as_in_the_whole(string encoding)
    {
        using var folder = new TemporaryFolder();
        string source = folder.File("source.mp3");
        Ffmpeg.Run($"-i \"{Sample("too-long.mp3")}\" {encoding} \"{source}\"");

        decimal[] starts = [0, 0.02m, 3.14159m, 8.5m];
        var parts = starts.Select(start => Cut(source, start, folder.File($"part-{start}.mp3"))).ToList();
        short[][] played = Ffmpeg.Play([source, .. parts.Select(p => p.Path)], out string complaints);

        Assert.Equal("", complaints);
        Assert.All(parts, (part, i) => AssertPart(part, played[0], played[i + 1]));
        Assert.DoesNotContain(parts, p => p.Cut.IsWhole);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_loudness_of_an_MP3_matches_its_decoded_samples(string encoding)
    {
        using var folder = new TemporaryFolder();
        string source = folder.File("source.mp3");
        // Without a tag, no samples are left out, and granules keep their positions.
        Ffmpeg.Run($"-i \"{Sample("too-long.mp3")}\" {encoding} -write_xing 0 \"{source}\"");
        short[] samples = Ffmpeg.Play([source], out _)[0];
        int channels = Inspection.Of(File.ReadAllBytes(source)).Channels!.Value;

        const int granule = 576;
        const int delay = 528;
        double[] estimated = Cutter.Levels(File.ReadAllBytes(source));
        var played = Enumerable.Range(0, samples.Length / channels / granule - 1)
            .Select(g => samples.Skip((g * granule + delay) * channels).Take(granule * channels).Average(s => (double)s * s) / (32768.0 * 32768))
            .ToList();

        double correlation = Correlation(Ranks(estimated.Take(played.Count)), Ranks(played));
        double total = 10 * Math.Log10(estimated.Take(played.Count).Average(l => Math.Pow(10, l / 10)) / played.Average());
        Assert.InRange(correlation, 0.97, 1);
        Assert.InRange(total, -0.3, 0.3);
    }

    [Theory]
    [InlineData("-c:a pcm_s16le")]
    [InlineData("-c:a pcm_s24le -ac 2")]
    [InlineData("-c:a pcm_u8")]
    [InlineData("-c:a pcm_f32le")]
    [InlineData("-c:a pcm_alaw")]
    [InlineData("-c:a pcm_mulaw -ac 2")]
    public void A_part_of_a_WAV_plays_as_in_the_whole(string encoding)
    {
        using var folder = new TemporaryFolder();
        string source = folder.File("source.wav");
        Ffmpeg.Run($"-i \"{Sample("too-long.mp3")}\" {encoding} \"{source}\"");

        var part = Cut(source, 3.14159m, folder.File("part.wav"));
        short[][] played = Ffmpeg.Play([source, part.Path], out string complaints);

        Assert.Equal("", complaints);
        AssertPart(part, played[0], played[1]);
    }

    private static (AudioCut Cut, string Path, decimal Start) Cut(string source, decimal start, string path)
    {
        (AudioCut cut, byte[] file) = Cutter.Cut(File.ReadAllBytes(source), start, 3.3m)!.Value;
        File.WriteAllBytes(path, file);
        return (cut, path, start);
    }

    private static void AssertPart((AudioCut Cut, string Path, decimal Start) part, short[] whole, short[] played)
    {
        PromptAudioReport report = Inspection.Of(File.ReadAllBytes(part.Path), part.Path);
        long first = (long)(part.Start * report.SampleRate!.Value) * report.Channels!.Value;
        Assert.Equal(report.SampleCount * report.Channels, played.Length);
        Assert.True(whole.AsSpan((int)first, played.Length).SequenceEqual(played), $"{part.Start}");
    }

    private static string Sample(string name) => Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", name);

    /// <summary>The rank of each value; equal values share a rank.</summary>
    private static double[] Ranks(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var places = all.Order().Select((v, i) => (Value: v, Place: i)).GroupBy(p => p.Value).ToDictionary(g => g.Key, g => g.Average(p => p.Place));
        return [.. all.Select(v => places[v])];
    }

    private static double Correlation(double[] x, double[] y)
    {
        double mx = x.Average();
        double my = y.Average();
        double xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}
