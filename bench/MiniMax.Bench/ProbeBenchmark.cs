using System.Diagnostics;
using System.Globalization;

namespace MiniMax.Bench;

/// <summary>Test-MiniMaxPromptAudio for many files, compared with ffprobe, which is a process for each file.</summary>
internal static class ProbeBenchmark
{
    private const int Files = 100;
    private const int Runs = 3;

    private const string Script = """
        $all = @(Get-ChildItem $env:BENCH_FILES)
        $null = $all | Test-MiniMaxPromptAudio
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $reports = @($all | Test-MiniMaxPromptAudio)
        [string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $clock.Elapsed.TotalMilliseconds, $reports.Count)
        """;

    public static void Run(Bars bars, string[] args)
    {
        if (Places.Probe is null)
        {
            Console.WriteLine("ffprobe is not installed: the inspection was not set beside it.");
            Console.WriteLine();
            return;
        }

        Console.WriteLine($"Inspection of {Files} files beside ffprobe -show_entries format=duration, a process a file; medians of {Runs}.");
        Console.WriteLine();
        string cases = Path.Combine(Places.Root, "tests", "MiniMax.Tests", "Audio", "Cases");
        var table = new Table(1, "Files", "ffprobe ms a file", "Test-MiniMaxPromptAudio ms a file", "/ ffprobe");
        foreach (string file in new[] { "mp3-cutlast36_7p9.mp3", "m4a-mvhd_v1_7p9.m4a", "wav-abps0_7p9.wav" })
        {
            using var folder = new TemporaryFolder();
            for (int i = 0; i < Files; i++)
            {
                File.Copy(Path.Combine(cases, file), Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"r{i:000}{Path.GetExtension(file)}")));
            }

            double probe = Median(() => Probe(folder.Path)) / Files;
            double module = Median(() => ShellScript.Numbers(ShellScript.Run(Script, folder.Path, null)[^1])[0]) / Files;
            table.Add(Path.GetExtension(file)[1..], Table.Number(probe), Table.Number(module, "F3"), Table.Number(module / probe, "F4"));
            bars.Check($"{Path.GetExtension(file)[1..]}: inspection / ffprobe", module / probe, 1);
        }

        table.Print();
    }

    private static double Median(Func<double> run) => Enumerable.Range(0, Runs).Select(_ => run()).Order().ElementAt(Runs / 2);

    private static double Probe(string folder)
    {
        var clock = Stopwatch.StartNew();
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            using Process process = Process.Start(new ProcessStartInfo(Places.Probe!, ["-v", "error", "-show_entries", "format=duration", file]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        return clock.Elapsed.TotalMilliseconds;
    }
}
