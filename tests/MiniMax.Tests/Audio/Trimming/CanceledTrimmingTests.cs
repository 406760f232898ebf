using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>Ctrl+C while a recording is measured or a part of it is written.</summary>
public class CanceledTrimmingTests
{
    public static TheoryData<string> Types => ["wav", "mp3"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Measuring_and_writing_stop(string type)
    {
        byte[] recording = type == "mp3" ? MpegParts.Frames(400) : WavBuilder.File(WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", new byte[160_000]));
        using var stream = new MemoryStream(recording, writable: false);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        AudioCut cut = audio.ChooseCut(audio.MeasureLoudness(CancellationToken.None), null, 7, isExact: false);
        using var target = new MemoryStream();

        Assert.Throws<OperationCanceledException>(() => audio.MeasureLoudness(new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => audio.Write(cut, target, new CancellationToken(canceled: true)));
    }
}
