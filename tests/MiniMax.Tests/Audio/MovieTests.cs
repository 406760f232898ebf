using MiniMax.Audio;

namespace MiniMax.Tests.Audio;

/// <summary>What is played of an M4A, and which of its claims count.</summary>
public class MovieTests
{
    private const int Rate = 44_100;

    [Fact]
    public void Without_an_edit_list_all_of_the_media_is_played() =>
        Assert.Equal(300 * 1024, Valid(Mp4Builder.File(300, [], 6966)).SampleCount);

    [Fact]
    public void A_segment_of_zero_means_the_rest() =>
        Assert.Equal(300 * 1024 - 1024, Valid(Mp4Builder.File(300, Mp4Builder.EditList((0, 1024)), 6943)).SampleCount);

    [Fact]
    public void A_segment_within_a_tick_of_the_rest_means_the_rest() =>
        Assert.Equal(300 * 1024 - 1024, Valid(Mp4Builder.File(300, Mp4Builder.EditList((6942, 1024)), 6942)).SampleCount);

    [Fact]
    public void A_shorter_segment_cuts_the_end() =>
        Assert.Equal(6800 * Rate / 1000, Valid(Mp4Builder.File(300, Mp4Builder.EditList((6800, 1024)), 6800)).SampleCount);

    [Fact]
    public void An_empty_edit_adds_nothing() =>
        Assert.Equal(300 * 1024 - 1024, Valid(Mp4Builder.File(300, Mp4Builder.EditList((500, -1), (6943, 1024)), 7443)).SampleCount);

    [Fact]
    public void A_players_trim_is_a_warning()
    {
        PromptAudioReport report = Valid(Mp4Builder.File(1000, Mp4Builder.EditList((5000, 1024)), 5000));

        Assert.Equal(TimeSpan.FromSeconds(5), report.Duration);
        Assert.Contains(report.Findings, f => f.Code == FindingCode.HiddenAudio);
    }

    [Fact]
    public void A_trim_that_the_movie_header_does_not_know_is_a_contradiction() =>
        AssertContradictory(Mp4Builder.File(1000, Mp4Builder.EditList((5000, 1024)), 23_000));

    [Fact]
    public void Media_that_is_played_twice_is_a_contradiction() =>
        AssertContradictory(Mp4Builder.File(100, Mp4Builder.EditList((2000, 1024), (2000, 1024)), 4000));

    [Fact]
    public void A_second_audio_track_is_a_contradiction() =>
        AssertContradictory(Mp4Builder.File(300, [], 6966, Mp4Builder.AacTrack(Rate, [], Mp4Builder.Tables(10, 40))));

    [Fact]
    public void A_second_audio_track_is_not_worth_a_word_in_audio_that_is_too_long()
    {
        PromptAudioReport report = Inspection.Of(Mp4Builder.File(400, [], 9287, Mp4Builder.AacTrack(Rate, [], Mp4Builder.Tables(10, 40))), "a.m4a");

        Assert.Equal([FindingCode.AudioTooLong], report.Findings.Select(f => f.Code));
    }

    [Fact]
    public void Durations_that_do_not_fit_the_number_of_frames_are_a_contradiction()
    {
        byte[] tables =
        [
            .. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(1, 100, 1024)),
            .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(1, 1, 1000, 1)),
            .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(10, 1000)),
            .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(1, 36)),
        ];

        AssertContradictory([.. Mp4Builder.FileType, .. Mp4Builder.Box("mdat", new byte[10_000]), .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 2321), Mp4Builder.AacTrack(Rate, [], tables))]);
    }

    [Fact]
    public void A_movie_that_is_longer_than_its_audio_is_a_contradiction() => AssertContradictory(Mp4Builder.File(300, [], 60_000));

    [Fact]
    public void A_sample_behind_the_end_of_the_file_is_damage()
    {
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 6966), Mp4Builder.AacTrack(Rate, [], Mp4Builder.Tables(300, 40)))];

        Assert.Contains(Inspection.Of(file, "a.m4a").Findings, f => f.Code == FindingCode.AudioDamaged);
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
