using System.Buffers;

namespace MiniMax.Tests.Audio;

/// <summary>Inspects bytes in memory, and checks the guarantees of every inspection.</summary>
internal static class Inspection
{
    /// <summary>The bytes that an inspection may allocate in addition to its window.</summary>
    public const long MostAllocated = 64 * 1024;

    private const int WindowSize = 128 * 1024;

    public static PromptAudioReport Of(byte[] bytes, string name = "audio.mp3", AudioPurpose? purpose = null)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return Errors.AudioRemedies.Word(AudioInspector.Diagnose(stream, name, purpose ?? AudioPurpose.PromptAudio), Path.GetDirectoryName(name));
    }

    /// <summary>Inspects hostile bytes: the report is consistent, and the cost is bounded.</summary>
    public static PromptAudioReport Guarded(byte[] bytes, string name)
    {
        ArrayPool<byte>.Shared.Return(ArrayPool<byte>.Shared.Rent(WindowSize));
        using var stream = new CountingStream(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PromptAudioReport report = AudioInspector.Inspect(stream, name, AudioPurpose.PromptAudio);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < MostAllocated, $"{name}: {allocated} bytes allocated");
        Assert.True(stream.BytesRead <= 4L * bytes.Length + MostAllocated, $"{name}: {stream.BytesRead} of {bytes.Length} bytes read");
        AssertConsistent(report, bytes.Length);
        return report;
    }

    private static void AssertConsistent(PromptAudioReport report, long length)
    {
        Assert.Equal(length, report.Length);
        Assert.Equal(report.IsValid, report.Findings.All(f => f.Severity == FindingSeverity.Warning));
        Assert.Equal(report.Findings.OrderByDescending(f => f.Severity).Select(f => f.Code), report.Findings.Select(f => f.Code));
        if (!report.IsValid)
        {
            return;
        }

        Assert.NotEqual(AudioFormat.Unknown, report.Format);
        Assert.NotNull(report.Duration);
        Assert.InRange(report.Duration.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(8) - TimeSpan.FromTicks(1));
        Assert.True(report.SampleCount < 8L * report.SampleRate);
    }
}
