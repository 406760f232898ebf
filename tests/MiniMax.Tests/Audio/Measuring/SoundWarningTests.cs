using System.Globalization;
using System.Text;

namespace MiniMax.Tests.Audio.Measuring;

/// <summary>Each word of the warnings about the sound is approved, with the measured values.</summary>
public class SoundWarningTests
{
    private const double Loud = 0.2;

    // Square waves: all frames of 20 ms of a part have the level of its amplitude.
    private static readonly Dictionary<string, Func<(byte[] File, AudioPurpose Purpose)>> s_recordings = new()
    {
        ["silence"] = () => Prompt((6, 0)),
        ["almost silence"] = () => Prompt((6, 0.0005)),
        ["a word in silence"] = () => Prompt((5.5, 0), (0.2, Loud)),
        ["too quiet"] = () => Prompt((6, 0.0123)),
        ["clipped"] = () => Prompt([.. Enumerable.Repeat<(double, double)[]>([(0.0005, 0.987), (0.4995, Loud)], 12).SelectMany(p => p)]),
        ["noisy"] = () => Prompt((3, Loud), (1, 0.05), (2, Loud)),
        ["41 % of silence"] = () => Prompt((3.54, Loud), (2.46, 0.0001)),
        ["56 % of silence"] = () => Prompt((1.3, Loud), (1.68, 0.0001), (1.34, Loud), (1.68, 0.0001)),
        ["a pause of 2.46 s"] = () => Prompt((2, Loud), (2.46, 0.0001), (3, Loud)),
        ["a pause of 2 s"] = () => Prompt((2, Loud), (2, 0.0001), (3, Loud)),
        ["the first channel silent"] = () => (Recording.Wav(Samples((6, 0)), Samples((6, Loud))), AudioPurpose.PromptAudio),
        ["the second channel silent"] = () => (Recording.Wav(Samples((6, Loud)), Samples((6, 0))), AudioPurpose.PromptAudio),
        ["one of three channels silent"] = () => (Recording.Wav(Samples((6, Loud)), Samples((6, 0)), Samples((6, Loud))), AudioPurpose.PromptAudio),
        ["8 kHz"] = () => (Recording.Wav(8_000, Samples((3, Loud))), AudioPurpose.PromptAudio),
        ["15999 Hz"] = () => (Recording.Wav(15_999, Samples((6, Loud))), AudioPurpose.PromptAudio),
        ["4.98 s"] = () => Prompt((4.98, Loud)),
        ["5 s"] = () => Prompt((5, Loud)),
        ["clone audio with 6 s of speech in 14 s"] = () => Clone((3, Loud), (8, 0.0001), (3, Loud)),
        ["clone audio with 11 s of speech in 24 s"] = () => Clone((5.5, Loud), (13, 0.0001), (5.5, Loud)),
        ["clone audio with 12 s of speech in 26 s"] = () => Clone((6, Loud), (14, 0.0001), (6, Loud)),
        ["clone audio with a pause of 3 s"] = () => Clone((6, Loud), (3, 0.0001), (6, Loud)),
        ["clone audio with a silent channel"] = () => (Recording.Wav(Samples((12, 0)), Samples((12, Loud))), AudioPurpose.CloneAudio),
    };

    public static TheoryData<string> Recordings => [.. s_recordings.Keys];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Warnings_are_the_approved_ones(string name)
    {
        (byte[] file, AudioPurpose purpose) = s_recordings[name]();
        PromptAudioReport report = Recording.Measure(file, purpose: purpose);
        var text = new StringBuilder(name).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"  speech {report.SpeechLevel} dBFS, noise {report.NoiseLevel} dBFS, peak {report.PeakLevel} dBFS, {report.SpeechShare:P1} of the frames are speech\n");
        foreach (PromptAudioFinding finding in report.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {finding.Severity} {finding.Code}: {finding.Message}\n    ").Append(finding.Remedy).Append('\n');
        }

        Assert.Equal(new ApprovedTexts("sound").Beside(name, text.ToString()), text.ToString());
    }

    [Fact]
    public void Every_approved_text_belongs_to_a_recording() => Assert.Empty(new ApprovedTexts("sound").Names.Except(s_recordings.Keys));

    private static double[] Samples(params (double Seconds, double Amplitude)[] parts) =>
        [.. parts.SelectMany(p => Enumerable.Range(0, (int)Math.Round(p.Seconds * Recording.Rate)).Select(i => i / 16 % 2 == 0 ? p.Amplitude : -p.Amplitude))];

    private static (byte[] File, AudioPurpose Purpose) Prompt(params (double Seconds, double Amplitude)[] parts) =>
        (Recording.Wav(Samples(parts)), AudioPurpose.PromptAudio);

    private static (byte[] File, AudioPurpose Purpose) Clone(params (double Seconds, double Amplitude)[] parts) =>
        (Recording.Wav(Samples(parts)), AudioPurpose.CloneAudio);
}
