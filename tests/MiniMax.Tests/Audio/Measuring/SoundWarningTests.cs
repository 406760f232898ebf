using System.Globalization;
using System.Text;
using MiniMax.Tests.Audio.Odd;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Audio.Measuring;

/// <summary>Each word of the warnings about the sound is approved, with the measured values.</summary>
public class SoundWarningTests
{
    private const double Loud = 0.2;

    // Square waves: all frames of 20 ms of a part have the level of its amplitude.
    private static readonly Dictionary<string, Func<PromptAudioReport>> s_recordings = new()
    {
        ["silence"] = () => Prompt((6, 0)),
        ["almost silence"] = () => Prompt((6, 0.0005)),
        ["almost silence with a louder part"] = () => Prompt((0.6, 0.00126), (5.4, 0.0008)),
        ["a word in silence"] = () => Prompt((5.5, 0), (0.2, Loud)),
        ["a word in noise"] = () => Prompt((3, 0.002), (0.24, Loud), (2.8, 0.002)),
        ["a word in noise 25 dB below it"] = () => Prompt((3, 0.012), (0.24, Loud), (2.8, 0.012)),
        ["a word of 0.1 s in noise"] = () => Prompt((3, 0.002), (0.1, Loud), (2.9, 0.002)),
        ["a click in noise"] = () => Prompt((3, 0.02), (0.06, 0.9), (3, 0.02)),
        ["a bump in quiet speech"] = () => Prompt([.. Enumerable.Repeat<(double, double)[]>([(0.5, 0.015), (0.3, 0.0005)], 7).SelectMany(p => p), (0.16, 0.9)]),
        ["a click in a muted recording"] = () => Prompt((3, 0.00006), (0.02, 0.9), (3, 0.00006)),
        ["noise 30 dB below the speech"] = () => Prompt((1.3, Loud), (1.9, 0.0061), (1.3, Loud), (1.9, 0.0061)),
        ["too quiet"] = () => Prompt((6, 0.0123)),
        ["clipped"] = () => Prompt([.. Enumerable.Repeat<(double, double)[]>([(0.0005, 0.987), (0.4995, Loud)], 12).SelectMany(p => p)]),
        ["noisy"] = () => Prompt((3, Loud), (1, 0.05), (2, Loud)),
        ["41 % of silence"] = () => Prompt((3.54, Loud), (2.46, 0.0001)),
        ["56 % of silence"] = () => Prompt((1.3, Loud), (1.68, 0.0001), (1.34, Loud), (1.68, 0.0001)),
        ["a pause of 2.46 s"] = () => Prompt((2, Loud), (2.46, 0.0001), (3, Loud)),
        ["a pause of 2 s"] = () => Prompt((2, Loud), (2, 0.0001), (3, Loud)),
        ["the first channel silent"] = () => Recording.Measure(Recording.Wav(Samples((6, 0)), Samples((6, Loud)))),
        ["the second channel silent"] = () => Recording.Measure(Recording.Wav(Samples((6, Loud)), Samples((6, 0)))),
        ["both channels silent"] = () => Recording.Measure(Recording.Wav(Samples((6, 0)), Samples((6, 0)))),
        ["one of three channels silent"] = () => Recording.Measure(Recording.Wav(Samples((6, Loud)), Samples((6, 0)), Samples((6, Loud)))),
        ["8 kHz"] = () => Recording.Measure(Recording.Wav(8_000, Samples((3, Loud)))),
        ["15999 Hz"] = () => Recording.Measure(Recording.Wav(15_999, Samples((6, Loud)))),
        ["4.98 s"] = () => Prompt((4.98, Loud)),
        ["0.06 s"] = () => Prompt((0.06, Loud)),
        ["1,024 frames"] = () => Clone((20.48, Loud)),
        ["5 s"] = () => Prompt((5, Loud)),
        ["clone audio with 6 s of speech in 14 s"] = () => Clone((3, Loud), (8, 0.0001), (3, Loud)),
        ["clone audio with 11 s of speech in 24 s"] = () => Clone((5.5, Loud), (13, 0.0001), (5.5, Loud)),
        ["clone audio with 12 s of speech in 26 s"] = () => Clone((6, Loud), (14, 0.0001), (6, Loud)),
        ["clone audio with a pause of 3 s"] = () => Clone((6, Loud), (3, 0.0001), (6, Loud)),
        ["clone audio with a silent channel"] = () => Recording.Measure(Recording.Wav(Samples((12, 0)), Samples((12, Loud))), purpose: AudioPurpose.CloneAudio),
        ["an MP3 in middle/side stereo, the first channel silent"] = () => Recording.Measure(Stereo("right"), "audio.mp3"),
        ["an MP3 in middle/side stereo, the second channel silent"] = () => Recording.Measure(Stereo("left"), "audio.mp3"),
        ["an MP3 with a long delay"] = () => Recording.Measure([.. MpegParts.Tagged(MpegParts.Frames(1), MpegParts.Xing("Info", 1, 24, "LAME3.100", 4095, 529)), .. Stereo("left")], "audio.mp3"),
        ["an MP3 with an unreadable frame"] = () => Recording.Measure(WithTooManyBigValues(Stereo("left"), 8), "audio.mp3"),
        ["an MP3 in intensity stereo"] = () => Recording.Measure(InIntensityStereo(Stereo("left")), "audio.mp3"),
    };

    public static TheoryData<string> Recordings => [.. s_recordings.Keys];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Warnings_are_the_approved_ones(string name)
    {
        PromptAudioReport report = s_recordings[name]();
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

    private static PromptAudioReport Prompt(params (double Seconds, double Amplitude)[] parts) => Recording.Measure(Recording.Wav(Samples(parts)));

    private static PromptAudioReport Clone(params (double Seconds, double Amplitude)[] parts) =>
        Recording.Measure(Recording.Wav(Samples(parts)), purpose: AudioPurpose.CloneAudio);

    /// <summary>0.6 s in one channel, from LAME with <c>-m f</c>: every frame has the sum and the difference of the channels.</summary>
    private static byte[] Stereo(string channel) =>
        File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "tests", "MiniMax.Tests", "Audio", "Measuring", "Stereo", channel + "-in-middle-side.mp3"));

    /// <summary>Gives a frame, by its index, more than the 288 pairs of large values that a granule has room for (ISO/IEC 11172-3, 2.4.2.7).</summary>
    private static byte[] WithTooManyBigValues(byte[] mp3, int index)
    {
        int frame = 0;
        for (int i = 0; i < index; i++)
        {
            frame = NextFrame(mp3, frame);
        }

        mp3[frame + 8] = 0xFF;
        return mp3;
    }

    /// <summary>A frame has 417 bytes, or 418 with its padding bit.</summary>
    private static int NextFrame(byte[] mp3, int frame) => frame + 417 + (mp3[frame + 2] >> 1 & 1);

    /// <summary>Sets the mode extension of every frame to intensity stereo.</summary>
    private static byte[] InIntensityStereo(byte[] mp3)
    {
        for (int frame = 0; frame < mp3.Length; frame = NextFrame(mp3, frame))
        {
            mp3[frame + 3] = (byte)(mp3[frame + 3] & 0xCF | 0x10);
        }

        return mp3;
    }
}
