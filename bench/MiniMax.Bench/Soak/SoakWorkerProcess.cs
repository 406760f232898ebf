using System.Diagnostics;
using System.Text.Json;

namespace MiniMax.Bench.Soak;

/// <summary>A <see cref="SoakWorker"/> process, and the lines to it and from it.</summary>
internal sealed class SoakWorkerProcess : IDisposable
{
    private readonly Process _process;

    public SoakWorkerProcess(string key)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SoakWorkerProcess).Assembly.Location, SoakWorker.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["MINIMAX_API_KEY"] = key },
        })!;
    }

    /// <summary>Runs a call. The result is null if the process was killed during the call, as the call requires.</summary>
    public SoakResponse? Call(SoakCall call)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(call));
        _process.StandardInput.Flush();
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        if (call.Stop == SoakStop.Kill && !line.Wait(call.StopAfter))
        {
            _process.Kill();
            _process.WaitForExit();
            return null;
        }

        return JsonSerializer.Deserialize<SoakResponse>(line.GetAwaiter().GetResult() ?? throw new InvalidOperationException("The worker has ended by itself."))!;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
