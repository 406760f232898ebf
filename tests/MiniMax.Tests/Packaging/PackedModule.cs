using System.Diagnostics;
using System.IO.Compression;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Packaging;

/// <summary>The package, made of the staged module, and the folder that a gallery client would unpack it into.</summary>
public sealed class PackedModule : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minimax-package-").FullName;

    public string Package { get; private set; } = "";

    /// <summary>A folder for PSModulePath that holds nothing but the module.</summary>
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

    /// <summary>Makes a package of a staged module, as <c>-t:Pack</c> does behind the build.</summary>
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

    /// <summary>Runs dotnet to its end.</summary>
    public static Task<(int Code, string Said)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>Runs dotnet to its end, with variables in its environment.</summary>
    public static async Task<(int Code, string Said)> RunAsync(Dictionary<string, string> variables, params string[] arguments)
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
