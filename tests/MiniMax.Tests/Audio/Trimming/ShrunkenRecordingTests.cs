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
