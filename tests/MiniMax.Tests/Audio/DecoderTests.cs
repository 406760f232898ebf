using System.Globalization;

namespace MiniMax.Tests.Audio;

/// <summary>Compares the inspection with FFmpeg, if it is installed: for files that FFmpeg encodes, and for the duration that it plays.</summary>
public class DecoderTests
{
    private static readonly string[] s_durations = ["7.999", "8"];

    public static TheoryData<string, int, string> Recordings
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (int rate in (int[])[8000, 11025, 24000, 44100])
            {
                data.Add("mp3", rate, "-c:a libmp3lame -q:a 5");
                data.Add("mp3", rate, "-c:a libmp3lame -b:a 64k -write_xing 0 -id3v2_version 4 -write_id3v1 1");
                data.Add("m4a", rate, "-c:a aac -b:a 32k");
                data.Add("m4a", rate, "-c:a alac -movflags +faststart");
                data.Add("wav", rate, "-c:a pcm_s24le -ac 2");
                data.Add("wav", rate, "-c:a adpcm_ima_wav");
                data.Add("wav", rate, "-c:a adpcm_ms -ac 2");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Duration_matches_the_decoder_within_a_millisecond(string extension, int rate, string codec)
    {
        using var folder = new TemporaryFolder();
        string[] paths = [.. s_durations.Select(d => folder.File($"{d}.{extension}"))];
        Ffmpeg.Run(string.Concat(s_durations.Select(d => $"-f lavfi -i sine=frequency=440:sample_rate={rate}:duration={d} "))
            + string.Concat(paths.Select((p, i) => $"-map {i} {codec} \"{p}\" ")));
        byte[]?[] played = Ffmpeg.Play(paths);

        for (int i = 0; i < paths.Length; i++)
        {
            PromptAudioReport report = Inspection.Of(File.ReadAllBytes(paths[i]), paths[i]);

            // FFmpeg before 8 plays the padding at the end of AAC. With it, the duration of the source is the expected one.
            double expected = extension == "m4a"
                ? double.Parse(s_durations[i], CultureInfo.InvariantCulture)
                : (double)played[i]!.Length / 2 / report.Channels!.Value / rate;
            double actual = (double)report.SampleCount!.Value / report.SampleRate!.Value;
            Assert.InRange(actual, expected - 0.001, expected + 0.001);
            Assert.Equal(expected >= 8, report.Findings.Any(f => f.Code == "AudioTooLong"));
        }
    }
}
