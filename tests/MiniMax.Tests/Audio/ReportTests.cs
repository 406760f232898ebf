using System.Globalization;
using System.Text;
using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio;

/// <summary>Each word of a report is approved: for the cases, and for files at the limits of their container.</summary>
public class ReportTests
{
    private static readonly Dictionary<string, Func<IEnumerable<OddFile>>> s_sets = new()
    {
        ["cases"] = () => AudioCase.All.Select(c => new OddFile(c.File, c.Read())),
        ["wav"] = () => OddWavs.All,
        ["m4a"] = () => OddMovies.All,
        ["mp3"] = () => OddMpegs.All,
    };

    private static readonly Dictionary<string, Lazy<IReadOnlyDictionary<string, byte[]>>> s_files =
        s_sets.ToDictionary(s => s.Key, s => new Lazy<IReadOnlyDictionary<string, byte[]>>(() => s.Value().ToDictionary(f => f.Name, f => f.Bytes)));

    public static TheoryData<string> Sets => [.. s_sets.Keys];

    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (string set in s_sets.Keys)
            {
                foreach (string name in s_files[set].Value.Keys)
                {
                    files.Add(set, name);
                }
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Report_is_the_approved_one(string set, string name)
    {
        string text = Write(Inspection.Of(s_files[set].Value[name], name));

        Assert.Equal(new ApprovedTexts(set).Beside(name, text), text);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Messages_in_Chinese_contain_no_English_sentence(string set)
    {
        CultureInfo culture = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
            foreach ((string name, byte[] file) in s_files[set].Value)
            {
                Assert.All(Inspection.Of(file, name).Findings, f => Assert.DoesNotMatch("[a-z]{2,} [a-z]{2,} [a-z]{2,}", f.Message));
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    [Fact]
    public void The_report_on_every_kind_of_frame_is_the_approved_one()
    {
        string text = "every kind of frame\n" + string.Concat(OddMpegs.Kinds.Select(k => "  " + Write(Inspection.Of(k.Bytes, k.Name)).Split('\n')[0..2].Aggregate((name, facts) => name + ": " + facts.Trim()) + "\n"));

        Assert.Equal(new ApprovedTexts("kinds").Beside("every kind of frame", text), text);
    }

    [Fact]
    public void Every_approved_text_belongs_to_a_file()
    {
        foreach (string set in s_sets.Keys)
        {
            Assert.Empty(new ApprovedTexts(set).Names.Except(s_files[set].Value.Keys));
        }
    }

    private static string Write(PromptAudioReport report)
    {
        var text = new StringBuilder(report.Name).Append('\n');
        string?[] facts =
        [
            report.IsValid ? "valid" : "refused",
            report.Format.ToString(),
            report.Codec ?? "no codec",
            report.Channels is int channels ? $"{channels} channels" : null,
            report.SampleRate is int rate ? $"{rate} Hz" : null,
            report.SampleCount is long samples ? $"{samples} samples" : null,
            report.Duration is TimeSpan duration ? $"{duration.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture)} s" : null,
        ];
        text.Append("  ").AppendJoin(", ", facts.Where(f => f is not null)).Append('\n');
        foreach (PromptAudioFinding finding in report.Findings)
        {
            text.Append("  ").Append(finding.Severity).Append(' ').Append(finding.Code);
            if (finding.ApiCode is int code)
            {
                text.Append(CultureInfo.InvariantCulture, $" ({code})");
            }

            text.Append(": ").Append(finding.Message).Append('\n').Append("    ").Append(finding.Remedy).Append('\n');
        }

        return text.ToString();
    }
}
