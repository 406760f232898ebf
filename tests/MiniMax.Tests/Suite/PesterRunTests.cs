using System.Diagnostics;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Suite;

/// <summary>The Pester suite in <c>dotnet test</c> fails for everything that prevents a test from running.</summary>
public sealed class PesterRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minimax-tests-").FullName;

    private CancellationToken Stop { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_test_block_and_file_that_fails_is_a_failed_test()
    {
        Write("Tests.Tests.ps1", "Describe 'Tests' { It 'passes' { }; It 'fails' { 1 | Should -Be 2 } }");
        Write("Setup.Tests.ps1", "Describe 'Setup' { BeforeAll { throw 'no setup' }; It 'is not reached' { } }");
        Write("Broken.Tests.ps1", "Describe 'Broken' { It 'never ends' {");

        var (exitCode, output) = await RunAsync();

        Assert.NotEqual(0, exitCode);
        foreach (var version in (string[])["5.9.1", "6.2.0"])
        {
            Assert.Contains($"failed Pester {version}: Tests.fails", output, StringComparison.Ordinal);
            Assert.Contains($"failed Pester {version}: Setup ", output, StringComparison.Ordinal);
            Assert.Contains($"failed Pester {version}: Setup.is not reached", output, StringComparison.Ordinal);
            Assert.Contains($"failed Pester {version}: Broken.Tests.ps1", output, StringComparison.Ordinal);
            Assert.Contains($"Pester {version}: 1 passed, 4 failed, 0 skipped", output, StringComparison.Ordinal);
        }

        Assert.Contains("Expected 2, but got 1.", output, StringComparison.Ordinal);
        Assert.Contains("no setup", output, StringComparison.Ordinal);
        Assert.Contains("succeeded: 2", output, StringComparison.Ordinal);
        Assert.Contains("failed: 10", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_without_a_test_fails()
    {
        Write("Empty.Tests.ps1", "# No test.");

        var (exitCode, output) = await RunAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("No test was run.", output, StringComparison.Ordinal);
        Assert.Contains("failed: 4", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string script) => File.WriteAllText(Path.Combine(_folder, name), script);

    private async Task<(int ExitCode, string Output)> RunAsync()
    {
        var suite = Path.Combine(_folder, "Invoke-Suite.ps1");
        var script = await File.ReadAllTextAsync(Path.Combine(StagedModule.RepositoryRoot, "tests", "Pester", "Invoke-Suite.ps1"), Stop);
        await File.WriteAllTextAsync(suite, script.Replace("[IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MiniMax')", $"'{StagedModule.Directory}'", StringComparison.Ordinal), Stop);
        var program = Path.Combine(StagedModule.RepositoryRoot, "tests", "MiniMax.Tests.Pester", "bin", StagedModule.Configuration, "net10.0", "MiniMax.Tests.Pester.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--no-ansi", "--no-progress", "--results-directory", _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MINIMAX_TEST_SUITE"] = suite;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Stop) + await error;
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, output);
    }
}
