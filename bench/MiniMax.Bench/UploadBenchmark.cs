using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MiniMax.Bench;

/// <summary>
/// A batch of uploads, compared with the ideal, with Invoke-RestMethod and, if they are installed, with curl and the client of MiniMax, on the same server in the same run. Each client is a separate process. The time of a script
/// is that of its pipeline, after a first upload; that of another program is that of its process.
/// </summary>
internal static class UploadBenchmark
{
    private const int Files = 200;
    private const int FileBytes = 650 * 1000;
    private const int Throttle = 8;
    private const int Latency = 150;
    private const int Runs = 5;

    // Two medians of the same client differ by up to 2 %.
    private const double Scatter = 1.02;

    private const string Send = "$all | Send-MiniMaxPromptAudio -WarningAction Ignore -ThrottleLimit 8";
    private const string Request = "Invoke-RestMethod -Method Post -Uri \"$env:MINIMAX_BASE_URL/v1/files/upload\" -Headers @{ Authorization = \"Bearer $env:MINIMAX_API_KEY\" } -Form ([ordered]@{ purpose = 'prompt_audio'; file = $_ })";
    private const string Loop = $"$all | ForEach-Object {{ {Request} }}";
    private const string InParallel = $"$all | ForEach-Object -ThrottleLimit 8 -Parallel {{ {Request} }}";

