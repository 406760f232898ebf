using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Bench;

/// <summary>The emulator in a separate process, so that its processor time does not count as the client's.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    public const string Key = "some-key-0123456789";

    private readonly Process _process;
    private readonly HttpClient _http;

    /// <summary>Starts the emulator.</summary>
    /// <param name="keepContent">Whether files can be downloaded; the module does this after a lost response.</param>
    public EmulatorProcess(bool keepContent = false)
    {
        string[] content = keepContent ? [] : ["--discard-content"];
        _process = Process.Start(new ProcessStartInfo("dotnet", [Places.Emulator, "--urls", "http://127.0.0.1:0", .. content, "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The emulator did not start.");
        Address = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
        _http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Removes all files and faults.</summary>
    public void Reset() => _http.PostAsJsonAsync("/_emulator/reset", new { }).GetAwaiter().GetResult().EnsureSuccessStatusCode();

    /// <summary>Plans faults; the README of the emulator describes them.</summary>
    public void AddFault(object fault) => _http.PostAsJsonAsync("/_emulator/faults", fault).GetAwaiter().GetResult().EnsureSuccessStatusCode();

    public void ClearFaults() => _http.DeleteAsync("/_emulator/faults").GetAwaiter().GetResult().EnsureSuccessStatusCode();

    /// <summary>Sets the minimum time of each upload in milliseconds, from the arrival of its header to its response.</summary>
    public void SetLatency(int milliseconds)
    {
        Reset();
        if (milliseconds > 0)
        {
            AddFault(new { kind = "latency", delayMilliseconds = milliseconds, from = "head" });
        }
    }

    public Statistics Statistics() => _http.GetFromJsonAsync<Statistics>("/_emulator/stats").GetAwaiter().GetResult()!;

    public IReadOnlyList<StoredFile> Files() => _http.GetFromJsonAsync<List<StoredFile>>("/_emulator/files").GetAwaiter().GetResult()!;

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>The counters of the emulator.</summary>
internal sealed record Statistics(int Files, int Uploads, int UploadsStored, int Concurrent, int ConnectionsOpen, int Faulted, int Aborted);

/// <summary>A file that the emulator stores.</summary>
internal sealed record StoredFile(
    [property: JsonPropertyName("fileId")] long FileId,
    [property: JsonPropertyName("fileName")] string FileName,
    [property: JsonPropertyName("bytes")] long Bytes,
    [property: JsonPropertyName("sha256")] string Sha256);
