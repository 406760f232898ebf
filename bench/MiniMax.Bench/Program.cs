using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Running;
using MiniMax.Bench;

// A word in front chooses a set with a table of ratios at the end; anything else goes to BenchmarkDotNet.
return args is [string verb, .. string[] rest] && Verbs.TryFind(verb, out Func<string[], int>? run) ? run(rest) : Switch(args);

static int Switch(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Verbs).Assembly).Run(args);
    return 0;
}

namespace MiniMax.Bench
{
    /// <summary>The sets of benchmarks that have a name of their own.</summary>
    internal static class Verbs
    {
        private static readonly Dictionary<string, Func<string[], int>> s_known = new(StringComparer.OrdinalIgnoreCase)
        {
            ["import"] = ImportBenchmark.Run,
            ["inspection"] = InspectionTable.Run,
            ["upload"] = UploadBenchmark.Run,
        };

        public static bool TryFind(string verb, [NotNullWhen(true)] out Func<string[], int>? run) => s_known.TryGetValue(verb, out run);
    }
}
