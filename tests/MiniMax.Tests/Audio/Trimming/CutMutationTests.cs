namespace MiniMax.Tests.Audio.Trimming;

/// <summary>Damaged recordings are trimmed or rejected, without an exception, with bounded memory, and every result is valid.</summary>
public class CutMutationTests
{
    private const int Mutations = 400;
    private const int LargestFile = 200_000;
    private const long MostAllocated = 4 * 1024 * 1024;

    private static readonly (string Name, byte[] Bytes)[] s_samples =
        [.. AudioCase.All.Select(c => (c.File, c.Read())).Where(c => c.Item2.Length is > 0 and <= LargestFile && Cutter.Cut(c.Item2) is not null)];

    [Fact]
    public void Damaged_recordings_are_trimmed_or_rejected()
    {
        int cuts = 0;
        for (int seed = 0; seed < Mutations; seed++)
        {
            (string name, byte[] original) = s_samples[seed % s_samples.Length];
            byte[] bytes = new Mutator(seed).Mutate(original);
            decimal? start = (seed % 3) switch { 0 => null, 1 => 0.5m, _ => 3 };
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                byte[]? file = Cutter.Cut(bytes, start, seed % 2 == 0 ? 7.5m : 0.7m, isExact: seed % 5 == 0)?.File;
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

                Assert.True(allocated < MostAllocated, $"{allocated} bytes allocated");
                if (file is null)
                {
                    continue;
                }

                PromptAudioReport report = Inspection.Of(file, name);
                Assert.True(report.IsValid, string.Join(' ', report.Findings.Select(f => f.Message)));
                cuts++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed} of {name}: {e.Message}", e);
            }
        }

        Assert.InRange(cuts, Mutations / 4, Mutations - 1);
    }
}
