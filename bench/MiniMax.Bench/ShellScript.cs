using System.Diagnostics;
using System.Globalization;

namespace MiniMax.Bench;

/// <summary>Runs scripts in a PowerShell process: that of the repository, or that of the variable BENCH_PWSH.</summary>
internal static class ShellScript
{
    /// <summary>Runs a script and returns the lines of its output.</summary>
    public static string[] Run(string script, string folder, Uri? address, bool needsModule = true)
    {
        using Process process = Start(script, folder, address, needsModule);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Lines(output);
    }

    public static Process Start(string script, string folder, Uri? address, bool needsModule = true)
    {
        string import = needsModule ? "Import-Module $env:BENCH_MODULE; " : "";
        var start = new ProcessStartInfo(Places.PowerShell[0], [.. Places.PowerShell[1..], "-NoProfile", "-NonInteractive", "-Command", import + script])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["BENCH_FILES"] = folder,
                ["BENCH_MODULE"] = Path.Combine(Places.Module, "MiniMax.psd1"),
                ["MINIMAX_API_KEY"] = EmulatorProcess.Key,
            },
        };
        if (address is not null)
        {
            start.Environment["MINIMAX_BASE_URL"] = address.AbsoluteUri.TrimEnd('/');
        }

        return Process.Start(start)!;
    }

    public static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Parses a line of numbers.</summary>
    public static double[] Numbers(string line) => [.. line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
