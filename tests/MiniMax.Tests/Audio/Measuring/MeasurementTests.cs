using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio.Measuring;

/// <summary>Compares measured levels with those of the generated samples.</summary>
public class MeasurementTests
{
    [Fact]
    public void Levels_match_the_samples()
    {
        // 2 s of a tone of -20 dBFS (its amplitude is 3 dB higher) after 2 s of one of -60 dBFS.
        PromptAudioReport report = Recording.Measure(Recording.Wav([.. Recording.Tone(2, 0.001 * Math.Sqrt(2)), .. Recording.Tone(2, 0.1 * Math.Sqrt(2))]));

        Assert.Equal(-20, report.SpeechLevel!.Value, 0.11);
        Assert.Equal(-60, report.NoiseLevel!.Value, 0.3);
        Assert.Equal(-17, report.PeakLevel!.Value, 0.11);
        Assert.Equal(0.5, report.SpeechShare!.Value, 0.01);
    }

    [Theory]
    [InlineData("pcm_u8")]
    [InlineData("pcm_s16le")]
    [InlineData("pcm_s24le")]
    [InlineData("pcm_s32le")]
    [InlineData("pcm_f32le")]
    [InlineData("pcm_f64le")]
    [InlineData("pcm_alaw")]
    [InlineData("pcm_mulaw")]
    [InlineData("pcm_s16le -rf64 always")]
    public void Levels_do_not_depend_on_the_sample_format(string codec)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        try
        {
            // The second channel is 20 dB below the first.
            Ffmpeg.Run($"-f lavfi -i \"sine=440:r=44100:d=4,volume=8*(0.1+0.2*floor(mod(t\\,2))):eval=frame,pan=stereo|c0=c0|c1=0.1*c0\" -c:a {codec} {path}");
            PromptAudioReport report = Recording.Measure(File.ReadAllBytes(path), path);

            // The sine of FFmpeg has an amplitude of 1/8. The volume alternates every second between 0.3 and 0.1 of full scale.
            Assert.Equal(10 * Math.Log10((0.01 + 0.09) / 2 / 2 / 2 * 1.01), report.SpeechLevel!.Value, 0.3);
            Assert.Equal(10 * Math.Log10(0.01 / 2 / 2 * 1.01), report.NoiseLevel!.Value, 0.3);
            Assert.Equal(20 * Math.Log10(0.3), report.PeakLevel!.Value, 0.2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_MP3_with_the_smallest_gain_is_silent()
    {
        // MPEG-2 in intensity stereo, where a scalefactor has up to five bits (ISO/IEC 13818-3, 2.4.3.2). Each granule: length,
        // big_values, global_gain, scalefac_compress, short blocks, tables, subblock_gain three times, scalefac_scale, table B.
        string part = Binary(300, 12) + Binary(9, 9) + Binary(0, 8) + Binary(358, 9) + "1" + "10" + "0" + Binary(0, 10) + "111111111" + "1" + "1";
        byte[] frame = MpegParts.Frames(1, version: 2);
        frame[3] |= 0x10;
        frame.AsSpan(4).Fill(0xFF);
        Pack(Binary(0, 10) + part + part).CopyTo(frame, 4);

        PromptAudioReport report = Recording.Measure(Bytes.Repeated(frame, 100), "a.mp3");

        Assert.Equal(-127.5, report.SpeechLevel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(25)]
    public void An_MP3_with_any_side_information_is_measured(int version)
    {
        for (int seed = 0; seed < 300; seed++)
        {
            byte[] frames = MpegParts.Frames(100, version);
            int size = frames.Length / 100;
            var random = new Random(seed);
            for (int start = 0; start < frames.Length; start += size)
            {
                frames[start + 3] |= (byte)(random.Next(4) << 4);
                random.NextBytes(frames.AsSpan(start + 4, size - 4));
                // The first eight bits of main_data_begin.
                frames[start + 4] = 0;
            }

            Assert.NotNull(Recording.Measure(frames, "a.mp3").SpeechLevel);
        }
    }

    [Theory]
    [InlineData("-b:a 128k")]
    [InlineData("-b:a 64k -joint_stereo 0")]
    [InlineData("-q:a 4 -ac 1")]
    [InlineData("-b:a 32k -ar 16000")]
    [InlineData("-b:a 16k -ar 8000 -ac 1")]
    [InlineData("-b:a 128k -write_xing 0")]
    public void An_MP3_has_the_levels_that_a_decoder_plays(string options)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string greeting = Path.Combine(Support.StagedModule.RepositoryRoot, "samples", "audio", "greeting.wav");
            Ffmpeg.Run($"-i \"{greeting}\" -af \"pan=stereo|c0=c0|c1=0.2*c0,afade=t=in:d=0.01\" -ar 44100 -c:a libmp3lame {options} {path}.mp3");
            Ffmpeg.Run($"-i {path}.mp3 {path}.wav");
            PromptAudioReport played = Recording.Measure(File.ReadAllBytes(path + ".wav"));
            PromptAudioReport report = Recording.Measure(File.ReadAllBytes(path + ".mp3"), "audio.mp3");

            Assert.Equal(played.SpeechLevel!.Value, report.SpeechLevel!.Value, 0.5);
            Assert.Equal(played.SpeechShare!.Value, report.SpeechShare!.Value, 0.12);
            Assert.Null(report.PeakLevel);
        }
        finally
        {
            File.Delete(path + ".mp3");
            File.Delete(path + ".wav");
        }
    }

    [Fact]
    public void RIFX_has_the_same_levels_as_RIFF()
    {
        byte[] bytes = Recording.Wav(Recording.Tone(2, 0.5));
        PromptAudioReport expected = Recording.Measure(bytes);
        PromptAudioReport report = Recording.Measure(Swap(bytes));

        Assert.Equal((expected.SpeechLevel, expected.NoiseLevel, expected.PeakLevel, expected.SpeechShare), (report.SpeechLevel, report.NoiseLevel, report.PeakLevel, report.SpeechShare));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void All_channels_have_the_same_weight(int channels)
    {
        var all = Enumerable.Range(0, channels).Select(i => Recording.Tone(1.03, 0.1 * (i + 1))).ToArray();
        PromptAudioReport report = Recording.Measure(Recording.Wav(all));

        double power = Enumerable.Range(1, channels).Average(i => 0.01 * i * i / 2);
        Assert.Equal(10 * Math.Log10(power), report.SpeechLevel!.Value, 0.11);
        Assert.Equal(20 * Math.Log10(0.1 * channels), report.PeakLevel!.Value, 0.11);
    }

    [Fact]
    public void A_DC_offset_does_not_count()
    {
        PromptAudioReport report = Recording.Measure(Recording.Wav([.. Recording.Tone(2, 0.01).Select(v => v + 0.25)]));

        Assert.Equal(-43, report.SpeechLevel!.Value, 0.2);
    }

    [Fact]
    public void Rejected_files_and_quiet_tests_are_not_measured()
    {
        Assert.Null(Recording.Measure(Recording.Wav(Recording.Tone(8, 0.1))).SpeechLevel);
        Assert.Null(Inspection.Of(Recording.Wav(Recording.Tone(6, 0.1)), "audio.wav").SpeechLevel);
        Assert.Null(Recording.Measure(AudioCase.Named("m4a-aac_front_0p5.m4a").Read(), "audio.m4a").SpeechLevel);
    }

    [Fact]
    public void A_file_with_a_wrong_extension_is_not_measured() =>
        Assert.Null(Recording.Measure(Recording.Wav(Recording.Tone(6, 0.1)), "audio.mp3").SpeechLevel);

    [Fact]
    public void A_long_recording_takes_one_byte_per_frame()
    {
        byte[] bytes = Recording.Wav(Recording.Tone(299, 0.1));
        Recording.Measure(bytes, purpose: AudioPurpose.CloneAudio);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PromptAudioReport report = Recording.Measure(bytes, purpose: AudioPurpose.CloneAudio);

        Assert.True(report.IsValid);
        Assert.NotNull(report.SpeechLevel);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000);
    }

    /// <summary>Returns the same WAV in big-endian byte order.</summary>
    private static byte[] Swap(byte[] wav)
    {
        byte[] swapped = [.. wav];
        "RIFX"u8.CopyTo(swapped);
        foreach ((int at, int size) in new[] { (4, 4), (16, 4), (20, 2), (22, 2), (24, 4), (28, 4), (32, 2), (34, 2), (40, 4) })
        {
            swapped.AsSpan(at, size).Reverse();
        }

        for (int i = 44; i < swapped.Length; i += 2)
        {
            swapped.AsSpan(i, 2).Reverse();
        }

        return swapped;
    }

    private static string Binary(int value, int bits) => Convert.ToString(value, 2).PadLeft(bits, '0');

    private static byte[] Pack(string bits) => [.. bits.Chunk(8).Select(b => Convert.ToByte(new string(b).PadRight(8, '1'), 2))];
}
