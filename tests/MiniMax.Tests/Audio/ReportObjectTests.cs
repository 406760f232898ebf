namespace MiniMax.Tests.Audio;

/// <summary>Reports and findings as objects: created by a script, compared, and as text.</summary>
public class ReportObjectTests
{
    [Theory]
    [InlineData(true, 0, "valid")]
    [InlineData(true, 1, "warning")]
    [InlineData(false, 1, "refused")]
    [InlineData(false, 0, "refused")]
    public void The_verdict_follows_from_the_findings(bool isValid, int findings, string verdict)
    {
        var report = new PromptAudioReport { IsValid = isValid, Findings = [.. Enumerable.Repeat(new PromptAudioFinding(), findings)], Verdict = "ignored" };

        Assert.Equal(verdict, report.Verdict);
    }

    [Fact]
    public void New_objects_have_empty_texts()
    {
        var report = new PromptAudioReport();
        var finding = new PromptAudioFinding();

        Assert.Equal(("", "", ""), (report.Path, report.Name, report.ToString()));
        Assert.Equal(("", "", "", ""), (finding.Code, finding.Message, finding.Remedy, finding.ToString()));
    }

    [Fact]
    public void Size_is_another_name_of_Length()
    {
        Assert.Equal(5, new PromptAudioReport { Size = 5 }.Length);
        Assert.Equal(6, new PromptAudioReport { Length = 6 }.Size);
    }

    [Fact]
    public void The_text_of_a_list_is_its_codes()
    {
        FindingList<PromptAudioFinding> findings = [Finding("AudioTooLong", "8 s"), Finding("TooQuiet", "-40 dBFS")];

        Assert.Equal("AudioTooLong, TooQuiet", findings.ToString());
        Assert.Equal(["8 s", "-40 dBFS"], findings.Message);
        Assert.Equal("", new FindingList<PromptAudioFinding>().ToString());
    }

    [Fact]
    public void Findings_compare_by_code_and_message()
    {
        PromptAudioFinding[] sorted = [Finding("A", "2"), Finding("A", "3"), Finding("B", "1")];

        Assert.Equal(sorted, sorted.Reverse().Order());
        Assert.Equal(0, sorted[0].CompareTo(Finding("A", "2")));
        Assert.True(sorted[0].CompareTo(null) > 0);
        Assert.StartsWith("The object is not a PromptAudioFinding.", Assert.Throws<ArgumentException>(() => sorted[0].CompareTo("A")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_compare_by_path()
    {
        PromptAudioReport[] sorted = [new() { Path = "a" }, new() { Path = "b" }];

        Assert.Equal(sorted, sorted.Reverse().Order());
        Assert.Equal(0, sorted[0].CompareTo(new PromptAudioReport { Path = "a" }));
        Assert.True(sorted[0].CompareTo(null) > 0);
        Assert.StartsWith("The object is not a PromptAudioReport.", Assert.Throws<ArgumentException>(() => sorted[0].CompareTo("a")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_file_of_one_byte_is_read(int size, bool isRead)
    {
        PromptAudioReport report = Inspection.Of(new byte[size], "a.mp3");

        Assert.Equal(isRead ? FindingCode.AudioTypeNotSupported : FindingCode.FileEmpty, Assert.Single(report.Findings).Code);
        Assert.IsType<PromptAudioReport>(report);
        Assert.IsType<CloneAudioReport>(Inspection.Of(new byte[size], "a.mp3", AudioPurpose.CloneAudio));
    }

    private static PromptAudioFinding Finding(string code, string message) => new() { Code = code, Message = message };
}
