using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace MiniMax.Bench;

/// <summary>Runs <see cref="InspectionBenchmarks"/> and compares the ratios with their targets.</summary>
internal static class InspectionTable
{
    private const double MostAllocated = 4095;

    public static void Run(Bars bars, string[] args)
    {
        // The log of BenchmarkDotNet is long; it is in BenchmarkDotNet.Artifacts.
        IConfig config = ManualConfig.Create(DefaultConfig.Instance).WithOptions(ConfigOptions.JoinSummary);
        TextWriter console = Console.Out;
        Console.SetOut(TextWriter.Null);
        Summary summary;
        try
        {
            summary = BenchmarkRunner.Run<InspectionBenchmarks>(config);
        }
        finally
        {
            Console.SetOut(console);
        }

        Console.WriteLine("Inspection of a file beside its floor: reading an MP3 whole, opening an M4A or WAV and reading 8 KB of it.");
        Console.WriteLine();
        var table = new Table(1, "File", "Floor µs", "Inspection µs", "/ floor", "Allocated B");
        foreach (IGrouping<string, BenchmarkReport> kind in summary.Reports.GroupBy(r => (string)r.BenchmarkCase.Parameters[nameof(InspectionBenchmarks.Kind)]))
        {
            Add(bars, table, kind.Key, kind.Single(r => IsFloor(r)), kind.Single(r => !IsFloor(r)));
        }

        table.Print();
    }

    private static bool IsFloor(BenchmarkReport report) => report.BenchmarkCase.Descriptor.Baseline;

    private static void Add(Bars bars, Table table, string kind, BenchmarkReport floor, BenchmarkReport inspection)
    {
        double floorTime = floor.ResultStatistics!.Mean / 1000;
        double time = inspection.ResultStatistics!.Mean / 1000;

        // Opening a file allocates memory, too; the target is for the inspection only.
        long allocated = inspection.GcStats.GetBytesAllocatedPerOperation(inspection.BenchmarkCase)!.Value
            - floor.GcStats.GetBytesAllocatedPerOperation(floor.BenchmarkCase)!.Value;
        table.Add(kind, Table.Number(floorTime), Table.Number(time), Table.Number(time / floorTime, "F2"), Table.Number(allocated, "F0"));
        bars.Check($"{kind}: inspection / floor", time / floorTime, kind.StartsWith("mp3", StringComparison.Ordinal) ? 2 : 3);
        bars.Check($"{kind}: allocated, B", allocated, MostAllocated, "F0");
    }
}
