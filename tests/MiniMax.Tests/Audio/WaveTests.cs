using System.Globalization;
using System.Text;
using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio;

/// <summary>The number of samples in a WAV, and which of its declared sizes apply.</summary>
public class WaveTests
{
    [Theory]
    [InlineData(0x0001, 2, 4, 12, 4001, 1000, "PCM 12-bit")]
    [InlineData(0x0001, 1, 3, 24, 3000, 1000, "PCM 24-bit")]
    [InlineData(0x0003, 2, 8, 32, 8000, 1000, "IEEE float 32-bit")]
    [InlineData(0x0006, 1, 1, 8, 1000, 1000, "A-law")]
    [InlineData(0x0006, 1, 1, 16, 1000, 1000, "A-law")]
    [InlineData(0x0006, 1, 2, 12, 1000, 1000, "A-law")]
    [InlineData(0x0006, 1, 1, 0, 1000, 1000, "A-law")]
    [InlineData(0x0007, 2, 2, 8, 2000, 1000, "µ-law")]
    [InlineData(0x0007, 2, 4, 24, 2000, 1000, "µ-law")]
    [InlineData(0x0011, 1, 256, 4, 256 * 3, 3 * 505, "IMA ADPCM")]
    [InlineData(0x0011, 2, 512, 4, 512 + 24, 505 + 17, "IMA ADPCM")]
    [InlineData(0x0002, 1, 256, 4, 256 * 2, 2 * 500, "MS ADPCM")]
    [InlineData(0x0002, 2, 512, 4, 512 + 20, 500 + 8, "MS ADPCM")]
    [InlineData(0x0031, 1, 65, 0, 65 * 7 + 64, 7 * 320, "GSM 6.10")]
    [InlineData(0x0031, 1, 41, 0, 41 * 7, 7 * 320, "GSM 6.10")]
    [InlineData(0x0031, 1, 42, 0, 65 * 7, 7 * 320, "GSM 6.10")]
    [InlineData(0x0065, 1, 1, 0, 500, 1000, "G.722")]
    [InlineData(0x0065, 2, 2, 0, 500, 1000, "G.722")]
    [InlineData(0x0045, 1, 1, 4, 500, 1000, "G.726")]
    public void The_number_of_samples_follows_from_bytes_and_codec(int tag, int channels, int blockAlign, int bits, int bytes, int samples, string codec)
    {
        PromptAudioReport report = Inspection.Of(WavBuilder.File(WavBuilder.Format(tag, channels, 8000, blockAlign, bits), WavBuilder.Chunk("data", new byte[bytes])), "a.wav");

        Assert.True(report.IsValid, string.Join(Environment.NewLine, report.Findings));
        Assert.Equal(samples, report.SampleCount);
        Assert.Equal(codec, report.Codec);
        Assert.Equal(tag is 1 or 3 or 6 or 7, report.Findings.All(f => f.Code != FindingCode.UnusualCodec));
    }

