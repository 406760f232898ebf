using MiniMax.Tests.Support;
using TagFile = TagLib.File;

namespace MiniMax.Tests.Audio;

/// <summary>TagLib#, an independent library, reads type and sample rate. Its durations and channels are not exact enough for a comparison.</summary>
public class SecondReaderTests
{
    private const int MinCases = 70;

    // TagLib# uses the last of two fmt chunks, decoders the first.
    private static readonly string[] s_notComparable = ["wav-fmt2_7p9.wav", "wav-fmt2_8p05.wav"];

    private static readonly Dictionary<string, AudioFormat> s_formats = new()
    {
        ["taglib/mp3"] = AudioFormat.Mp3,
        ["taglib/m4a"] = AudioFormat.M4a,
        ["taglib/wav"] = AudioFormat.Wav,
    };

    [Theory]
    [InlineData("fox.mp3")]
    [InlineData("greeting.wav")]
    [InlineData("message.m4a")]
    [InlineData("too-long.mp3")]
    public void Type_and_sample_rate_of_the_samples_match_a_second_reader(string sample)
    {
        string path = Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", sample);

        Assert.Equal(Read(path), ReportOf(path));
    }

    /// <summary>Cases that TagLib# cannot open, or whose sample rate it does not know, do not count.</summary>
    [Fact]
    public void Type_and_sample_rate_of_the_cases_match_a_second_reader()
    {
        int read = 0;
        foreach (AudioCase audio in AudioCase.All.Where(c => c.IsHonest && !s_notComparable.Contains(c.File)))
        {
            string path = Path.Combine(AudioCase.Folder, audio.File);
            if (Read(path) is { } second)
            {
                Assert.Equal((audio.File, second), (audio.File, ReportOf(path)));
                read++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"Second reader: {read} cases");
        Assert.True(read >= MinCases, $"TagLib# read {read} cases, at least {MinCases} are expected.");
    }

    private static (AudioFormat Format, int? SampleRate) ReportOf(string path)
    {
        PromptAudioReport report = Inspection.Of(File.ReadAllBytes(path), path);
        return (report.Format, report.SampleRate);
    }

    private static (AudioFormat Format, int? SampleRate)? Read(string path)
    {
        try
        {
            using var file = TagFile.Create(path);
            int rate = file.Properties.AudioSampleRate;
            return rate > 0 ? (s_formats[file.MimeType], rate) : null;
        }
        catch (Exception e) when (e is TagLib.CorruptFileException or OverflowException)
        {
            return null;
        }
    }
}
