using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace MiniMax.Bench;

/// <summary>
/// A batch of uploads beside the ideal and beside curl, on the same server in the same run: medians of five. Every
/// client is a process of its own. The module's time is that of the pipeline, after import and one upload to begin
/// with; curl's is that of its process, which starts at once.
/// </summary>
internal static class UploadBenchmark
{
    private const int Files = 200;
    private const int FileBytes = 650 * 1000;
    private const int Parallel = 8;
    private const int Latency = 150;
    private const int Runs = 5;
    // Two medians of the same client differ by so much.
    private const double Scatter = 1.02;

    private const string Key = "some-key-0123456789";

    private const string Module = """
        $all = @(Get-ChildItem $env:BENCH_FILES -Filter *.wav)
        $null = $all[0] | Send-MiniMaxPromptAudio
        $me = [Diagnostics.Process]::GetCurrentProcess()
        $before = $me.TotalProcessorTime
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = $all | Send-MiniMaxPromptAudio -ThrottleLimit 8
        $time = $clock.Elapsed
        $me.Refresh()
        '{0} {1} {2}' -f $time.TotalMilliseconds, ($me.TotalProcessorTime - $before).TotalMilliseconds, ($me.PeakWorkingSet64 / 1MB)
        """;

    private const string Form = "([ordered]@{ purpose = 'prompt_audio'; file = $_ })";
    private const string Request = "Invoke-RestMethod -Method Post -Uri \"$env:MINIMAX_BASE_URL/v1/files/upload\" -Headers @{ Authorization = \"Bearer $env:MINIMAX_API_KEY\" } -Form";