    [Theory]
    [InlineData(24, 4, 1000, "4000 bytes in blocks of 4")]
    [InlineData(16, 4, 2000, "not in blocks of 4")]
    public void Samples_wider_than_their_bits_are_unusual(int bits, int blockAlign, int samples, string why)
    {
        PromptAudioReport report = Inspection.Of(WavBuilder.File(WavBuilder.Format(1, 1, 8000, blockAlign, bits), WavBuilder.Chunk("data", new byte[4000])), "a.wav");

        Assert.True(report.IsValid, why);
        Assert.Equal(samples, report.SampleCount);
        Assert.Equal(FindingCode.UnusualCodec, Assert.Single(report.Findings).Code);
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void Two_sizes_of_the_samples_are_a_contradiction_at_the_limit(string family)
    {
        byte[] size64 = WavBuilder.Chunk("ds64", [.. new byte[8], .. BitConverter.GetBytes(130_000UL), .. new byte[12]]);
        byte[] file = WavBuilder.File(size64, WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Sized("data", 254, Enumerable.Repeat((byte)0x7F, 130_000).ToArray()));
        Encoding.Latin1.GetBytes(family).CopyTo(file, 0);

        PromptAudioReport report = Inspection.Of(file, "a.wav");

        Assert.False(report.IsValid);
        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioContradictory && f.Message.Contains("8.125", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x0001, 1, 24, 2, 0, 130_000)] // 16 bits by its blocks.
    [InlineData(0x0001, 1, 24, 4, 0, 200_000)] // 3 bytes a sample by its bits.
    [InlineData(0x0045, 1, 5, 1, 4000, 32_200)] // 4 bits by its bytes per second.
    [InlineData(0x0011, 1, 3, 256, 0, 26_000)] // 3 bits, where most readers know only 4.
    public void A_format_at_odds_with_itself_is_contradictory_at_the_limit(int tag, int channels, int bits, int blockAlign, int bytesPerSecond, int bytes)
    {
        byte[] format = [.. WavBuilder.Format(tag, channels, 8000, blockAlign, bits)];
        WavBuilder.UInt32((uint)bytesPerSecond).CopyTo(format, 16);

        PromptAudioReport report = Inspection.Of(WavBuilder.File(format, WavBuilder.Chunk("data", new byte[bytes])), "a.wav");

        Assert.Equal(FindingCode.AudioContradictory, Assert.Single(report.Findings, f => f.Severity == FindingSeverity.Error).Code);
    }

    [Theory]
    [InlineData(32_000, true)]
    [InlineData(16_000, false)]
    public void Fewer_valid_bits_are_unusual_if_block_size_and_byte_rate_agree(uint bytesPerSecond, bool isValid)
    {
        byte[] fields =
        [
            .. WavBuilder.UInt16(0xFFFE), .. WavBuilder.UInt16(1), .. WavBuilder.UInt32(8000), .. WavBuilder.UInt32(bytesPerSecond), .. WavBuilder.UInt16(4), .. WavBuilder.UInt16(32),
            .. WavBuilder.UInt16(22), .. WavBuilder.UInt16(16), .. WavBuilder.UInt32(4), .. WavBuilder.UInt16(1), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
        ];

        PromptAudioReport report = Inspection.Of(WavBuilder.File(WavBuilder.Chunk("fmt ", fields), WavBuilder.Chunk("data", new byte[160_000])), "a.wav");

        Assert.Equal(isValid, report.IsValid);
        Assert.Equal(40_000, report.SampleCount);
        Assert.Contains(report.Findings, f => f.Code == FindingCode.UnusualCodec);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(40)]
    public void Floating_point_has_32_or_64_bits(int bits) =>
        AssertError(FindingCode.AudioTypeNotSupported, WavBuilder.Format(3, 1, 8000, bits / 8, bits), WavBuilder.Chunk("data", new byte[4800]));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(44)]
    public void G_726_has_2_to_5_bits(int bits) =>
        AssertError(FindingCode.AudioDamaged, WavBuilder.Format(0x45, 1, 8000, 1, bits), WavBuilder.Chunk("data", new byte[4800]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Interrupted_frames_in_a_WAV_all_count(bool isLostAtTheStart)
    {
        byte[] pieces = Bytes.Repeated([.. MpegParts.Frames(3), 0x55, 0x55], 110);
        byte[] data = isLostAtTheStart ? [0x55, .. pieces, .. MpegParts.Frames(4)] : [.. MpegParts.Frames(4), 0x55, .. pieces];

        PromptAudioReport report = Inspection.Of(WavBuilder.File(WavBuilder.Format(0x55, 2, 44_100, 1, 0), WavBuilder.Chunk("data", data)), "a.wav");

        Assert.False(report.IsValid);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFF000u)]
    [InlineData(0x80000000u)]
    [InlineData(2_000_000_000u)]
    [InlineData(1_700_000u)]
    public void An_unknown_size_extends_to_the_end_of_the_file(uint size)
    {
        PromptAudioReport report = Inspection.Of(WavBuilder.File(Pcm(8000), WavBuilder.Sized("data", size, new byte[16_000])), "a.wav");

        Assert.Empty(report.Findings);
        Assert.Equal(8000, report.SampleCount);
    }

    [Fact]
    public void Another_overrun_is_trimmed_with_a_warning_that_names_the_declared_length()
    {
        PromptAudioReport report = Inspection.Of(WavBuilder.File(Pcm(8000), WavBuilder.Sized("data", 1_000_000, new byte[16_000])), "a.wav");

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal(FindingCode.DataOverrun, finding.Code);
        Assert.Contains("62.500 s", finding.Message, StringComparison.Ordinal);
        Assert.Equal(8000, report.SampleCount);
    }

    [Theory]
    [InlineData(38, false)]
    [InlineData(97, false)]
    [InlineData(99, true)]
    public void A_truncated_file_is_damaged(int percent, bool isValid)
    {
        byte[] whole = WavBuilder.File(Pcm(8000), WavBuilder.Chunk("data", new byte[16_000]));

        PromptAudioReport report = Inspection.Of(whole[..(whole.Length - 16_000 + (160 * percent))], "a.wav");

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal(isValid, report.IsValid);
        Assert.Equal(isValid ? FindingCode.DataOverrun : FindingCode.AudioDamaged, finding.Code);
        Assert.Equal(!isValid, finding.Message.EndsWith($" ({percent} %): the file is truncated.", StringComparison.Ordinal));
        Assert.StartsWith("Copy", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(38, false)]
    [InlineData(99, true)]
    public void A_truncated_file_with_64_bit_sizes_is_damaged(int percent, bool isValid)
    {
        byte[] sizes = [.. WavBuilder.UInt32(16_072), .. new byte[4], .. WavBuilder.UInt32(16_000), .. new byte[16]];
        byte[] file = WavBuilder.File(WavBuilder.Chunk("ds64", sizes), Pcm(8000), WavBuilder.Sized("data", uint.MaxValue, new byte[160 * percent]));
        "RF64"u8.CopyTo(file);
        file.AsSpan(4, 4).Fill(0xFF);

        PromptAudioReport report = Inspection.Of(file, "a.wav");

        Assert.Equal(isValid, report.IsValid);
        Assert.Equal(isValid ? FindingCode.DataOverrun : FindingCode.AudioDamaged, report.Findings[0].Code);
    }

    [Theory]
    [InlineData(16_001)]
    [InlineData(16_003)]
    public void A_rounded_size_is_not_reported(uint size) =>
        Assert.Empty(Inspection.Of(WavBuilder.File(Pcm(8000), WavBuilder.Sized("data", size, new byte[16_000])), "a.wav").Findings);

    [Fact]
    public void A_second_WAV_in_the_file_is_a_warning_with_both_durations()
    {
        byte[] wav = WavBuilder.File(Pcm(8000), WavBuilder.Chunk("data", new byte[32_000]));

        PromptAudioReport report = Inspection.Of([.. wav, .. wav, .. wav], "a.wav");

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.True(report.IsValid);
        Assert.Equal(FindingCode.HiddenAudio, finding.Code);
        Assert.Contains("2 s of 6 s", finding.Message, StringComparison.Ordinal);
        Assert.Equal(16_000, report.SampleCount);
    }

    [Theory]
    [InlineData(0, 1, 16)]
    [InlineData(768_001, 1, 16)]
    [InlineData(8000, 0, 16)]
    [InlineData(8000, 65, 16)]
    [InlineData(8000, 1, 0)]
    public void Invalid_format_fields_are_damage(int rate, int channels, int bits) =>
        AssertError(FindingCode.AudioDamaged, WavBuilder.Format(1, channels, rate, 2, bits), WavBuilder.Chunk("data", new byte[16_000]));

    [Fact]
    public void Two_data_chunks_are_damage() =>
        AssertError(FindingCode.AudioDamaged, Pcm(8000), WavBuilder.Chunk("data", new byte[100]), WavBuilder.Chunk("data", new byte[100]));

    [Fact]
    public void A_chunk_after_the_data_can_be_truncated() =>
        Assert.True(Inspection.Of(WavBuilder.File(Pcm(8000), WavBuilder.Chunk("data", new byte[100]), WavBuilder.Sized("LIST", 5000)), "a.wav").IsValid);

    [Fact]
    public void Another_codec_is_not_supported() =>
        AssertError(FindingCode.AudioTypeNotSupported, WavBuilder.Format(0x0161, 1, 8000, 2, 16), WavBuilder.Chunk("data", new byte[100]));

    [Fact]
    public void The_name_and_the_remedy_of_every_other_codec_are_the_approved_ones()
    {
        var text = new StringBuilder("every other codec\n");
        for (int tag = 0; tag <= ushort.MaxValue; tag++)
        {
            using var file = new MemoryStream(WavBuilder.File(WavBuilder.Format(tag, 1, 8000, 2, 16), WavBuilder.Chunk("data", new byte[100])));
            AudioDiagnosis diagnosis = AudioInspector.Diagnose(file, "a.wav", AudioPurpose.PromptAudio);
            PromptAudioFinding? finding = diagnosis.Report.Findings.FirstOrDefault(f => f.Code == FindingCode.AudioTypeNotSupported && !f.Message.Contains($"0x{tag:X4}", StringComparison.Ordinal));
            if (finding is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"  0x{tag:X4} {diagnosis.Remedies[diagnosis.Report.Findings.IndexOf(finding)]}: {finding.Message}\n");
            }
        }

        Assert.Equal(new ApprovedTexts("codecs").Beside("every other codec", text.ToString()), text.ToString());
    }

    private static byte[] Pcm(int rate) => WavBuilder.Format(1, 1, rate, 2, 16);

    private static void AssertError(string code, params byte[][] chunks) =>
        Assert.Contains(Inspection.Of(WavBuilder.File(chunks), "a.wav").Findings, f => f.Code == code);
}
