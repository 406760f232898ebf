using System.Text;
using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio;

/// <summary>Tags before, after and between the frames of an MP3.</summary>
public class MpegTests
{
    private const int FrameSize = 417;
    private const int SamplesPerFrame = 1152;

    public static TheoryData<string> Tags => ["id3v2", "id3v2 twice", "ape", "id3v1", "ape behind", "ape behind without header", "lyrics", "id3v2 footer", "all"];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Tags_are_not_audio(string kind)
    {
        byte[] frames = Frames(100);
        byte[] file = kind switch
        {
            "id3v2" => [.. Id3v2(5000), .. frames],
            "id3v2 twice" => [.. Id3v2(5000), .. Id3v2(300), .. frames],
            "ape" => [.. Ape(500, hasHeader: true), .. frames],
            "id3v1" => [.. frames, .. MpegParts.Id3v1],
            "ape behind" => [.. frames, .. Ape(500, hasHeader: true)],
            "ape behind without header" => [.. frames, .. Ape(500, hasHeader: false)],
            "lyrics" => [.. frames, .. Lyrics(500)],
            "id3v2 footer" => [.. frames, .. Id3v2(500, hasFooter: true)],
            _ => [.. Id3v2(5000), .. frames, .. Ape(500, hasHeader: true), .. Lyrics(500), .. MpegParts.Id3v1],
        };

        PromptAudioReport report = Inspection.Of(file);

        Assert.True(report.IsValid, string.Join(Environment.NewLine, report.Findings));
        Assert.Equal(100 * SamplesPerFrame, report.SampleCount);
    }

