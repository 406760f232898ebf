using System.Buffers.Binary;

namespace MiniMax.Tests.Audio;

/// <summary>The playing time of an M4A, and which of its declared durations apply.</summary>
public class MovieTests
{
    private const int Rate = 44_100;

    private static byte[] NoSamples =>
        [.. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(0)), .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(0)), .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(0, 0)), .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(0))];

    [Fact]
    public void A_second_movie_in_the_file_is_a_warning_with_both_durations()
    {
        byte[] file = Mp4Builder.File(100, [], 2322);

        PromptAudioReport report = Valid([.. file, .. Mp4Builder.File(200, [], 4644)]);

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal(FindingCode.HiddenAudio, finding.Code);
        Assert.Contains("2.321 s of 6.965 s", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ffmpeg", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_edit_list_the_whole_media_is_played() =>
        Assert.Equal(300 * 1024, Valid(Mp4Builder.File(300, [], 6966)).SampleCount);

    [Fact]
    public void A_segment_of_zero_lasts_to_the_end() =>
        Assert.Equal(300 * 1024 - 1024, Valid(Mp4Builder.File(300, Mp4Builder.EditList((0, 1024)), 6943)).SampleCount);

    [Fact]
    public void A_segment_within_a_tick_of_the_end_lasts_to_the_end() =>
        Assert.Equal(300 * 1024 - 1024, Valid(Mp4Builder.File(300, Mp4Builder.EditList((6942, 1024)), 6942)).SampleCount);

    [Fact]
    public void A_shorter_segment_trims_the_end() =>
        Assert.Equal(6800 * Rate / 1000, Valid(Mp4Builder.File(300, Mp4Builder.EditList((6800, 1024)), 6800)).SampleCount);

    [Fact]
    public void An_empty_edit_adds_no_audio() =>
        Assert.Equal(300 * 1024 - 1024, Valid(Mp4Builder.File(300, Mp4Builder.EditList((500, -1), (6943, 1024)), 7443)).SampleCount);

    [Fact]
    public void A_trim_by_the_player_is_a_warning()
    {
        PromptAudioReport report = Valid(Mp4Builder.File(1000, Mp4Builder.EditList((5000, 1024)), 5000));

        Assert.Equal(TimeSpan.FromSeconds(5), report.Duration);
        Assert.Contains(report.Findings, f => f.Code == FindingCode.HiddenAudio);
    }

    [Fact]
    public void A_trim_that_the_movie_header_does_not_reflect_is_a_contradiction() =>
        AssertContradictory(Mp4Builder.File(1000, Mp4Builder.EditList((5000, 1024)), 23_000));

    [Fact]
    public void Media_that_is_played_twice_is_a_contradiction() =>
        AssertContradictory(Mp4Builder.File(100, Mp4Builder.EditList((2000, 1024), (2000, 1024)), 4000));

    [Fact]
    public void A_second_audio_track_is_a_contradiction() =>
        AssertContradictory(Mp4Builder.File(300, [], 6966, Mp4Builder.AacTrack(Rate, [], Mp4Builder.Tables(10, 40))));

    [Fact]
    public void A_second_audio_track_is_not_reported_for_audio_that_is_too_long()
    {
        PromptAudioReport report = Inspection.Of(Mp4Builder.File(400, [], 9287, Mp4Builder.AacTrack(Rate, [], Mp4Builder.Tables(10, 40))), "a.m4a");

        Assert.Equal([FindingCode.AudioTooLong], report.Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1020, 0)]
    [InlineData(1000, 1)]
    [InlineData(1048, 1)]
    public void Frames_count_whatever_their_durations_are(uint delta, int warnings)
    {
        PromptAudioReport report = Valid(Timed(300, FullTable(300, delta)));

        Assert.Equal(300 * 1024, report.SampleCount);
        Assert.Equal(warnings, report.Findings.Count(f => f is { Code: FindingCode.AudioContradictory, Severity: FindingSeverity.Warning }));
    }

    [Fact]
    public void Durations_in_milliseconds_do_not_count()
    {
        // 345 frames of 1024 samples at 44.1 kHz are 8.011 s, and 7.935 s in milliseconds.
        byte[] movie = Mp4Builder.Box(
            "trak", Mp4Builder.TrackHeader(0), Mp4Builder.AacMedia(Rate, [.. FullTable(345, 23), .. Chunks(345)], Mp4Builder.MediaHeader(1000, 0)));

        PromptAudioReport report = Inspection.Of(InMovie(345, movie), "a.m4a");

        Assert.Equal([FindingCode.AudioTooLong], report.Findings.Select(f => f.Code));
        Assert.Equal(345 * 1024, report.SampleCount);
    }

    [Fact]
    public void Durations_at_the_limit_are_a_contradiction() => AssertContradictory(Timed(300, FullTable(300, 1200)));

    [Fact]
    public void Frames_at_the_limit_are_too_long_whatever_their_durations_are() =>
        Assert.Equal([FindingCode.AudioTooLong], Inspection.Of(Timed(345, FullTable(345, 800)), "a.m4a").Findings.Select(f => f.Code));

    [Fact]
    public void A_short_last_duration_trims_the_end_only_with_an_edit_list()
    {
        byte[] table = Mp4Builder.FullBox("stts", Mp4Builder.UInt32(2, 299, 1024, 1, 300));

        Assert.Equal(300 * 1024, Valid(Timed(300, table)).SampleCount);
        Assert.Equal(299 * 1024 + 300, Valid(Timed(300, table, Mp4Builder.EditList((6949, 0)))).SampleCount);
    }

    [Fact]
    public void A_delay_of_2112_samples_and_a_frame_is_not_hidden_audio()
    {
        // 8 kHz: 392 ms.
        Assert.Empty(Valid(Slow(2112 + 1024)).Findings);
        Assert.Equal([FindingCode.HiddenAudio], Valid(Slow(2112 + 1025)).Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(20, 1980, 0, true)]
    [InlineData(20, 1980, 1, false)]
    [InlineData(5, 480, 0, true)]
    [InlineData(5, 480, 1, false)]
    public void Zeros_in_the_last_frames_are_damage(uint size, int position, byte value, bool isDamaged)
    {
        byte[] tables = [.. FullTable(100, 1024), .. Chunks(100, size)];
        byte[] data = new byte[size * 100];
        data.AsSpan(0, data.Length / 2).Fill(0x21);
        data[position] = value;
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("mdat", data), .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 2321), Mp4Builder.AacTrack(Rate, [], tables))];

        Assert.Equal(isDamaged ? [FindingCode.AudioDamaged] : [], Inspection.Of(file, "a.m4a").Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0x21, false)]
    public void Zeros_in_the_last_frames_of_a_fragment_are_damage(byte value, bool isDamaged)
    {
        uint[] sizes = [200, 300, 5];
        byte[] fragment = Mp4Builder.Box("moof", Mp4Builder.Box("traf", Mp4Builder.FullBox("tfhd", Mp4Builder.UInt32(1)), Mp4Builder.Box("trun", Mp4Builder.UInt32([0x201, 3, 0, .. sizes]))));
        BinaryPrimitives.WriteInt32BigEndian(fragment.AsSpan(fragment.Length - 16), fragment.Length + 8);
        byte[] data = new byte[505];
        data.AsSpan(0, 200).Fill(0x21);
        data[200] = value;
        byte[] extends = Mp4Builder.Box("mvex", Mp4Builder.FullBox("trex", Mp4Builder.UInt32(1, 1, 1024, 10, 0)));
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 0), Mp4Builder.AacTrack(Rate, [], NoSamples), extends), .. fragment, .. Mp4Builder.Box("mdat", data)];

        Assert.Equal(isDamaged ? [FindingCode.AudioDamaged] : [], Inspection.Of(file, "a.m4a").Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Images_in_fragments_are_a_video_track(uint pictures, bool isContradictory)
    {
        byte[] video = Mp4Builder.Box("trak", Mp4Builder.TrackHeader(0, 2), Mp4Builder.AacMedia(Rate, NoSamples, handler: Mp4Builder.Handler("vide")));
        byte[] fragment = Mp4Builder.Box(
            "moof",
            Mp4Builder.Box("traf", Mp4Builder.FullBox("tfhd", Mp4Builder.UInt32(1)), Mp4Builder.FullBox("trun", Mp4Builder.UInt32(100))),
            Mp4Builder.Box("traf", Mp4Builder.FullBox("tfhd", Mp4Builder.UInt32(2)), Mp4Builder.FullBox("trun", Mp4Builder.UInt32(pictures))));
        byte[] extends = Mp4Builder.Box("mvex", Mp4Builder.FullBox("trex", Mp4Builder.UInt32(1, 1, 1024, 10, 0)), Mp4Builder.FullBox("trex", Mp4Builder.UInt32(2, 1, 1024, 10, 0)));
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 0), Mp4Builder.AacTrack(Rate, [], NoSamples), video, extends), .. fragment, .. Mp4Builder.SampleBytes(5000)];

        Assert.Equal(isContradictory ? [FindingCode.AudioContradictory] : [], Inspection.Of(file, "a.m4a").Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_movie_header_with_a_longer_duration_than_the_audio_is_a_contradiction() => AssertContradictory(Mp4Builder.File(300, [], 60_000));

    [Fact]
    public void A_sample_after_the_end_of_the_file_is_damage()
    {
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 6966), Mp4Builder.AacTrack(Rate, [], Mp4Builder.Tables(300, 40)))];

        Assert.Contains(Inspection.Of(file, "a.m4a").Findings, f => f.Code == FindingCode.AudioDamaged);
    }

    /// <summary>A track of frames of 10 bytes with a table of durations.</summary>
    private static byte[] Timed(uint frames, byte[] durations, byte[]? edits = null) =>
        InMovie(frames, Mp4Builder.AacTrack(Rate, edits ?? [], [.. durations, .. Chunks(frames)]));

    private static byte[] InMovie(uint frames, byte[] track) =>
        [.. Mp4Builder.FileType, .. Mp4Builder.Box("mdat", Mp4Builder.SampleBytes(10 * frames)), .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 0), track)];

    private static byte[] FullTable(uint frames, uint delta) => Mp4Builder.FullBox("stts", Mp4Builder.UInt32(1, frames, delta));

    private static byte[] Chunks(uint frames, uint size = 10) =>
    [
        .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(1, 1, frames, 1)),
        .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(size, frames)),
        .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(1, (uint)Mp4Builder.FileType.Length + 8)),
    ];

    /// <summary>42 frames of AAC-LC at 8 kHz. The edit list hides some samples, and the movie header agrees with it.</summary>
    private static byte[] Slow(uint hidden)
    {
        byte[] description = Odd.MovieParts.Sound("mp4a", 0, 1, 8000, Odd.MovieParts.Descriptor(0x40, Odd.MovieParts.Bits("00010 1011 0001 000")));
        uint played = (42 * 1024 - hidden) / 8;
        byte[] track = Mp4Builder.Box("trak", Mp4Builder.TrackHeader(0), Mp4Builder.EditList((played, (int)hidden)), Mp4Builder.AacMedia(8000, [.. FullTable(42, 1024), .. Chunks(42)], description: description));
        return [.. Mp4Builder.FileType, .. Mp4Builder.Box("mdat", Mp4Builder.SampleBytes(420)), .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, played), track)];
    }

    private static PromptAudioReport Valid(byte[] file)
    {
        PromptAudioReport report = Inspection.Of(file, "a.m4a");
        Assert.True(report.IsValid, string.Join(Environment.NewLine, report.Findings));
        return report;
    }

    private static void AssertContradictory(byte[] file) =>
        Assert.Contains(Inspection.Of(file, "a.m4a").Findings, f => f.Code == FindingCode.AudioContradictory);
}
