namespace MiniMax.Tests.Audio;

public class CaseTests
{
    /// <summary>Files whose duration differs from that of the decoder, and why.</summary>
    private static readonly Dictionary<string, string> s_notComparable = new()
    {
        ["m4a-mdhd_ffffffff_7p9.m4a"] = "the decoder needs the duration of mdhd to trim the end",
        ["m4a-opus-in-mp4_7p9.m4a"] = "the decoder leaves out the end trim of Opus in MP4",
        ["m4a-elst_twice5.m4a"] = "the decoder rounds each edit up to whole frames",
        ["mp3-junk_between_7p8.mp3"] = "the decoder loses three frames to what looks like a header in the junk",
        ["mp3-tag_lead_rand_info_8p05.mp3"] = "the decoder plays an Info frame that does not come first",
    };

    public static TheoryData<string> Files => [.. AudioCase.All.Select(c => c.File)];

    public static TheoryData<string> Comparable => [.. ComparableCases.Select(c => c.File)];

    /// <summary>The cases whose duration is the same as in FFmpeg.</summary>
    internal static IEnumerable<AudioCase> ComparableCases =>
        AudioCase.All.Where(c => c.Seconds > 0 && (c.IsAccepted || c.Verdict == "reject:long") && !s_notComparable.ContainsKey(c.File));

    [Fact]
    public void The_table_lists_all_case_files() => Assert.Equal(177, AudioCase.All.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Verdict_is_the_expected_one(string file)
    {
        AudioCase audio = AudioCase.Named(file);
        PromptAudioReport report = audio.Inspect();
        string found = string.Join(Environment.NewLine, report.Findings.Select(f => $"{f.Code}: {f.Message}"));
        IEnumerable<string> errors = report.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Code);
        IEnumerable<string> warnings = report.Findings.Where(f => f.Severity == FindingSeverity.Warning).Select(f => f.Code);

        Assert.Equal(!errors.Any(), report.IsValid);
        switch (audio.Verdict)
        {
            case "any":
                break;
            case "accept":
                Assert.True(report.IsValid, found);
                break;
            case "accept:silent":
                Assert.Empty(report.Findings);
                break;
            case "accept:warning":
                Assert.True(report.IsValid, found);
                Assert.NotEmpty(warnings);
                break;
            case "accept:borderline":
                Assert.True(report.IsValid, found);
                Assert.Contains(FindingCode.AudioBorderline, warnings);
                break;
            case "accept:edit-list":
                Assert.True(report.IsValid, found);
                Assert.Contains(FindingCode.HiddenAudio, warnings);
                break;
            case "borderline:decoder-dependent":
                Assert.NotEmpty(report.Findings);
                break;
            case "reject:any":
                Assert.NotEmpty(errors);
                break;
            case "reject:long":
                Assert.Contains(FindingCode.AudioTooLong, errors);
                break;
            case "reject:type":
                Assert.Contains(errors, code => code is FindingCode.AudioTypeNotSupported or FindingCode.ExtensionMismatch);
                break;
            case "reject:name":
                Assert.Contains(FindingCode.ExtensionMismatch, errors);
                break;
            case "reject:invalid" or "reject:damaged":
                Assert.Contains(FindingCode.AudioDamaged, errors);
                break;
            case "reject:contradictory":
                Assert.Contains(FindingCode.AudioContradictory, errors);
                break;
            case "reject:size":
                Assert.Contains(errors, code => code is FindingCode.FileTooLarge or FindingCode.FileEmpty);
                break;
            default:
                Assert.Fail($"No such verdict: {audio.Verdict}");
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Comparable))]
    public void Duration_matches_the_decoder_within_a_millisecond(string file)
    {
        AudioCase audio = AudioCase.Named(file);
        PromptAudioReport report = audio.Inspect();

        Assert.NotNull(report.SampleCount);
        double seconds = (double)report.SampleCount.Value / report.SampleRate!.Value;
        Assert.InRange(seconds, audio.Seconds!.Value - 0.001, audio.Seconds.Value + 0.001);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_finding_has_a_code_a_message_and_a_remedy(string file)
    {
        foreach (PromptAudioFinding finding in AudioCase.Named(file).Inspect().Findings)
        {
            Assert.NotEmpty(finding.Code);
            Assert.EndsWith(".", finding.Message);
            Assert.NotEmpty(finding.Remedy);
        }
    }
}