    public static void Run(Bars bars, string[] args)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, Files, FileBytes);
        using var emulator = new EmulatorProcess();
        double ideal = (double)Files * Latency / Throttle;
        Console.WriteLine($"Upload of {Files} files of {FileBytes / 1000} KB, {Throttle} at once; medians.");
        Console.WriteLine();
        var table = new Table(1, "Client", "Latency", "Runs", "Time s", "/ ideal", "/ curl", "CPU ms a file", "/ curl", "Peak MB");
        foreach (int latency in new[] { Latency, 0 })
        {
            emulator.SetLatency(latency);
            Result? curl = null;
            foreach (Client client in Clients(folder.Path, emulator.Address))
            {
                int runs = latency > 0 ? client.RunsWithLatency : client.RunsWithout;
                Result result = Median(emulator, client, runs);
                curl ??= client.Name.StartsWith("curl", StringComparison.Ordinal) ? result : null;
                table.Add(
                    client.Name,
                    $"{latency} ms",
                    $"{runs}",
                    Table.Number(result.Milliseconds / 1000, "F2"),
                    latency > 0 ? Table.Number(result.Milliseconds / ideal, "F3") : "",
                    curl is null ? "" : Table.Number(result.Milliseconds / curl.Milliseconds, "F2"),
                    Table.Number(result.Processor / Files, "F2"),
                    curl is null ? "" : Table.Number(result.Processor / curl.Processor, "F2"),
                    result.PeakMegabytes > 0 ? Table.Number(result.PeakMegabytes, "F0") : "");
                client.Result = result;
                Check(bars, latency, client, curl, ideal);
            }
        }

        table.Print();
    }

    private static List<Client> Clients(string folder, Uri address)
    {
        var clients = new List<Client>();
        if (Places.Curl is not null && !OperatingSystem.IsWindows())
        {
            clients.Add(new Client("curl --parallel", () => Curl(folder, address)));
        }

        var ours = new Client("Send-MiniMaxPromptAudio", () => Script(Send, folder, address));
        clients.Add(ours);
        clients.Add(new Client("ForEach-Object -Parallel", () => Script(InParallel, folder, address)) { Beside = ours });
        clients.Add(new Client("Invoke-RestMethod in a loop", () => Script(Loop, folder, address)) { Beside = ours, RunsWithLatency = 1 });
        if (Places.VendorClient is not null && !OperatingSystem.IsWindows())
        {
            // The server may reject the request, which has the file before the purpose, but only after the whole file was sent.
            clients.Add(new Client("mmx file upload, 8 processes", () => VendorClient(folder, address)) { RunsWithLatency = 1, RunsWithout = 1, MayBeRejected = true });
        }

        return clients;
    }

    private static void Check(Bars bars, int latency, Client client, Result? curl, double ideal)
    {
        Result result = client.Result!;
        if (client.Name.StartsWith("Send-", StringComparison.Ordinal))
        {
            if (latency > 0)
            {
                bars.Check($"{client.Name}: time / ideal at {latency} ms", result.Milliseconds / ideal, 1.05, "F3");
                if (curl is not null)
                {
                    bars.Check($"{client.Name}: time / curl's at {latency} ms", result.Milliseconds / curl.Milliseconds, Scatter, "F3");
                }
            }
            else if (curl is not null)
            {
                bars.Check($"{client.Name}: processor time / curl's", result.Processor / curl.Processor, 3);
            }
        }
        else if (client.Beside?.Result is { } ours)
        {
            bars.Check($"Time of the module / {client.Name}, at {latency} ms", ours.Milliseconds / result.Milliseconds, 1);
            bars.Check($"Memory of the module / {client.Name}, at {latency} ms", ours.PeakMegabytes / result.PeakMegabytes, 1);
        }
    }

    private static Result Median(EmulatorProcess emulator, Client client, int runs)
    {
        var results = new List<Result>();
        for (int i = 0; i < runs; i++)
        {
            Statistics before = emulator.Statistics();
            results.Add(client.Run());
            Statistics after = emulator.Statistics();
            if ((client.MayBeRejected ? after.Uploads - before.Uploads : after.UploadsStored - before.UploadsStored) < Files)
            {
                throw new InvalidOperationException($"{client.Name}: not every file was stored.");
            }
        }

        return new Result(Middle(results, r => r.Milliseconds), Middle(results, r => r.Processor), Middle(results, r => r.PeakMegabytes));
    }

    private static double Middle(List<Result> results, Func<Result, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);

    private static Result Script(string upload, string folder, Uri address)
    {
        string first = upload.Replace("$all", "$all[0]", StringComparison.Ordinal);
        string script = $$"""
            $all = @(Get-ChildItem $env:BENCH_FILES -Filter *.wav)
            $null = {{first}}
            $me = [Diagnostics.Process]::GetCurrentProcess()
            $before = $me.TotalProcessorTime
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = {{upload}}
            $time = $clock.Elapsed
            $me.Refresh()
            [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2}', $time.TotalMilliseconds, ($me.TotalProcessorTime - $before).TotalMilliseconds, ($me.PeakWorkingSet64 / 1MB))
            """;
        double[] numbers = ShellScript.Numbers(ShellScript.Run(script, folder, address, needsModule: upload == Send)[^1]);
        return new Result(numbers[0], numbers[1], numbers[2]);
    }

    private static Result Curl(string folder, Uri address)
    {
        var config = new StringBuilder();
        foreach (string file in Directory.EnumerateFiles(folder, "*.wav"))
        {
            config.Append(config.Length > 0 ? "next\n" : "")
                .Append(CultureInfo.InvariantCulture, $"url = \"{address}v1/files/upload\"\nheader = \"Authorization: Bearer {EmulatorProcess.Key}\"\nheader = \"Expect:\"\n")
                .Append(CultureInfo.InvariantCulture, $"form = \"purpose=prompt_audio\"\nform = \"file=@{file};type=audio/wav\"\noutput = /dev/null\n");
        }

        string path = Path.Combine(folder, "curl.config");
        File.WriteAllText(path, config.ToString());
        return Command($"'{Places.Curl}' --silent --parallel --parallel-immediate --parallel-max {Throttle} --config '{path}' 2>/dev/null", folder);
    }

    // With CI and a region, the client does not look for a new version or a region: it connects to this address only.
    private static Result VendorClient(string folder, Uri address) => Command(
        $"export CI=1 MMX_CONFIG_DIR='{folder}'; printf '%s\\n' '{folder}'/*.wav | xargs -P {Throttle} -n 1 '{Places.VendorClient}' file upload --purpose prompt_audio --quiet --non-interactive --region global --api-key {EmulatorProcess.Key} --base-url {address.AbsoluteUri.TrimEnd('/')} --file >/dev/null 2>&1",
        folder);

    // Only the shell reports the processor time of processes that have ended. Not sh, because dash
    // counts in hundredths of a second, and curl takes about four.
    private static Result Command(string command, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", command + "; times"]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(clock.Elapsed.TotalMilliseconds, ShellScript.Lines(output)[^1].Split(' ').Sum(Milliseconds), 0);
    }

    // The form is 0m1.230000s.
    private static double Milliseconds(string time)
    {
        string[] parts = time.Trim().TrimEnd('s').Split('m');
        return ((double.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + double.Parse(parts[1], CultureInfo.InvariantCulture)) * 1000;
    }

    private sealed class Client(string name, Func<Result> run)
    {
        public string Name => name;

        /// <summary>One for clients that take half a minute, whose times vary little.</summary>
        public int RunsWithLatency { get; init; } = Runs;

        public int RunsWithout { get; init; } = Runs;

        public bool MayBeRejected { get; init; }

        /// <summary>The module in the same run.</summary>
        public Client? Beside { get; init; }

        public Result? Result { get; set; }

        public Result Run() => run();
    }

    private sealed record Result(double Milliseconds, double Processor, double PeakMegabytes);
}