    public static int Run(string[] args)
    {
        string root = Metadata("RepositoryRoot");
        string configuration = Metadata("Configuration");
        string folder = Directory.CreateTempSubdirectory("minimax-bench-").FullName;
        try
        {
            WriteFiles(folder);
            using var emulator = new EmulatorProcess(Path.Combine(root, "src", "MiniMax.Emulator", "bin", configuration, "net8.0", "MiniMax.Emulator.dll"));
            string shell = Path.Combine(root, "src", "MiniMax.Shell", "bin", configuration, "net10.0", "MiniMax.Shell.dll");
            double ideal = (double)Files * Latency / Parallel;
            Console.WriteLine($"{Files} files of {FileBytes / 1000} KB, {Parallel} at once, medians of {Runs}");
            Console.WriteLine();
            Console.WriteLine("| Latency | Client                   | Time ms | / ideal | / curl | CPU ms a file | / curl | Peak MB |");
            Console.WriteLine("|--------:|--------------------------|--------:|--------:|-------:|--------------:|-------:|--------:|");
            bool kept = true;
            foreach (int latency in new[] { Latency, 0 })
            {
                emulator.SetLatency(latency);
                var curl = Median(emulator, () => Curl(folder, emulator.Address));
                var module = Median(emulator, () => Script("dotnet", [shell, "-Command", Module], folder, emulator.Address));
                Print(latency, "curl --parallel", curl, curl, ideal);
                Print(latency, "Send-MiniMaxPromptAudio", module, curl, ideal);
                kept &= latency > 0
                    ? module.Milliseconds <= 1.05 * ideal && module.Milliseconds <= Scatter * curl.Milliseconds
                    : module.Processor <= 3 * curl.Processor;
                foreach (var (name, script) in new[] { ("Invoke-RestMethod, a loop", Loop), ("… ForEach-Object -Parallel", InParallel) })
                {
                    if (IsInstalled("pwsh") && (latency == 0 || name[0] == '…'))
                    {
                        Print(latency, name, Median(emulator, () => Script("pwsh", ["-NoProfile", "-Command", script], folder, emulator.Address)), curl, ideal);
                    }
                }
            }

            Console.WriteLine();
            Console.WriteLine(kept ? "Kept: 1.05 times the ideal and not slower than curl with latency, 3 times curl's processor time without." : "NOT KEPT");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Loop => Timed($"$all | ForEach-Object {{ {Request} {Form} }}");

    private static string InParallel => Timed($"$all | ForEach-Object -ThrottleLimit {Parallel} -Parallel {{ {Request} {Form} }}");

    private static string Timed(string upload) => $$"""
        $all = @(Get-ChildItem $env:BENCH_FILES -Filter *.wav)
        $null = $all[0] | ForEach-Object { {{Request}} {{Form}} }
        $me = [Diagnostics.Process]::GetCurrentProcess()
        $before = $me.TotalProcessorTime
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = {{upload}}
        $time = $clock.Elapsed
        $me.Refresh()
        '{0} {1} {2}' -f $time.TotalMilliseconds, ($me.TotalProcessorTime - $before).TotalMilliseconds, ($me.PeakWorkingSet64 / 1MB)
        """;

    private static void Print(int latency, string name, Result result, Result curl, double ideal) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {latency,4} ms | {name,-24} | {result.Milliseconds,7:F0} | {(latency > 0 ? (result.Milliseconds / ideal).ToString("F2", CultureInfo.InvariantCulture) : ""),7} | {result.Milliseconds / curl.Milliseconds,6:F2} | {result.Processor / Files,13:F2} | {result.Processor / curl.Processor,6:F2} | {result.PeakMegabytes,7:F0} |"));

    private static Result Median(EmulatorProcess emulator, Func<Result> run)
    {
        var results = new List<Result>();
        for (int i = 0; i < Runs; i++)
        {
            int before = emulator.CountFiles();
            results.Add(run());
            if (emulator.CountFiles() - before < Files)
            {
                throw new InvalidOperationException("Not every file was stored.");
            }
        }

        return results.OrderBy(r => r.Milliseconds).ElementAt(Runs / 2);
    }

    private static Result Curl(string folder, Uri address)
    {
        var config = new StringBuilder();
        foreach (string file in Directory.EnumerateFiles(folder, "*.wav"))
        {
            config.Append(config.Length > 0 ? "next\n" : "")
                .Append(CultureInfo.InvariantCulture, $"url = \"{address}v1/files/upload\"\nheader = \"Authorization: Bearer {Key}\"\nheader = \"Expect:\"\n")
                .Append(CultureInfo.InvariantCulture, $"form = \"purpose=prompt_audio\"\nform = \"file=@{file};type=audio/wav\"\noutput = /dev/null\n");
        }

        string path = Path.Combine(folder, "curl.config");
        File.WriteAllText(path, config.ToString());
        // The shell tells what its children used; of a process that has ended nothing else does.
        var start = new ProcessStartInfo("sh", ["-c", $"curl --silent --parallel --parallel-immediate --parallel-max {Parallel} --config '{path}' 2>/dev/null; times"]) { RedirectStandardOutput = true };
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string children = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return new Result(clock.Elapsed.TotalMilliseconds, children.Split(' ').Sum(Milliseconds), 0);
    }

    // As in 0m1.230000s.
    private static double Milliseconds(string time)
    {
        string[] parts = time.Trim().TrimEnd('s').Split('m');
        return ((double.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + double.Parse(parts[1], CultureInfo.InvariantCulture)) * 1000;
    }

    private static Result Script(string program, string[] arguments, string folder, Uri address)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["BENCH_FILES"] = folder,
                ["MINIMAX_API_KEY"] = Key,
                ["MINIMAX_BASE_URL"] = address.AbsoluteUri.TrimEnd('/'),
            },
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double[] numbers = [.. output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        return new Result(numbers[0], numbers[1], numbers[2]);
    }

    // Real WAV files under 8 s, each with content of its own.
    private static void WriteFiles(string folder)
    {
        const int Rate = 48_000;
        byte[] content = new byte[FileBytes];
        using (var writer = new BinaryWriter(new MemoryStream(content)))
        {
            writer.Write("RIFF"u8);
            writer.Write(FileBytes - 8);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write((short)1);
            writer.Write(Rate);
            writer.Write(Rate * 2);
            writer.Write((short)2);
            writer.Write((short)16);
            writer.Write("data"u8);
            writer.Write(FileBytes - 44);
        }

        for (int i = 0; i < Files; i++)
        {
            BitConverter.TryWriteBytes(content.AsSpan(44), i);
            File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"r{i:000}.wav")), content);
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program)));

    private static string Metadata(string key) =>
        typeof(UploadBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private sealed record Result(double Milliseconds, double Processor, double PeakMegabytes);
}
