namespace MiniMax.Tests.Audio;

/// <summary>The messages at each limit, for each purpose.</summary>
public class LimitTests
{
    [Theory]
    [InlineData(63_999, true)]
    [InlineData(64_000, false)]
    [InlineData(64_001, false)]
    public void The_limit_is_exact_to_the_sample(int samples, bool isValid) => Assert.Equal(isValid, Inspection.Of(Wav(8000, samples), "a.wav").IsValid);

    [Fact]
    public void A_duration_of_exactly_the_limit_is_reported_in_samples()
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(Wav(8000, 64_000), "a.wav").Findings);

        Assert.Equal(FindingCode.AudioTooLong, finding.Code);
        Assert.Equal("exactly 8 s (64000 samples at 8000 Hz) of audio; the duration must be less than 8 s.", finding.Message);
        Assert.Equal(2048, finding.ApiCode);
        Assert.Equal("Keep its best 7.5 s: ConvertTo-MiniMaxPromptAudio -LiteralPath \"a.wav\"", finding.Remedy);
    }

    [Fact]
    public void A_duration_one_sample_over_the_limit_is_not_rounded_to_the_limit() =>
        Assert.Equal("8.00002 s of audio; the duration must be less than 8 s.", Inspection.Of(Wav(48_000, 384_001), "a.wav").Findings[0].Message);

    [Fact]
    public void A_duration_is_truncated_and_not_rounded()
    {
        PromptAudioReport report = Inspection.Of(Wav(44_100, 352_799), "a.wav");

        Assert.Equal(TimeSpan.FromTicks(79_999_773), report.Duration);
        Assert.Equal(352_799, report.SampleCount);
        Assert.Equal(44_100, report.SampleRate);
        Assert.Equal("PCM 16-bit", report.Codec);
        Assert.Equal(1, report.Channels);
    }

    [Theory]
    [InlineData(80_000 - 1, FindingCode.AudioTooShort)]
    [InlineData(80_000, null)]
    [InlineData(2_400_000, null)]
    [InlineData(2_400_001, FindingCode.AudioTooLong)]
    public void Clone_audio_lasts_10_s_to_5_min_inclusive(int samples, string? code)
    {
        PromptAudioReport report = Inspection.Of(Wav(8000, samples), "a.wav", AudioPurpose.CloneAudio);

        Assert.Equal(code, report.Findings.SingleOrDefault()?.Code);
        if (code is not null)
        {
            Assert.Equal(2037, report.Findings[0].ApiCode);
        }
    }

    [Fact]
    public void Audio_too_short_for_cloning_can_be_a_prompt()
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(Wav(8000, 16_800), "a.wav", AudioPurpose.CloneAudio).Findings);

        Assert.StartsWith("To use the recording as a prompt, run Send-MiniMaxPromptAudio", finding.Remedy);
    }

    [Fact]
    public void Audio_between_the_limits_is_neither_a_prompt_nor_clone_audio()
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(Wav(8000, 72_000), "a.wav", AudioPurpose.CloneAudio).Findings);

        Assert.Equal("9 s of audio; cloning a voice requires at least 10 s.", finding.Message);
        Assert.Equal("Record at least 10 s.", finding.Remedy);
    }

    [Fact]
    public void Audio_too_long_for_a_prompt_can_be_clone_audio() =>
        Assert.Contains("clone", Assert.Single(Inspection.Of(Wav(8000, 100_000), "a.wav").Findings).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.WAV", null)]
    [InlineData("a.mp3", "Rename-Item -LiteralPath \"a.mp3\" -NewName \"a.wav\"")]
    [InlineData("a", "Rename-Item -LiteralPath \"a\" -NewName \"a.wav\"")]
    [InlineData(".wav", null)]
    [InlineData(".mp3", "Rename-Item -LiteralPath \".mp3\" -NewName \".wav\"")]
    [InlineData("$5.mp3", "Rename-Item -LiteralPath '$5.mp3' -NewName '$5.wav'")]
    [InlineData("it's $5.mp3", "Rename-Item -LiteralPath 'it''s $5.mp3' -NewName 'it''s $5.wav'")]
    public void The_remedy_for_a_wrong_extension_is_a_command(string name, string? command)
    {
        PromptAudioReport report = Inspection.Of(Wav(8000, 8000), Path.Combine("folder.m4a", name));

        Assert.Equal(name, report.Name);
        if (command is null)
        {
            Assert.True(report.IsValid);
        }
        else
        {
            Assert.EndsWith(command, Assert.Single(report.Findings, f => f.Code == FindingCode.ExtensionMismatch).Remedy);
        }
    }

    [Fact]
    public void All_findings_are_reported_errors_first()
    {
        byte[] file = WavBuilder.File(WavBuilder.Format(6, 1, 8000, 1, 8), WavBuilder.Sized("data", 100_000, new byte[70_000]));

        PromptAudioReport report = Inspection.Of(file, "a.mp3");

        Assert.Equal([FindingCode.AudioTooLong, FindingCode.ExtensionMismatch, FindingCode.DataOverrun], report.Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(0, FindingCode.FileEmpty)]
    [InlineData(20 * 1024 * 1024 + 1, FindingCode.FileTooLarge)]
    public void The_size_is_checked_before_the_content_is_read(int size, string code)
    {
        using var stream = new CountingStream(new byte[size]);

        PromptAudioReport report = AudioInspector.Inspect(stream, "a.mp3", AudioPurpose.PromptAudio);

        Assert.Equal(code, Assert.Single(report.Findings).Code);
        Assert.Equal(0, stream.BytesRead);
    }

    [Theory]
    [InlineData(20_000_000, null)]
    [InlineData(20_000_001, FindingCode.FileSizeAmbiguous)]
    [InlineData(20_971_520, FindingCode.FileSizeAmbiguous)]
    [InlineData(20_971_521, FindingCode.FileTooLarge)]
    public void A_size_between_20_MB_and_20_MiB_is_a_warning(int size, string? code)
    {
        byte[] file = new byte[size];
        WavBuilder.File(WavBuilder.Format(1, 1, 48_000, 2, 16), WavBuilder.Chunk("data", new byte[96_000]), WavBuilder.Sized("junk", (uint)size - 96_052)).CopyTo(file, 0);

        PromptAudioReport report = Inspection.Of(file, "a.wav");

        Assert.Equal(code, report.Findings.SingleOrDefault(f => f.Code is FindingCode.FileSizeAmbiguous or FindingCode.FileTooLarge)?.Code);
        Assert.Equal(size <= 20_971_520 ? 48_000 : null, report.SampleCount);
        Assert.Equal(
            code switch
            {
                FindingCode.FileTooLarge => "The file has 20,971,521 bytes; the limit is 20,971,520 bytes (20 MiB).",
                FindingCode.FileSizeAmbiguous => FormattableString.Invariant($"The file has {size:N0} bytes; the limit of 20 MB may mean 20,000,000 or 20,971,520 bytes."),
                _ => null,
            },
            report.Findings.SingleOrDefault(f => f.Code == code)?.Message);
    }

    public static TheoryData<string> CutFiles => ["a.wav", "a.mp3"];

    [Theory]
    [MemberData(nameof(CutFiles))]
    public void A_truncated_recording_that_is_too_long_is_to_be_copied_again_first(string name)
    {
        PromptAudioReport report = Inspection.Of(Cut(name, declared: 40, left: 20), name);

        Assert.Equal([FindingCode.AudioTooLong, FindingCode.AudioDamaged], report.Findings.Code);
        Assert.Equal("The command for AudioDamaged also fixes this.", report.Findings[0].Remedy);
        Assert.Equal($"Copy or record the file again. To convert what this file contains: ConvertTo-MiniMaxPromptAudio -LiteralPath \"{name}\"", report.Findings[1].Remedy);
        Assert.Equal([report.Findings[1].Remedy], Errors.AudioRemedies.Of(report));
    }

    [Theory]
    [MemberData(nameof(CutFiles))]
    public void A_truncated_recording_of_the_wrong_duration_for_cloning_is_to_be_copied_again_first(string name)
    {
        PromptAudioReport @long = Inspection.Of(Cut(name, declared: 500, left: 400), name, AudioPurpose.CloneAudio);
        PromptAudioReport @short = Inspection.Of(Cut(name, declared: 40, left: 6), name, AudioPurpose.CloneAudio);

        Assert.StartsWith("Copy or record the file again. To convert what this file contains: ffmpeg -i ", Assert.Single(Errors.AudioRemedies.Of(@long)), StringComparison.Ordinal);
        Assert.Equal(["Copy, download, or record the file again.", "Record at least 10 s."], Errors.AudioRemedies.Of(@short));
    }

    [Theory]
    [InlineData("a.mp3", "a.wav")]
    [InlineData("a.wav", "a.mp3")]
    public void A_truncated_recording_with_a_wrong_extension_is_to_be_copied_again_first(string name, string content)
    {
        PromptAudioReport report = Inspection.Of(Cut(content, declared: 12, left: 6), name);

        Assert.Equal([FindingCode.AudioDamaged, FindingCode.ExtensionMismatch], report.Findings.Code);
        Assert.StartsWith("Copy or record the file again.", Assert.Single(Errors.AudioRemedies.Of(report)), StringComparison.Ordinal);
    }

    /// <summary>A WAV or an MP3 that declares more seconds than it contains.</summary>
    private static byte[] Cut(string name, int declared, int left)
    {
        if (name.EndsWith(".wav", StringComparison.Ordinal))
        {
            byte[] wav = WavBuilder.File(WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Sized("data", (uint)declared * 16_000, new byte[left * 16_000]));
            WavBuilder.UInt32((uint)(wav.Length + ((declared - left) * 16_000))).CopyTo(wav, 4);
            return wav;
        }

        // 44,100 Hz and 128 kbit/s: 417 bytes and 1152 samples per frame.
        byte[] frame = [0xFF, 0xFB, 0x90, 0xC0, .. new byte[413]];
        byte[] tag = [.. frame[..21], .. "Xing"u8, 0, 0, 0, 1, .. WavBuilder.UInt32((uint)declared * 44_100 / 1152).Reverse(), .. frame[33..]];
        return [.. tag, .. Enumerable.Repeat(frame, left * 44_100 / 1152).SelectMany(f => f)];
    }

    [Theory]
    [InlineData("a", "The content is WAV, but the name has no extension.")]
    [InlineData("a.", "The content is WAV, but the name has no extension.")]
    [InlineData("a.mp3", "The content is WAV, so the extension must be .wav, not .mp3.")]
    public void The_message_for_a_wrong_extension_names_content_and_extension(string name, string message) =>
        Assert.Equal(message, Assert.Single(Inspection.Of(Wav(8000, 8000), name).Findings).Message);

    [Fact]
    public void A_stream_that_cannot_seek_is_an_argument_error()
    {
        using var stream = new BufferedStreamWithoutSeek();

        Assert.Throws<ArgumentException>(() => AudioInspector.Inspect(stream, "a.mp3", AudioPurpose.PromptAudio));
    }

    [Fact]
    public void The_stream_is_left_open_and_its_position_does_not_matter()
    {
        using var stream = new MemoryStream(Wav(8000, 8000));
        stream.Position = 1234;

        Assert.True(AudioInspector.Inspect(stream, "a.wav", AudioPurpose.PromptAudio).IsValid);
        Assert.True(stream.CanRead);
    }

    private static byte[] Wav(int rate, int samples) =>
        WavBuilder.File(WavBuilder.Format(1, 1, rate, 2, 16), WavBuilder.Chunk("data", new byte[2 * samples]));

    private sealed class BufferedStreamWithoutSeek : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
