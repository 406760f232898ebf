using System.Globalization;

namespace MiniMax.Bench;

/// <summary>
/// The processor time of a process that imports the module and uploads one batch, less that of a process that
/// only starts. This is the cost of a scheduled runbook; most of it is import and compilation.
/// </summary>
internal static class ColdStartBenchmark
{
    private const int Files = 200;
    private const int FileBytes = 26 * 1000;
    private const int Processes = 7;
    private const double MostMilliseconds = 1200;

    private const string Start = "[Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";
    private const string Send = "Get-ChildItem $env:BENCH_FILES | Send-MiniMaxPromptAudio -WarningAction Ignore | Out-Null; " + Start;

    public static void Run(Bars bars, string[] args)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, Files, FileBytes);
        using var emulator = new EmulatorProcess();
        Console.WriteLine($"Processor time of a process that uploads {Files} files of {FileBytes / 1000} KB, its start included; medians of {Processes}.");
        Console.WriteLine();

        // Alternately, so that other load on the machine affects both.
        double[][] runs = [.. Enumerable.Range(0, Processes).Select(_ => new[] { Measure(Start, folder.Path, null), Measure(Send, folder.Path, emulator.Address) })];
        double start = Table.Median(runs, 0), send = Table.Median(runs, 1);
        var table = new Table(0, "PowerShell's start ms", "With the batch ms", "Beyond ms");
        table.Add(Table.Number(start, "F0"), Table.Number(send, "F0"), Table.Number(send - start, "F0"));
        table.Print();
        bars.Check($"A process that sends {Files} files, beyond PowerShell's start, ms", send - start, MostMilliseconds, "F0");
    }

    private static double Measure(string script, string folder, Uri? address) =>
        double.Parse(ShellScript.Run(script, folder, address, needsModule: address is not null).Single(), CultureInfo.InvariantCulture);
}
