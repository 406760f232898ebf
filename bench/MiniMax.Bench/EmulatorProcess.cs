using System.Diagnostics;
using System.Net.Http.Json;

namespace MiniMax.Bench;

/// <summary>The emulator in a process of its own, so that its work is not counted as the client's.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    public EmulatorProcess(string library)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [library, "--urls", "http://127.0.0.1:0", "--discard-content", "--parent", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The emulator did not start.");
        Address = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
        _http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Sets every upload's latency, from the arrival of its head to its answer at the earliest.</summary>
    public void SetLatency(int milliseconds)
    {
        _http.PostAsync("/_emulator/reset", null).GetAwaiter().GetResult().EnsureSuccessStatusCode();
        if (milliseconds > 0)
        {
            _http.PostAsJsonAsync("/_emulator/faults", new { kind = "latency", delayMilliseconds = milliseconds, from = "head" }).GetAwaiter().GetResult().EnsureSuccessStatusCode();
        }
    }

    public int CountFiles() => _http.GetFromJsonAsync<Stats>("/_emulator/stats").GetAwaiter().GetResult()!.Files;

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private sealed record Stats(int Files);
}
