using System.Diagnostics;
using System.Globalization;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Shell;

/// <summary><c>dotnet run --project src/MiniMax.Shell</c> is PowerShell with the module and, without a key, the emulator.</summary>
public sealed class ShellTests
{
    private const string Notice = "MINIMAX_API_KEY is not set: using the emulator at http://127.0.0.1:";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipelines_of_the_standard_cmdlets_print_the_same_as_in_PowerShell()
    {
        var (exitCode, output, error) = await RunAsync("-Command", "Get-ChildItem samples/audio | Test-MiniMaxPromptAudio | Where-Object IsValid | Sort-Object Duration | Select-Object Name, Duration | ConvertTo-Csv");

        Assert.Equal(
            """
            "Name","Duration"
            "message.m4a","00:00:05.3551473"
            "greeting.wav","00:00:06.1306122"
            "fox.mp3","00:00:06.1715646"

            """.ReplaceLineEndings(),
            output);
        Assert.Matches($"^{Notice}[0-9]+/; nothing leaves this machine\\.\r?\n$", error);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Without_a_key_recordings_are_sent_to_the_emulator()
    {
        var (_, output, error) = await RunAsync("-Command", "(Get-ChildItem samples/audio -Exclude too-long.mp3 | Send-MiniMaxPromptAudio).Count; (Get-MiniMaxContext).BaseUri.AbsoluteUri");

        Assert.StartsWith("3", output, StringComparison.Ordinal);
        Assert.Contains(Notice + new Uri(output.Split('\n')[1]).Port.ToString(CultureInfo.InvariantCulture), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_key_no_emulator_is_started()
    {
        var (_, output, error) = await RunAsync(s => s.Environment["MINIMAX_API_KEY"] = "sk-test", "-Command", "@(Stop-MiniMaxEmulator -WhatIf).Count; (Get-MiniMaxContext).BaseUri.Host");

        Assert.Equal("", error);
        Assert.Equal("0 api.minimax.io", string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'failed'", 1)]
    public async Task The_exit_code_is_that_of_PowerShell(string script, int expected) =>
        Assert.Equal(expected, (await RunAsync("-Command", script)).ExitCode);

    [Fact]
    public async Task A_job_finds_the_module() =>
        Assert.Equal("Send-MiniMaxPromptAudio", (await RunAsync("-Command", "Start-Job { (Get-Command Send-MiniMaxPromptAudio).Name } | Receive-Job -Wait -AutoRemoveJob")).Output.Trim());

    [Fact]
    public async Task Only_the_module_uses_the_network() =>
        Assert.Equal("1 Off", (await RunAsync("-Command", "\"$env:POWERSHELL_TELEMETRY_OPTOUT $env:POWERSHELL_UPDATECHECK\"")).Output.Trim());

    [Fact]
    public async Task The_debugger_starts_the_same_PowerShell()
    {
        var configuration = await File.ReadAllTextAsync(Path.Combine(StagedModule.RepositoryRoot, ".vscode", "launch.json"), Stop);
        var program = StagedModule.PowerShell.Replace('\\', '/');
        var inPackages = program[program.LastIndexOf("/powershell/", StringComparison.Ordinal)..program.IndexOf("/any/", StringComparison.Ordinal)] + "/any/";

        foreach (var system in (string[])["unix", "win"])
        {
            Assert.Contains($"${{userHome}}/.nuget/packages{inPackages}{system}/pwsh.dll", configuration, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Killing_the_shell_ends_the_emulator()
    {
        using var shell = Start(static _ => { }, "-Command", "'ready'; [Console]::In.ReadLine()");
        await shell.StandardOutput.ReadLineAsync(Stop);
        var notice = await shell.StandardError.ReadLineAsync(Stop) ?? "";
        var address = new Uri(notice.Split(' ').Single(w => w.StartsWith("http:", StringComparison.Ordinal)).TrimEnd(';') + "_emulator/stats");
        using var client = new HttpClient();
        var wasReachable = await IsReachableAsync(client, address);

        shell.Kill();
        // The emulator inherits neither stream, so they end with PowerShell.
        await shell.StandardOutput.ReadToEndAsync(Stop);

        Assert.True(wasReachable);
        while (await IsReachableAsync(client, address))
        {
            await Task.Yield();
        }
    }

    private static async Task<bool> IsReachableAsync(HttpClient client, Uri address)
    {
        try
        {
            using var response = await client.GetAsync(address, Stop);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(static _ => { }, arguments);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(Action<ProcessStartInfo> prepare, params string[] arguments)
    {
        using var shell = Start(prepare, arguments);
        var error = shell.StandardError.ReadToEndAsync(Stop);
        var output = await shell.StandardOutput.ReadToEndAsync(Stop);
        await shell.WaitForExitAsync(Stop);
        return (shell.ExitCode, output, await error);
    }

    private static Process Start(Action<ProcessStartInfo> prepare, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [StagedModule.Shell, .. arguments])
        {
            WorkingDirectory = StagedModule.RepositoryRoot,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MINIMAX_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        prepare(start);
        return Process.Start(start)!;
    }
}
