using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace MiniMax.Bench;

/// <summary>Runs <see cref="InspectionBenchmarks"/> and sets the ratios beside what is promised.</summary>
internal static class InspectionTable
{
    private const double MostAllocated = 4096;

    public static int Run(string[] args)
    {
        Summary summary = BenchmarkSwitcher.FromTypes([typeof(InspectionBenchmarks)]).Run(["--filter", "*", "--join", .. args]).Single();

        Console.WriteLine();
        Console.WriteLine("| File      | Floor µs | Inspection µs | Ratio | At most | Allocated | Kept |");
        Console.WriteLine("|-----------|---------:|--------------:|------:|--------:|----------:|------|");
        bool kept = true;
        foreach (IGrouping<string, BenchmarkReport> kind in summary.Reports.GroupBy(r => (string)r.BenchmarkCase.Parameters[nameof(InspectionBenchmarks.Kind)]))
        {
            kept &= Print(kind.Key, kind.Single(r => IsFloor(r)), kind.Single(r => !IsFloor(r)));
        }

        return kept ? 0 : 1;
    }

    private static bool IsFloor(BenchmarkReport report) => report.BenchmarkCase.Descriptor.Baseline;

    private static bool Print(string kind, BenchmarkReport floor, BenchmarkReport inspection)
    {
        double floorTime = floor.ResultStatistics!.Mean / 1000;
        double time = inspection.ResultStatistics!.Mean / 1000;
        double limit = kind.StartsWith("mp3", StringComparison.Ordinal) ? 2 : 3;

        // Opening a file allocates by itself; the promise is about the inspection.
        long allocated = inspection.GcStats.GetBytesAllocatedPerOperation(inspection.BenchmarkCase)!.Value
            - floor.GcStats.GetBytesAllocatedPerOperation(floor.BenchmarkCase)!.Value;
        bool kept = time / floorTime <= limit && allocated < MostAllocated;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind,-9} | {floorTime,8:F1} | {time,13:F1} | {time / floorTime,5:F2} | {limit,7:F0} | {allocated,7} B | {(kept ? "yes" : "NO"),-4} |"));
        return kept;
    }
}
