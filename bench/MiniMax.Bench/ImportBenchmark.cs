using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace MiniMax.Bench;

/// <summary>
/// What Import-Module adds to an engine that has imported before, beside an empty binary module of the same make. Only
/// the first import in a process counts, so every figure is from a process of its own.
/// </summary>
internal static class ImportBenchmark
{
    private const int Processes = 15;
    private const double MostMilliseconds = 60;

    // The first import pays for what the engine itself loads to import anything.
    private const string Script = """
        foreach ($module in 'Warm', 'Empty', 'MiniMax') {
            $manifest = [IO.Path]::Combine($env:BENCH_MODULES, $module, "$module.psd1")
            $clock = [Diagnostics.Stopwatch]::StartNew()
            Import-Module $manifest
            $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
        }
        """;

    // One small view of each kind, so that the reader of views is as warm as the rest.
    private const string View = """
        <Configuration><ViewDefinitions>
          <View><Name>Nothing</Name><ViewSelectedBy><TypeName>Nothing</TypeName></ViewSelectedBy><TableControl>
            <TableHeaders><TableColumnHeader><Label>A</Label><Width>8</Width></TableColumnHeader></TableHeaders>
            <TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><ScriptBlock>$_.A</ScriptBlock></TableColumnItem></TableColumnItems></TableRowEntry></TableRowEntries>
          </TableControl></View>
          <View><Name>Nothing</Name><ViewSelectedBy><TypeName>Nothing</TypeName></ViewSelectedBy><ListControl><ListEntries><ListEntry>
            <ListItems><ListItem><PropertyName>A</PropertyName></ListItem></ListItems>
          </ListEntry></ListEntries></ListControl></View>
        </ViewDefinitions></Configuration>
        """;

    public static int Run(string[] args)
    {
        string root = Metadata("RepositoryRoot");
        string modules = Directory.CreateTempSubdirectory("minimax-bench-").FullName;
        try
        {
            Copy(Path.Combine(root, "out", "MiniMax"), Path.Combine(modules, "MiniMax"));
            string empty = Path.Combine(root, "bench", "EmptyModule", "bin", Metadata("Configuration"), "netstandard2.0", "EmptyModule.dll");
            MakeModule(modules, "Warm", null);
            MakeModule(modules, "Empty", empty);

            // One more, whose figures do not count: it brings the files into memory.
            string shell = Path.Combine(root, "src", "MiniMax.Shell", "bin", Metadata("Configuration"), "net10.0", "MiniMax.Shell.dll");
            double[][] runs = [.. Enumerable.Range(0, Processes + 1).Select(_ => Measure(shell, modules)).Skip(1)];
            return Print(Median(runs, 1), Median(runs, 2));
        }
        finally
        {
            Directory.Delete(modules, recursive: true);
        }
    }

    private static int Print(double empty, double module)
    {
        bool kept = module <= MostMilliseconds;
        Console.WriteLine("| Import-Module | ms    | At most | Kept |");
        Console.WriteLine("|---------------|------:|--------:|------|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Empty         | {empty,5:F1} |         |      |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| MiniMax       | {module,5:F1} | {MostMilliseconds,7:F0} | {(kept ? "yes" : "NO"),-4} |"));
        return kept ? 0 : 1;
    }

    private static double[] Measure(string shell, string modules)
    {
        var start = new ProcessStartInfo("dotnet", [shell, "-NoModule", "-Command", Script])
        {
            RedirectStandardOutput = true,
            // A key keeps the shell from starting an emulator.
            Environment = { ["BENCH_MODULES"] = modules, ["MINIMAX_API_KEY"] = "some-key-0123456789" },
        };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return [.. lines.Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
    }

    private static double Median(double[][] runs, int column) => runs.Select(r => r[column]).Order().ElementAt(runs.Length / 2);

    // As the module is made: a manifest, a script that loads the assembly, and views.
    private static void MakeModule(string modules, string name, string? assembly)
    {
        string folder = Path.Combine(modules, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".psd1"), $"@{{ RootModule = '{name}.psm1'; ModuleVersion = '1.0'; FormatsToProcess = '{name}.ps1xml'; TypesToProcess = '{name}.Types.ps1xml'; CmdletsToExport = '*' }}");
        File.WriteAllText(Path.Combine(folder, name + ".Types.ps1xml"), "<Types />");
        File.WriteAllText(Path.Combine(folder, name + ".psm1"), assembly is null ? "" : "Import-Module \"$PSScriptRoot/Empty.dll\"");
        File.WriteAllText(Path.Combine(folder, name + ".ps1xml"), View);
        if (assembly is not null) File.Copy(assembly, Path.Combine(folder, "Empty.dll"));
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Metadata(string key) =>
        typeof(ImportBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
