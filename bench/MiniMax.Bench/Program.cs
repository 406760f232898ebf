using BenchmarkDotNet.Running;
using MiniMax.Bench;
using MiniMax.Bench.Soak;

if (args is [SoakWorker.Verb])
{
    return SoakWorker.Run();
}

// The first argument selects a set of benchmarks with targets; all other arguments go to BenchmarkDotNet.
if (args is [string verb, .. string[] rest] && Verbs.Find(verb) is { } sets)
{
    Machine.Print();
    var bars = new Bars();
    foreach (Action<Bars, string[]> run in sets)
    {
        run(bars, rest);
    }

    return bars.Print();
}

BenchmarkSwitcher.FromAssembly(typeof(Verbs).Assembly).Run(args);
return 0;

namespace MiniMax.Bench
{
    /// <summary>The sets of benchmarks by name.</summary>
    internal static class Verbs
    {
        private static readonly Dictionary<string, Action<Bars, string[]>[]> s_known = new(StringComparer.OrdinalIgnoreCase)
        {
            ["all"] = [ImportBenchmark.Run, ColdStartBenchmark.Run, MemoryBenchmark.Run, UploadBenchmark.Run, ProbeBenchmark.Run, InspectionTable.Run, SoundTable.Run, ReaderTable.Run],
            ["cold"] = [ColdStartBenchmark.Run],
            ["import"] = [ImportBenchmark.Run],
            ["inspection"] = [InspectionTable.Run, ProbeBenchmark.Run],
            ["limiter"] = [LimiterBenchmark.Run],
            ["memory"] = [MemoryBenchmark.Run],
            ["readers"] = [ReaderTable.Run],
            ["scale"] = [ScaleRun.Run],
            ["soak"] = [SoakRun.Run],
            ["sound"] = [SoundTable.Run],
            ["upload"] = [UploadBenchmark.Run],
        };

        public static Action<Bars, string[]>[]? Find(string verb) => s_known.GetValueOrDefault(verb);
    }
}
