using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MiniMax.Bench;

/// <summary>The machine, the date and the versions of the programs.</summary>
internal static class Machine
{
    public static void Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} × {Processor()}, {Memory():F0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Places.Configuration} build"));
        Console.WriteLine($"curl: {Version(Places.Curl, "--version")}; PowerShell: {string.Join(' ', ShellScript.Run("$PSVersionTable.PSVersion.ToString()", Environment.CurrentDirectory, null, needsModule: false))}; mmx: {Version(Places.VendorClient, "--version")}; ffprobe: {Version(Places.Probe, "-version")}");
        Console.WriteLine();
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static double Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;

    private static string Version(string? program, string option)
    {
        if (program is null)
        {
            return "not installed";
        }

        using Process process = Process.Start(new ProcessStartInfo(program, [option]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return string.Join(' ', output.Split('\n')[0].Split(' ').Take(3)).Trim();
    }
}