    [Theory]
    [InlineData(20_000, 0, FindingCode.AudioDamaged)]
    [InlineData(4000, 0, null)]
    [InlineData(20_000, 1, null)]
    public void Zeros_after_the_last_frame_are_an_incomplete_download(int zeros, byte last, string? code)
    {
        byte[] tail = new byte[zeros];
        tail[^1] = last;

        PromptAudioReport report = Inspection.Of([.. Frames(100), .. tail]);

        Assert.Equal(code, report.Findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error)?.Code);
        Assert.Equal(100 * SamplesPerFrame, report.SampleCount);
    }

    [Fact]
    public void Frames_in_a_tag_are_not_audio() =>
        Assert.Equal(100 * SamplesPerFrame, Inspection.Of([.. Frames(100), .. Ape(10 * FrameSize, hasHeader: true, fill: Frames(10))]).SampleCount);

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1024 * 1024 - FrameSize, true)]
    [InlineData(1024 * 1024 + FrameSize, false)]
    public void Junk_before_the_first_frame_is_skipped_up_to_a_mebibyte(int junk, bool isFound)
    {
        byte[] file = [.. new byte[junk], .. Frames(10)];

        Assert.Equal(isFound, Inspection.Of(file).Format == AudioFormat.Mp3);
    }

    [Fact]
    public void The_stream_continues_after_junk() =>
        Assert.Equal(60 * SamplesPerFrame, Inspection.Of([.. Frames(20), .. new byte[1000], .. Frames(40)]).SampleCount);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 50)]
    [InlineData(2, 1)]
    [InlineData(2, 2000)]
    public void Frames_that_are_interrupted_repeatedly_all_count(int run, int junk)
    {
        byte[] file = [.. Frames(4), .. Bytes.Repeated([.. Filled(junk, 0x55), .. Frames(run)], 400 / run)];

        PromptAudioReport report = Inspection.Of(file);

        Assert.Equal((4 + 400 / run * run) * SamplesPerFrame, report.SampleCount);
        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioTooLong);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    public void Single_frames_after_zeros_count(int zeros) =>
        Assert.Equal(400 * SamplesPerFrame, Inspection.Of([.. Frames(4), .. Bytes.Repeated([.. new byte[zeros], .. Frames(1)], 396)]).SampleCount);

    [Fact]
    public void Single_frames_between_junk_are_a_contradiction()
    {
        byte[] file = [.. Frames(4), .. Bytes.Repeated([.. Filled(5, 0x55), .. Frames(1)], 396)];

        Assert.Contains(FindingCode.AudioContradictory, Errors(Inspection.Of(file)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Junk_between_frames_is_a_finding(bool isConfirmed)
    {
        byte[] file = isConfirmed ? [.. Frames(20), .. Filled(1000, 0x55), .. Frames(40)] : [.. Frames(20), .. Bytes.Repeated([.. Filled(5, 0x55), .. Frames(1)], 40)];

        PromptAudioReport report = Inspection.Of(file);

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.True(report.IsValid);
        Assert.Equal(FindingCode.AudioDamaged, finding.Code);
        Assert.Contains($"byte {20 * FrameSize}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Junk_after_the_last_frame_is_not_a_finding() => Assert.Empty(Inspection.Of([.. Frames(20), .. Filled(5000, 0x55)]).Findings);

    [Fact]
    public void Two_frames_at_the_end_after_junk_count() =>
        Assert.Equal(22 * SamplesPerFrame, Inspection.Of([.. Frames(20), .. Filled(100, 0x55), .. Frames(2)]).SampleCount);

    [Fact]
    public void Alternating_frames_of_two_streams_all_count()
    {
        // 1152 samples each, 104 at 44.1 kHz and 100 at 48 kHz.
        PromptAudioReport report = Inspection.Of([.. Frames(4), .. Bytes.Repeated([.. Frames(1), .. Frames(1, rate: 48_000)], 100)]);

        Assert.Equal(TimeSpan.FromTicks((long)((104 * 1152 / 44100m + 2.4m) * TimeSpan.TicksPerSecond)), report.Duration);
    }

    [Theory]
    [InlineData("id3v2")]
    [InlineData("id3v1")]
    [InlineData("id3v1 and id3v2")]
    [InlineData("ape")]
    public void Tags_between_two_files_are_not_a_finding(string kind)
    {
        byte[] tags = kind switch
        {
            "id3v2" => Id3v2(5000),
            "id3v1" => MpegParts.Id3v1,
            "ape" => Ape(500, hasHeader: true),
            _ => [.. MpegParts.Id3v1, .. Id3v2(300)],
        };

        PromptAudioReport report = Inspection.Of([.. Frames(20), .. tags, .. Frames(1)]);

        Assert.Empty(report.Findings);
        Assert.Equal(21 * SamplesPerFrame, report.SampleCount);
    }

    [Fact]
    public void Frames_in_a_tag_at_the_end_count_as_other_decoders_play_them() =>
        Assert.Contains(FindingCode.AudioContradictory, Errors(Inspection.Of([.. Frames(100), .. MpegParts.Ape(300 * FrameSize + 32, 0xA0), .. Frames(300), .. MpegParts.Ape(300 * FrameSize + 32, 0x80)])));

    [Fact]
    public void Frames_before_the_first_one_count_as_other_decoders_play_them() =>
        Assert.Contains(FindingCode.AudioContradictory, Errors(Inspection.Of([.. Bytes.Repeated([.. Filled(5, 0x55), .. Frames(3)], 100), .. Filled(5, 0x55), .. Frames(100)])));

    [Theory]
    [InlineData(308, true)]
    [InlineData(305, false)]
    public void An_encoder_tag_that_other_decoders_do_not_find_is_a_contradiction_at_the_limit(int frames, bool isAtLimit)
    {
        byte[] tagged = [.. InfoFrame((uint)frames, "LAME3.100", 1200, 1200), .. Frames(frames)];

        foreach (byte[] inFront in (byte[][])[Filled(16_000, 0xAA), [.. MpegParts.Ape(532, 0xA0), .. Filled(500, 0x55), .. new byte[32]]])
        {
            Assert.Equal(isAtLimit ? [FindingCode.AudioContradictory] : [], [.. Errors(Inspection.Of([.. inFront, .. tagged]))]);
        }

        Assert.Empty(Errors(Inspection.Of(tagged)));
    }

    [Theory]
    [InlineData(31, 10)]
    [InlineData(32, 11)]
    public void A_truncated_last_frame_counts_from_32_bytes_on(int bytes, int frames) =>
        Assert.Equal(frames * SamplesPerFrame, Inspection.Of([.. Frames(10), .. Frames(1).AsSpan(0, bytes)]).SampleCount);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(31)]
    [InlineData(400)]
    public void A_truncated_last_frame_counts_if_a_tag_follows_its_header(int bytes) =>
        Assert.Equal((bytes < 4 ? 10 : 11) * SamplesPerFrame, Inspection.Of([.. Frames(10), .. Frames(1).AsSpan(0, bytes), .. MpegParts.Id3v1]).SampleCount);

    [Fact]
    public void A_header_between_zeros_and_a_tag_counts() =>
        Assert.Equal(11 * SamplesPerFrame, Inspection.Of([.. Frames(10), 0, .. Frames(1).AsSpan(0, 4), .. MpegParts.Id3v1]).SampleCount);

    [Fact]
    public void Samples_are_added_by_their_own_sample_rate()
    {
        // 100 frames at 44.1 kHz and 100 at 48 kHz are 2.612 s and 2.4 s.
        PromptAudioReport report = Inspection.Of([.. Frames(100), .. Frames(100, rate: 48_000)]);

        Assert.Equal(TimeSpan.FromTicks((long)((100 * 1152 / 44100m + 2.4m) * TimeSpan.TicksPerSecond)), report.Duration);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, true)]
    [InlineData(98, false)]
    [InlineData(102, false)]
    public void A_tag_can_be_off_by_one_frame(uint declared, bool isValid) =>
        Assert.Equal(isValid, !Inspection.Of([.. InfoFrame(declared, "LAME3.100", 576, 1000), .. Frames(100)]).Findings.Any(f => f.Code == FindingCode.AudioContradictory));

    [Theory]
    [InlineData(50, FindingCode.AudioContradictory, true)]
    [InlineData(98, FindingCode.AudioContradictory, true)]
    [InlineData(102, FindingCode.AudioContradictory, true)]
    [InlineData(103, FindingCode.AudioDamaged, false)]
    [InlineData(uint.MaxValue, FindingCode.AudioDamaged, false)]
    public void A_tag_that_declares_over_2_percent_more_frames_is_damage(uint declared, string code, bool isValid)
    {
        PromptAudioReport report = Inspection.Of([.. InfoFrame(declared, "LAME3.100", 576, 1000), .. Frames(100)]);

        Assert.Equal(isValid, report.IsValid);
        Assert.Equal(code, Assert.Single(report.Findings).Code);
    }

    [Theory]
    [InlineData(307, 300u)]
    [InlineData(302, 307u)]
    public void A_tag_with_another_number_of_frames_is_a_contradiction_if_either_is_at_the_limit(int frames, uint declared) =>
        Assert.Equal([FindingCode.AudioContradictory], Inspection.Of([.. InfoFrame(declared, "LAME3.100", 4000, 4000), .. Frames(frames)]).Findings.Select(f => f.Code));

    [Fact]
    public void A_tag_without_frames_and_bytes_is_played() =>
        Assert.Equal(101 * SamplesPerFrame - 576 - 529, Inspection.Of([.. InfoFrame(0, "LAME3.100", 576, 1000), .. Frames(100)]).SampleCount);

    [Fact]
    public void Bytes_that_hide_the_encoder_tag_are_a_warning_with_their_number()
    {
        PromptAudioReport report = Inspection.Of([.. Filled(16_384, 0xAA), .. InfoFrame(100, "LAME3.100", 576, 1000), .. Frames(100)]);

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.StartsWith("16,384 bytes", finding.Message, StringComparison.Ordinal);
        Assert.Equal(100 * SamplesPerFrame - 576 - 1000, report.SampleCount);
    }

    [Theory]
    [InlineData("LAME3.100", 100, 100 * 1152 - 576 - 529 - (1000 - 529))]
    [InlineData("Lavc60.31", 100, 100 * 1152 - 576 - 529 - (1000 - 529))]
    [InlineData("LAME3.100", 101, 100 * 1152 - 576 - 529)]
    [InlineData("GOGO3.100", 100, 100 * 1152)]
    public void Delay_and_padding_count_for_encoders_that_decoders_trust(string encoder, uint declared, int samples) =>
        Assert.Equal(samples, Inspection.Of([.. InfoFrame(declared, encoder, 576, 1000), .. Frames(100)]).SampleCount);

    [Fact]
    public void Two_concatenated_files_are_not_a_contradiction()
    {
        byte[] first = [.. InfoFrame(100, "LAME3.100", 576, 1000), .. Frames(100)];

        Assert.True(Inspection.Of([.. first, .. first]).IsValid);
    }

    [Theory]
    [InlineData("fLaC")]
    [InlineData("OggS")]
    [InlineData("RIFF1234WAVE")]
    [InlineData("1234ftypM4A ")]
    public void Another_type_after_a_tag_is_named(string magic)
    {
        PromptAudioReport report = Inspection.Of([.. Id3v2(100), .. Encoding.Latin1.GetBytes(magic), .. new byte[1000]]);

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
        Assert.Equal(2013, finding.ApiCode);
        Assert.DoesNotContain("nor another", finding.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Errors(PromptAudioReport report) => report.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Code);

    private static byte[] Filled(int count, byte value)
    {
        byte[] bytes = new byte[count];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    /// <summary>MPEG-1 Layer III, 128 kbit/s, stereo, silent.</summary>
    private static byte[] Frames(int count, int rate = 44_100) => MpegParts.Frames(count, rate: rate == 44_100 ? 0 : 1, mode: 0);

    private static byte[] InfoFrame(uint frames, string encoder, int delay, int padding) =>
        MpegParts.Tagged(Frames(1), MpegParts.Xing("Info", flags: 1, frames, encoder, delay, padding));

    private static byte[] Id3v2(int size, bool hasFooter = false)
    {
        byte[] header = MpegParts.Id3v2("ID3", 4, 0, (byte)(hasFooter ? 0x10 : 0), (byte)(size >> 21 & 127), (byte)(size >> 14 & 127), (byte)(size >> 7 & 127), (byte)(size & 127));
        byte[] footer = hasFooter ? [.. "3DI"u8, .. header.AsSpan(3)] : [];
        return [.. header, .. new byte[size], .. footer];
    }

    private static byte[] Ape(int size, bool hasHeader, byte[]? fill = null)
    {
        byte whole = (byte)(hasHeader ? 0x80 : 0);
        byte[] header = hasHeader ? MpegParts.Ape((uint)size + 32, (byte)(whole | 0x20)) : [];
        return [.. header, .. fill ?? new byte[size], .. MpegParts.Ape((uint)size + 32, whole)];
    }

    private static byte[] Lyrics(int size) =>
        [.. "LYRICSBEGIN"u8, .. new byte[size], .. Encoding.Latin1.GetBytes($"{size + 11:D6}"), .. "LYRICS200"u8];
}
