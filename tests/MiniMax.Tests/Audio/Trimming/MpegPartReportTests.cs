namespace MiniMax.Tests.Audio.Trimming;

/// <summary>Parts of each MP3 that can be trimmed, short ones and those at the limit, and the findings for them.</summary>
public class MpegPartReportTests
{
    public static TheoryData<string> Recordings => [.. ProfileTests.Recordings.Select(r => r.Data).Where(name => name.StartsWith("mp3-", StringComparison.Ordinal))];

    [Fact]
    public void Some_cases_can_be_trimmed() => Assert.True(Recordings.Count >= 15);

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_part_is_valid_and_has_the_reported_duration(string name)
    {
        (decimal? Start, decimal Seconds, bool IsExact)[] requests =
            [(null, 7.5m, true), (null, 7.999m, true), (0, 2.34567m, true), (1.23456m, 0.5m, true), (2, 7.999m, true), (0.01m, 0.001m, true)];
        foreach (var ((start, seconds, _), part) in requests.Zip(Cutter.CutAll(AudioCase.Named(name).Read(), requests)))
        {
            if (part is not (var cut, { } file))
            {
                continue;
            }

            PromptAudioReport report = Inspection.Of(file, name);
            Assert.True(report.IsValid, $"{start} {seconds}: {string.Join(' ', report.Findings.Select(f => f.Message))}");
            Assert.Empty(report.Findings);
            Assert.Equal(cut.Duration, report.Duration);
            Assert.True(cut.Duration <= TimeSpan.FromSeconds((double)seconds));
        }
    }
}
