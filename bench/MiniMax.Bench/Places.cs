using System.Reflection;

namespace MiniMax.Bench;

/// <summary>The paths of the measured programs and of the programs for comparison.</summary>
internal static class Places
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Module { get; } = Path.Combine(Root, "out", "MiniMax");

    public static string Emulator { get; } = Path.Combine(Root, "src", "MiniMax.Emulator", "bin", Configuration, "net8.0", "MiniMax.Emulator.dll");

    public static string EmptyModule { get; } = Path.Combine(Root, "bench", "EmptyModule", "bin", Configuration, "netstandard2.0", "EmptyModule.dll");

    /// <summary>The program and the first arguments that start PowerShell: that of the variable BENCH_PWSH, or that of the packages.</summary>
    public static string[] PowerShell { get; } =
        Environment.GetEnvironmentVariable("BENCH_PWSH") is { Length: > 0 } name ? [name] : ["dotnet", "--roll-forward", "Major", Metadata("PowerShell")];

    public static string? Curl { get; } = Find("curl");

    public static string? Probe { get; } = Find("ffprobe");

    /// <summary>The command-line client of MiniMax: that of the variable BENCH_MMX, or mmx on the path, or null.</summary>
    public static string? VendorClient { get; } = Find(Environment.GetEnvironmentVariable("BENCH_MMX") is { Length: > 0 } name ? name : "mmx");

    private static string? Find(string program)
    {
        if (Path.IsPathRooted(program))
        {
            return File.Exists(program) ? program : null;
        }

        string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => extensions.Select(e => Path.Combine(folder, program + e)))
            .FirstOrDefault(File.Exists);
    }

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
