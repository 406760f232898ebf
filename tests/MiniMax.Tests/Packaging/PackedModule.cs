using System.Diagnostics;
using System.IO.Compression;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Packaging;

/// <summary>The package of the staged module, and the folder into which a gallery client extracts it.</summary>
public sealed class PackedModule : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minimax-package-").FullName;

    public string Package { get; private set; } = "";

    /// <summary>A folder for PSModulePath that contains only the module.</summary>
    public string Modules => Path.Combine(_folder, "modules");

    public async ValueTask InitializeAsync()
    {
        Package = await PackAsync(StagedModule.Directory);
        await ZipFile.ExtractToDirectoryAsync(Package, Path.Combine(Modules, "MiniMax", Path.GetFileNameWithoutExtension(Package)["MiniMax.".Length..]));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Creates a package of a staged module, as <c>-t:Pack</c> does after the build.</summary>
    public async Task<string> PackAsync(string module)
    {
        var output = Path.Combine(_folder, Path.GetRandomFileName());
        var (code, said) = await RunAsync(
            "msbuild",
            Path.Combine(StagedModule.RepositoryRoot, "src", "MiniMax", "MiniMax.csproj"),
            "-nologo",
            "-t:Pack",
            "-p:NoBuild=true",
            $"-p:Configuration={StagedModule.Configuration}",
            $"-p:StagingDirectory={module}/",
            $"-p:PackageOutputPath={output}/");
        Assert.True(code == 0, said);
        return Assert.Single(Directory.GetFiles(output, "*.nupkg"));
    }

    /// <summary>Runs dotnet and waits for its end.</summary>
    public static Task<(int Code, string Said)> RunAsync(params string[] arguments) => RunWithAsync([], arguments);

    /// <summary>Runs dotnet with additional environment variables and waits for its end.</summary>
    public static async Task<(int Code, string Said)> RunWithAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
