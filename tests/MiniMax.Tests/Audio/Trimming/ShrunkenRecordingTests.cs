using MiniMax.Tests.Support;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>A recording that another program truncates while a part of it is written.</summary>
public class ShrunkenRecordingTests
{
    [Fact]
    public void A_truncated_WAV_is_reported() =>
        AssertTold(WavBuilder.File(WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", new byte[2 * 8000 * 60])));

    [Fact]
    public void A_truncated_MP3_is_reported() =>
        AssertTold(Bytes.Repeated(File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "too-long.mp3")), 10));

    [Theory]
    [InlineData(60)]
    [InlineData(750)]
    public void A_WAV_that_is_truncated_before_it_is_measured_has_the_levels_of_its_samples(int bins)
    {
        const int Bin = 2 * 80;
        byte[] recording = WavBuilder.File(WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", Bytes.Repeated([0, 0x40, 0, 0xC0], 20 * 4000)));
        using var stream = new MemoryStream();
        stream.Write(recording);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        stream.SetLength(44 + bins * Bin);

        LoudnessProfile loudness = audio.MeasureLoudness(CancellationToken.None);
        AudioCut cut = audio.ChooseCut(loudness, null, 7.5m, isExact: false);

        Assert.Equal(bins, loudness.Count);
        Assert.All(loudness.Summarize(3), level => Assert.Equal(-6, level, 0.001));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(7.5)), (cut.Start, cut.Duration));
    }

    [Fact]
    public void A_WAV_that_loses_all_samples_before_it_is_measured_has_no_level()
    {
        const int FrameSize = 32;
        using var stream = new MemoryStream();
        stream.Write(WavBuilder.File(WavBuilder.Format(3, 8, 192_000, FrameSize, 32), WavBuilder.Chunk("data", new byte[FrameSize * 192_000 / 10])));
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        stream.SetLength(44);

        LoudnessProfile loudness = audio.MeasureLoudness(CancellationToken.None);

        Assert.Equal(0, loudness.Count);
        Assert.All(loudness.Summarize(3), level => Assert.Equal(-127.5, level));
        Assert.True(audio.ChooseCut(loudness, null, 7.5m, isExact: false).IsWhole);
    }

    private static void AssertTold(byte[] recording)
    {
        using var stream = new MemoryStream();
        stream.Write(recording);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        LoudnessProfile loudness = audio.MeasureLoudness(CancellationToken.None);
        AudioCut cut = audio.ChooseCut(loudness, (decimal)audio.Duration.TotalSeconds - 9, 7, isExact: true);
        stream.SetLength(1000);

        var error = Assert.Throws<EndOfStreamException>(() => audio.Write(cut, Stream.Null, CancellationToken.None));

        Assert.Equal("The file was truncated while it was read.", error.Message);
    }
}
