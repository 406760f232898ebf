using System.Diagnostics;
using System.Globalization;

namespace MiniMax.Bench;

/// <summary>A script in a shell of its own process: the shell of this repository, or PowerShell where it is installed.</summary>
internal sealed class ShellScript(string name, string program, string[] arguments, string[] withoutModule)
{
    /// <summary>The shell that is always there.</summary>
    public static ShellScript Own { get; } = new("MiniMax.Shell", "dotnet", [Places.Shell, "-Command"], [Places.Shell, "-NoModule", "-Command"]);

    private static readonly string[] s_powerShell = ["-NoProfile", "-NonInteractive", "-Command"];

    /// <summary>PowerShell with the module imported, or null where it is not installed.</summary>
    public static ShellScript? PowerShell { get; } = Places.PowerShell is { } path ? new ShellScript("pwsh", path, s_powerShell, s_powerShell) : null;

    /// <summary>Both, or the one that there is.</summary>
    public static IEnumerable<ShellScript> All => PowerShell is null ? [Own] : [Own, PowerShell];

    public string Name => name;

    /// <summary>Runs a script and gives the lines that it wrote.</summary>
    public string[] Run(string script, string folder, Uri? address, bool needsModule = true)
    {
        using Process process = Start(script, folder, address, needsModule);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Lines(output);
    }

    public Process Start(string script, string folder, Uri? address, bool needsModule = true)
    {
        var start = new ProcessStartInfo(program, [.. needsModule ? arguments : withoutModule, (needsModule && this != Own ? "Import-Module $env:BENCH_MODULE; " : "") + script])
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
        if (address is not null) start.Environment["MINIMAX_BASE_URL"] = address.AbsoluteUri.TrimEnd('/');
        return Process.Start(start)!;
    }

    public static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads a line of numbers.</summary>
    public static double[] Numbers(string line) => [.. line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
