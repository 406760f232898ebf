namespace MiniMax.Tests.Audio.Trimming;

/// <summary>Recordings of many megabytes, and parts of them that exceed the limit.</summary>
public class LargeRecordingTests
{
    [Fact]
    public void A_recording_larger_than_the_upload_limit_is_trimmed_in_little_memory()
    {
        // 60 MB: 384,000 bytes per second.
        byte[] recording = WavBuilder.File(WavBuilder.Format(1, 2, 96_000, 4, 16), WavBuilder.Chunk("data", new byte[156 * 384_000]));
        using var stream = new CountingStream(recording);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        long before = GC.GetAllocatedBytesForCurrentThread();

        AudioCut cut = audio.ChooseCut(audio.MeasureLoudness(CancellationToken.None), 100, 7.5m, isExact: true);
        audio.Write(cut, Stream.Null, CancellationToken.None);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(TimeSpan.FromSeconds(156), audio.Duration);
        Assert.True(allocated < 200_000, $"{allocated} bytes allocated");
        Assert.True(stream.BytesRead < recording.Length * 1.2, $"{stream.BytesRead} bytes read");
    }

    [Fact]
    public void A_result_that_would_be_too_large_is_shortened()
    {
        byte[] recording = WavBuilder.File(WavBuilder.Format(1, 8, 192_000, 32, 32), WavBuilder.Chunk("data", new byte[8 * 4 * 192_000 * 9]));

        byte[] file = Cutter.Cut(recording)!.Value.File;

        Assert.Empty(Inspection.Of(file, "a.wav").Findings);
        Assert.InRange(file.Length, 12_000_000, 20_000_000);
    }
}
