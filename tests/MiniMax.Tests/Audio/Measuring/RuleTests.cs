namespace MiniMax.Tests.Audio.Measuring;

/// <summary>Warnings at the limits of their rules.</summary>
public class RuleTests
{
    private static readonly double[] s_prompt = SyntheticSpeech.Prompt(1);

    [Theory]
    [InlineData("-b:a 128k")]
    [InlineData("-b:a 128k -joint_stereo 0")]
    public void A_silent_channel_of_an_MP3_is_detected_in_every_stereo_mode(string options)
    {
        Assert.Contains(FindingCode.SilentChannel, Codes(Encode(Recording.Wav(s_prompt, new double[s_prompt.Length]), options), "a.mp3"));
        Assert.DoesNotContain(FindingCode.SilentChannel, Codes(Encode(Recording.Wav(s_prompt, s_prompt), options), "a.mp3"));
        Assert.DoesNotContain(FindingCode.SilentChannel, Codes(Encode(Recording.Wav(s_prompt, Degradation.Gain(s_prompt, -20)), options), "a.mp3"));
    }

    [Fact]
    public void Silence_in_a_prompt_is_one_warning() =>
        Assert.Equal([FindingCode.NearlySilent], Codes(Recording.Wav(new double[6 * Recording.Rate])));

    [Fact]
    public void One_word_in_silence_is_nearly_silent() =>
        Assert.Contains(FindingCode.NearlySilent, Codes(Recording.Wav([.. new double[6 * Recording.Rate], .. Recording.Tone(0.2, 0.3)])));

    [Fact]
    public void A_tone_without_pauses_has_no_noise_warning() =>
        Assert.Empty(Codes(Recording.Wav(Recording.Tone(6, 0.3))));

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2.3, true)]
    public void A_pause_of_more_than_two_seconds_is_too_long_for_a_prompt(double seconds, bool isTooLong)
    {
        double[] half = Recording.Tone(2.5, 0.3);
        byte[] wav = Recording.Wav([.. half, .. new double[(int)(seconds * Recording.Rate)], .. half]);

        Assert.Equal(isTooLong, Codes(wav).Contains(FindingCode.MostlySilence));
    }

    [Fact]
    public void A_share_just_above_the_limit_is_not_printed_as_the_limit()
    {
        // 151 of 300 frames of 20 ms.
        byte[] wav = Recording.Wav([.. Recording.Tone(2.98, 0.3), .. new double[(int)(3.02 * Recording.Rate)]]);

        PromptAudioFinding finding = Assert.Single(Recording.Measure(wav).Findings, f => f.Code == FindingCode.MostlySilence);

        Assert.Equal("50.4 % of the recording is silence; at most 50 % is recommended.", finding.Message);
    }

    [Fact]
    public void Clone_audio_can_have_long_pauses_and_be_short()
    {
        double[] part = Recording.Tone(6, 0.3);
        PromptAudioReport report = Recording.Measure(Recording.Wav([.. part, .. new double[3 * Recording.Rate], .. part]), purpose: AudioPurpose.CloneAudio);

        Assert.True(report.IsValid);
        Assert.Empty(report.Findings);
    }

    [Theory]
    [InlineData("pcm_u8")]
    [InlineData("pcm_alaw")]
    [InlineData("pcm_mulaw")]
    public void Coarse_samples_do_not_count_as_clipped(string codec)
    {
        byte[] honest = Encode(Recording.Wav(s_prompt), $"-c:a {codec}", ".wav");
        byte[] clipped = Encode(Recording.Wav(Degradation.Gain(s_prompt, 20)), $"-c:a {codec}", ".wav");

        Assert.DoesNotContain(FindingCode.Clipped, Codes(honest));
        Assert.Contains(FindingCode.Clipped, Codes(clipped));
    }

    private static List<string> Codes(byte[] bytes, string name = "audio.wav") => [.. Recording.Measure(bytes, name).Findings.Select(f => f.Code)];

    private static byte[] Encode(byte[] wav, string options, string type = ".mp3")
    {
        string source = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        string target = Path.ChangeExtension(source, ".out" + type);
        try
        {
            File.WriteAllBytes(source, wav);
            Ffmpeg.Run($"-i {source} {options} {target}");
            return File.ReadAllBytes(target);
        }
        finally
        {
            File.Delete(source);
            File.Delete(target);
        }
    }
}
