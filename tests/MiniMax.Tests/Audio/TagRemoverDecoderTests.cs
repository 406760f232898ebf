namespace MiniMax.Tests.Audio;

/// <summary>What FFmpeg plays of each case, and of its copy without tags.</summary>
public class TagRemoverDecoderTests
{
    [Fact]
    public void No_sample_changes()
    {
        using var folder = new TemporaryFolder();
        List<AudioCase> cases = [.. AudioCase.All.Where(c => c.IsAccepted && !c.IsHostile && c.Inspect().Findings.All(f => f.Code != FindingCode.AudioDamaged))];
        byte[]?[] before = Ffmpeg.Play([.. cases.Select((c, i) => folder.Write($"{i}-{c.File}", c.Read()))]);
        byte[]?[] after = Ffmpeg.Play([.. cases.Select((c, i) => folder.Write($"{i}-copy-{c.File}", TagRemoverTests.Copy(c.Read(), c.Inspect().Format)))]);

        int compared = 0;
        for (int i = 0; i < cases.Count; i++)
        {
            if (before[i] is { Length: > 0 } samples)
            {
                Assert.True(samples.AsSpan().SequenceEqual(after[i]), $"{cases[i].File}: {samples.Length} bytes are played, and {after[i]?.Length ?? 0} of the copy");
                compared++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"Copies without tags: {compared} played");
        Assert.InRange(compared, 60, int.MaxValue);
    }
}
