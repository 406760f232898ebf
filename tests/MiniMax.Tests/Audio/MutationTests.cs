using System.Diagnostics;

namespace MiniMax.Tests.Audio;

public class MutationTests(ITestOutputHelper output)
{
    private const int LargestFile = 200_000;

    private static readonly (string Name, byte[] Bytes)[] s_samples =
        [.. AudioCase.All.Select(c => (c.File, c.Read())).Where(c => c.Item2.Length is > 0 and <= LargestFile)];

    [Fact]
    public void Damaged_files_get_a_report_at_a_bounded_cost() => Run(firstSeed: 1, count: 5_000);

    /// <summary>The nightly set: <c>dotnet test --explicit only --filter "Set=Nightly" --output Detailed</c>.</summary>
    [Fact(Explicit = true)]
    [Trait("Set", "Nightly")]
    public void A_hundred_thousand_damaged_files_get_a_report_at_a_bounded_cost() => Run(firstSeed: 1_000_000, count: 100_000);

    private void Run(int firstSeed, int count)
    {
        foreach ((string name, byte[] bytes) in s_samples)
        {
            Inspection.Of(bytes, name);
        }

        int valid = 0;
        double slowest = 0;
        string slowestFile = "";
        for (int seed = firstSeed; seed < firstSeed + count; seed++)
        {
            (string name, byte[] original) = s_samples[seed % s_samples.Length];
            byte[] bytes = new Mutator(seed).Mutate(original);
            long start = Stopwatch.GetTimestamp();
            try
            {
                if (Inspection.Guarded(bytes, name).IsValid)
                {
                    valid++;
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed} of {name}: {e.Message}", e);
            }

            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (elapsed > slowest)
            {
                elapsed = FastestOfThree(bytes, name);
            }

            if (elapsed > slowest)
            {
                (slowest, slowestFile) = (elapsed, $"{name}, seed {seed}");
            }
        }

        output.WriteLine($"{count} mutations of {s_samples.Length} files, {valid} still valid; slowest {slowest:F2} ms ({slowestFile})");
        Assert.InRange(valid, 1, count - 1);
    }

    /// <summary>The cost of the file, without that of other work on the machine.</summary>
    private static double FastestOfThree(byte[] bytes, string name)
    {
        double fastest = double.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Inspection.Of(bytes, name);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return fastest;
    }
}
