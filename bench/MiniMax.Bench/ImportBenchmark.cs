using System.Globalization;

namespace MiniMax.Bench;

/// <summary>
/// The time that Import-Module takes in an engine that has imported another module, compared with an empty binary module of the same structure. Only
/// the first import in a process counts, so each value is from a separate process.
/// </summary>
internal static class ImportBenchmark
{
    private const int Processes = 15;
    private const double MostMilliseconds = 60;

    // The first import includes what the engine itself loads for any import.
    private const string Script = """
        foreach ($module in 'Warm', 'Empty', 'MiniMax') {
            $manifest = [IO.Path]::Combine($env:BENCH_FILES, $module, "$module.psd1")
            $clock = [Diagnostics.Stopwatch]::StartNew()
            Import-Module $manifest
            $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
        }
        """;

    // One small view of each kind, so that the engine has loaded its reader of views.
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

    public static void Run(Bars bars, string[] args)
    {
        using var folder = new TemporaryFolder();
        string modules = folder.Path;
        Copy(Places.Module, Path.Combine(modules, "MiniMax"));
        MakeModule(modules, "Warm", null);
        MakeModule(modules, "Empty", Places.EmptyModule);

        Console.WriteLine($"Import-Module in an engine that has imported before; medians of {Processes} processes.");
        Console.WriteLine();
        var table = new Table(0, "Empty module ms", "MiniMax ms", "/ empty");
        // One more, which does not count: it brings the files into the cache.
        double[][] runs = [.. Enumerable.Range(0, Processes + 1).Select(_ => Measure(modules)).Skip(1)];
        double empty = Table.Median(runs, 1), module = Table.Median(runs, 2);
        table.Add(Table.Number(empty), Table.Number(module), Table.Number(module / empty, "F2"));
        bars.Check("Import-Module, ms", module, MostMilliseconds, "F1");
        table.Print();
    }

    private static double[] Measure(string modules) =>
        [.. ShellScript.Run(Script, modules, null, needsModule: false).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];

    // The structure of the module: a manifest, a script that loads the assembly, and views.
    private static void MakeModule(string modules, string name, string? assembly)
    {
        string folder = Path.Combine(modules, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".psd1"), $"@{{ RootModule = '{name}.psm1'; ModuleVersion = '1.0'; FormatsToProcess = '{name}.ps1xml'; TypesToProcess = '{name}.Types.ps1xml'; CmdletsToExport = '*' }}");
        File.WriteAllText(Path.Combine(folder, name + ".Types.ps1xml"), "<Types />");
        File.WriteAllText(Path.Combine(folder, name + ".psm1"), assembly is null ? "" : "Import-Module \"$PSScriptRoot/Empty.dll\"");
        File.WriteAllText(Path.Combine(folder, name + ".ps1xml"), View);
        if (assembly is not null)
        {
            File.Copy(assembly, Path.Combine(folder, "Empty.dll"));
        }
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
}
