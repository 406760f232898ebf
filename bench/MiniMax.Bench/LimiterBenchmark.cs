using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Tests.Transfer.Simulation;

namespace MiniMax.Bench;

/// <summary>
/// The rate limiter: simulated accounts compared with the best possible time, and a batch on a server that throttles at
/// random compared with a client that retries each file independently, with the intervals of the module.
/// </summary>
internal static class LimiterBenchmark
{
    private const int Files = 600;
    private const int FileBytes = 26 * 1000;
    private const int Throttle = 8;
    private const int Runs = 3;
    private const double MaxRatio = 3;

    private const string Script = """
        $files = @(Get-ChildItem $env:BENCH_FILES -Filter *.wav)
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $sent = @($files | Send-MiniMaxPromptAudio -SkipTest -ThrottleLimit 8 -MaximumRetryCount 20 -WarningAction SilentlyContinue)
        [string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $clock.Elapsed.TotalSeconds, $sent.Count)
        """;

    public static void Run(Bars bars, string[] args)
    {
        Simulate(bars);
        Batch(bars);
    }

    private static void Simulate(Bars bars)
    {
        Console.WriteLine($"Simulated accounts, {Scenario.Workers} requests in flight, 30 to 150 ms each; means of {Scenario.Seeds} seeds.");
        Console.WriteLine();
        var table = new Table(1, "Account", "Files", "Best s", "Time s", "Ratio", "Worst ratio", "Refused");
        foreach (Scenario scenario in Scenario.All)
        {
            ScenarioResult result = scenario.Run();
            table.Add(scenario.Name, Table.Number(scenario.Files, "F0"), Table.Number(result.Best), Table.Number(result.Time), Table.Number(result.Ratio, "F2"), Table.Number(result.MaxRatio, "F2"), Table.Number(result.Refused));
            bars.Check($"{scenario.Name}, {scenario.Files} files: time / best", result.Ratio, scenario.MaxRatio);
        }

        table.Print();
    }

    private static void Batch(Bars bars)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, Files, FileBytes);
        using var emulator = new EmulatorProcess();
        Console.WriteLine($"{Files} files of {FileBytes / 1000} KB, {Throttle} at once, 6 % of the requests refused with 1002 or 429 at random, 19 % with other faults; {Runs} runs.");
        Console.WriteLine();
        var table = new Table(1, "Seed", "Plain retry s", "Module s", "Ratio", "Requests of the module");
        var ratios = new List<double>();
        for (int seed = 1; seed <= Runs; seed++)
        {
            PlanFaults(emulator, seed);
            double plain = PlainRetry.Run(emulator.Address, Directory.GetFiles(folder.Path, "*.wav"), Throttle);
            PlanFaults(emulator, seed);
            double[] module = ShellScript.Numbers(ShellScript.Run(Script, folder.Path, emulator.Address)[^1]);
            bars.Check($"Seed {seed}: files that the module did not store", Files - module[1], 0, "F0");
            ratios.Add(module[0] / plain);
            table.Add(Table.Number(seed, "F0"), Table.Number(plain), Table.Number(module[0]), Table.Number(ratios[^1], "F2"), Table.Number(emulator.Statistics().Uploads, "F0"));
        }

        table.Print();
        bars.Check("Batch with random refusals: module / plain retry, the worst", ratios.Max(), MaxRatio);
    }

    private static void PlanFaults(EmulatorProcess emulator, int seed)
    {
        static JsonNode Code(int code) => new JsonObject { ["kind"] = "apiCode", ["code"] = code };
        static JsonNode Status(int status) => new JsonObject { ["kind"] = "httpStatus", ["status"] = status };

        emulator.Reset();
        JsonNode[] faults =
        [
            Code(1002), Code(1002), Code(1002), Status(429), Status(429), Status(429),
            Code(1000), Code(1000), Code(1000), Code(1013), Code(1013), Code(1013), Code(1001),
            Status(500), Status(500), "BadGateway", "BadGateway", "ServiceUnavailable", "ServiceUnavailable", "GatewayTimeout",
            "ConnectionReset", "ConnectionReset", "ConnectionResetBeforeBody", "ConnectionResetAfterBody", "InvalidJson",
        ];
        emulator.AddFault(new JsonObject { ["kind"] = "mix", ["share"] = 0.25, ["seed"] = seed, ["faults"] = new JsonArray(faults) });
    }

    /// <summary>Sends each file until it is stored, independently of the others.</summary>
    private static class PlainRetry
    {
        public static double Run(Uri address, string[] files, int workers)
        {
            using var http = new HttpClient { BaseAddress = address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", EmulatorProcess.Key);
            var retry = new RetryPolicy(20, TimeSpan.FromSeconds(1));
            var clock = Stopwatch.StartNew();
            Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = workers }, async (file, cancellationToken) =>
            {
                for (int attempt = 1; !await IsStoredAsync(http, file, cancellationToken); attempt++)
                {
                    await Task.Delay(retry.DelayBefore(attempt, null), cancellationToken);
                }
            }).GetAwaiter().GetResult();
            return clock.Elapsed.TotalSeconds;
        }

        private static async Task<bool> IsStoredAsync(HttpClient http, string file, CancellationToken cancellationToken)
        {
            try
            {
                var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken));
                content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
                using var form = new MultipartFormDataContent { { new StringContent("prompt_audio"), "purpose" }, { content, "file", Path.GetFileName(file) } };
                using HttpResponseMessage response = await http.PostAsync("/v1/files/upload", form, cancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    return false;
                }

                using JsonDocument body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
                return body.RootElement.GetProperty("base_resp").GetProperty("status_code").GetInt32() == 0;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException or KeyNotFoundException)
            {
                return false;
            }
        }
    }
}
