using System.Globalization;
using System.Security.Cryptography;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>
/// The loudness of the recordings over time, and the chosen and written parts, are approved. The comparison with FFmpeg
/// shows that levels and parts agree with a decoder; this test shows it without FFmpeg.
/// </summary>
public class ProfileTests
{
    private const int Parts = 100;

    private static readonly (decimal? Start, decimal Seconds, bool IsExact)[] s_requests =
        [(null, 7.5m, false), (null, 3, false), (null, 0.5m, false), (2, 4, false), (1.23456m, 2.34567m, true), (0, 0.0001m, true), (0.3m, 60, true)];

    public static TheoryData<string> Recordings => [.. new ApprovedTexts("parts").Names];

    [Fact]
    public void The_recordings_that_can_be_trimmed_are_the_approved_ones() =>
        Assert.Equal(new ApprovedTexts("parts").Names, AudioCase.All.Where(c => Cutter.CanCut(c.Read())).Select(c => c.File).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Levels_are_the_approved_ones(string name)
    {
        using var stream = new MemoryStream(AudioCase.Named(name).Read());
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        double[] levels = audio.MeasureLoudness(CancellationToken.None).Summarize(Parts);

        string text = $"{name}\n  {string.Join(' ', levels.Select(l => l.ToString("0.0", CultureInfo.InvariantCulture)))}\n";
        string[] approved = new ApprovedTexts("levels").Beside(name, text).Split('\n', ' ')[3..^1];

        // The last digit depends on the logarithm of the processor.
        Assert.Equal(levels.Length, approved.Length);
        Assert.All(levels.Zip(approved), pair => Assert.Equal(double.Parse(pair.Second, CultureInfo.InvariantCulture), pair.First, 0.11));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Parts_are_the_approved_ones(string name)
    {
        string text = name + "\n";
        foreach (var ((start, seconds, isExact), part) in s_requests.Zip(Cutter.CutAll(AudioCase.Named(name).Read(), s_requests)))
        {
            string request = string.Create(CultureInfo.InvariantCulture, $"  {seconds} s {(isExact ? "exactly" : "at most")} {(start is null ? "anywhere" : $"from {start} s")}: ");
            text += request + (part is (var cut, { } file)
                ? $"{cut.Start:c} and {cut.Duration:c}{(cut.IsWhole ? ", all of it" : "")}, {file.Length} bytes, SHA-256 {Convert.ToHexString(SHA256.HashData(file))[..16]}…\n"
                : "none\n");
        }

        Assert.Equal(new ApprovedTexts("parts").Beside(name, text), text);
    }
}
