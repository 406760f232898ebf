namespace MiniMax.Bench;

/// <summary>
/// The peak managed memory of the process during uploads of large files, less that of the idle cmdlets.
/// Another runspace of the same process measures every millisecond.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Files = 8;
    private const int FileBytes = 20 * 1000 * 1000;
    private const int Throttle = 8;
    private const int Runs = 5;
    private const double MostMegabytes = 30;

    private const string Script = """
        $all = @(Get-ChildItem $env:BENCH_FILES -Filter *.wav)
        $null = $all[0] | Send-MiniMaxPromptAudio -SkipTest
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        $look = [powershell]::Create($runspace).AddScript({
            param($box)
            while (-not $box.Stop) {
                $now = [GC]::GetTotalMemory($false)
                if ($now -gt $box.Peak) { $box.Peak = $now }
                $box.Looks++
                [Threading.Thread]::Sleep(1)
            }
        })
        $idle = [GC]::GetTotalMemory($true)
        $box = [hashtable]::Synchronized(@{ Peak = $idle; Looks = 0; Stop = $false })
        $looking = $look.AddArgument($box).BeginInvoke()
        $null = $all | Send-MiniMaxPromptAudio -SkipTest -ThrottleLimit 8
        $box.Stop = $true
        $null = $look.EndInvoke($looking)
        [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3}', ($idle / 1MB), ($box.Peak / 1MB), ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB), $box.Looks)
        """;

    public static void Run(Bars bars, string[] args)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, Files, FileBytes);
        using var emulator = new EmulatorProcess();
        Console.WriteLine($"Memory during {Files} files of {FileBytes / 1_000_000} MB, {Throttle} at once; medians of {Runs}.");
        Console.WriteLine();
        var table = new Table(0, "Idle MB", "Peak MB", "Difference MB", "Peak working set MB", "Looks");
        double[] middle = [.. Enumerable.Range(0, Runs)
            .Select(_ => ShellScript.Numbers(ShellScript.Run(Script, folder.Path, emulator.Address)[^1]))
            .OrderBy(n => n[1] - n[0]).ElementAt(Runs / 2)];
        table.Add(Table.Number(middle[0]), Table.Number(middle[1]), Table.Number(middle[1] - middle[0]), Table.Number(middle[2], "F0"), Table.Number(middle[3], "F0"));
        bars.Check("Managed memory over idle, MB", middle[1] - middle[0], MostMegabytes, "F1");
        table.Print();
    }
}
