using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace MiniMax.Tests.Support;

/// <summary>The staged module in out/MiniMax, from which alone the tests load its assemblies.</summary>
public static class StagedModule
{
    /// <summary>The root of the repository, with a separator at the end.</summary>
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The build under test: <c>net8.0</c> or <c>netstandard2.0</c>.</summary>
    public static string Framework { get; } = Metadata("ModuleFramework");

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    public static string Directory { get; } = Path.Combine(RepositoryRoot, "out", "MiniMax");

    public static string Manifest { get; } = Path.Combine(Directory, "MiniMax.psd1");

    /// <summary>The shell: PowerShell with the module, for tests that require a separate process.</summary>
    public static string Shell { get; } = Path.Combine(RepositoryRoot, "src", "MiniMax.Shell", "bin", Configuration, "net10.0", "MiniMax.Shell.dll");

    /// <summary>The real PowerShell: <c>pwsh.dll</c> of the tool package.</summary>
    public static string PowerShell { get; } = Metadata("PowerShell");

    /// <summary>The newest Pester that the suite runs on.</summary>
    public static string Pester { get; } = Metadata("Pester");

    public static string Libraries { get; } = Path.Combine(Directory, "lib", Framework);

#pragma warning disable CA2255 // A test assembly is an application: the assemblies under test are not beside it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void LoadFromStaging()
    {
        // Engine threads that wait for the server block threads of the pool, which the server needs, too. On two cores, the pool
        // would grow by only one thread per second.
        ThreadPool.SetMinThreads(64, 64);
        // Texts are compared in English, whatever the language of the machine.
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        // Most code of a process runs once. Without a profile of it, the runtime compiles less. Each started process inherits this.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
        {
            string path = Path.Combine(Libraries, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
    }

    private static string Metadata(string key) =>
        typeof(StagedModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
