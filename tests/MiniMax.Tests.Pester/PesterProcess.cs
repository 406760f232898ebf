using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace MiniMax.Tests.Pester;

/// <summary>One run of the suite on one version of Pester, in a PowerShell process.</summary>
internal static class PesterProcess
{
    // Another suite, for the tests of this program.
    private static readonly string s_suite = Environment.GetEnvironmentVariable("MINIMAX_TEST_SUITE") ?? Metadata("Suite");

    /// <summary>Runs the suite and returns its tests. If the run ends in another way than its tests, an additional test reports this as a failure.</summary>
    public static async Task<IReadOnlyList<PesterResult>> RunAsync(string pester, string resultPath, bool isDiscovery, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(resultPath)!);
        File.Delete(resultPath);
        var (exitCode, output) = await StartAsync(pester, resultPath, isDiscovery, cancellationToken);
        var results = Read(resultPath);
        var hasFailed = results.Any(r => r.Result is not ("Passed" or "Skipped" or "Discovered"));
        return results.Count > 0 && (exitCode == 0 || hasFailed)
            ? results
            : [.. results, new PesterResult("The suite runs", "Failed", Message: $"The suite ended with exit code {exitCode} after {results.Count} tests.{Environment.NewLine}{output}")];
    }

    private static async Task<(int ExitCode, string Output)> StartAsync(string pester, string resultPath, bool isDiscovery, CancellationToken cancellationToken)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, ["--roll-forward", "Major", Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-File", s_suite, "-PesterPath", pester, "-ResultPath", resultPath])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (isDiscovery)
        {
            start.ArgumentList.Add("-DiscoverOnly");
        }

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        // Most code of the suite runs once. Without a profile of it, the runtime compiles less.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return (process.ExitCode, await output + await error);
    }

    private static List<PesterResult> Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<List<PesterResult>>(File.ReadAllBytes(path))! : [];

    private static string Metadata(string key) =>
        typeof(PesterProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
