using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.Versioning;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Emulator;
using MiniMax.Tests.Help;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The emulator as the test of a runbook starts and stops it: a separate process.</summary>
[Collection(EnvironmentTests.Name)]
public sealed class EmulatorCommandTests : IDisposable
{
    private static readonly string[] s_variables = ["PATH", "DOTNET_ROOT", "MINIMAX_API_KEY", "MINIMAX_BASE_URL", "HTTP_PROXY"];

    private readonly Dictionary<string, string?> _before = s_variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("minimax-emulator-").FullName;

    public EmulatorCommandTests()
    {
        var recording = Path.Combine(_folder, "a.wav");
        File.WriteAllBytes(recording, Wav.Seconds(0.5));
        _session.Set("recording", recording);
        Environment.SetEnvironmentVariable("MINIMAX_BASE_URL", null);
        Environment.SetEnvironmentVariable("MINIMAX_API_KEY", null);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _session.Run("Stop-MiniMaxEmulator; Disconnect-MiniMax");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_emulator_responds_when_it_is_returned_and_has_ended_when_it_is_stopped()
    {
        var emulator = Start();
        _session.Set("emulator", emulator);

        var sent = _session.Run("Send-MiniMaxPromptAudio $recording -BaseUri $emulator.Address -ApiKey $emulator.ApiKey");
        var stopped = _session.Run("$emulator | Stop-MiniMaxEmulator");

        Assert.Equal(emulator.Address, Assert.Single(sent.Of<UploadedFile>()).BaseUri);
        Assert.Empty(stopped.Output);
        Assert.Empty(stopped.Errors);
        Assert.False(IsRunning(emulator.ProcessId));
    }

    [Fact]
    public void Faults_apply_from_the_first_upload_and_their_names_are_case_insensitive()
    {
        Start("-Fault rateLIMITED, ConnectionReset -Count 1 -Connect");

        var file = Assert.Single(_session.Run("Send-MiniMaxPromptAudio $recording -RetryIntervalSec 0.01").Of<UploadedFile>());

        Assert.Equal(3, file.Attempts);
    }

    [Fact]
    public void A_fault_without_a_count_applies_to_every_upload()
    {
        Start("-Fault ServerError -Connect");

        var result = _session.Run("Send-MiniMaxPromptAudio $recording -MaximumRetryCount 2 -RetryIntervalSec 0.01");

        Assert.Equal("ServerError", RunResult.Id(result.OnlyError()));
        Assert.Equal(3, ((MiniMaxException)result.OnlyError().Exception).Attempts);
    }

    [Fact]
    public void A_rate_limit_is_enforced()
    {
        Start("-RateLimit 1/3600 -Connect");

        var result = _session.Run("1..2 | ForEach-Object { Send-MiniMaxPromptAudio $recording -MaximumRetryCount 0 }");

        Assert.Single(result.Of<UploadedFile>());
        Assert.Equal("RateLimited", RunResult.Id(result.OnlyError()));
    }

    [Fact]
    public void Connect_connects_the_session_to_the_emulator_and_Stop_restores_it()
    {
        var emulator = Start("-Connect");
        var connected = Context();
        _session.Run("Stop-MiniMaxEmulator");

        Assert.Equal(emulator.Address, connected.BaseUri);
        Assert.NotNull(connected.ApiKey);
        Assert.Null(Context().ApiKey);
        Assert.False(IsRunning(emulator.ProcessId));
    }

    [Fact]
    public void Stop_does_not_change_a_connection_to_another_host()
    {
        Start();

        _session.Run("Connect-MiniMax -SkipTest -ApiKey some-key-0123456789 -Region China; Stop-MiniMaxEmulator");

        Assert.Equal(Region.China, Context().Region);
    }

    [Fact]
    public void Only_the_given_emulator_is_stopped()
    {
        var first = Start();
        var second = Start();
        _session.Set("first", first);

        _session.Run("Stop-MiniMaxEmulator $first");

        Assert.False(IsRunning(first.ProcessId));
        Assert.True(IsRunning(second.ProcessId));
    }

    [Fact]
    public void A_second_stop_does_not_say_that_the_emulator_was_never_started()
    {
        var error = _session.Run("$stopped = Start-MiniMaxEmulator; $stopped | Stop-MiniMaxEmulator; $stopped | Stop-MiniMaxEmulator").OnlyError();

        Assert.Equal("EmulatorNotFound", RunResult.Id(error));
        Assert.EndsWith(" that was started in this session is running.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_this_session_did_not_start_is_not_stopped()
    {
        var error = _session.Run("[MiniMax.EmulatorProcess]@{ ProcessId = $PID } | Stop-MiniMaxEmulator").OnlyError();

        Assert.Equal("EmulatorNotFound", RunResult.Id(error));
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
    }

    [Fact]
    public void WhatIf_starts_and_stops_nothing()
    {
        Assert.Empty(_session.Run("Start-MiniMaxEmulator -WhatIf").Output);

        var emulator = Start();
        _session.Run("Stop-MiniMaxEmulator -WhatIf");

        Assert.True(IsRunning(emulator.ProcessId));
    }

    [Fact]
    public void An_unknown_fault_is_rejected_with_the_known_names()
    {
        var error = _session.Run("Start-MiniMaxEmulator -Fault RateLimted").TerminatingError;

        Assert.IsAssignableFrom<ParameterBindingException>(error.Exception);
        Assert.All(FaultNames.All, name => Assert.Contains(name, error.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void The_help_lists_the_faults(string language)
    {
        var text = HelpFile.Of(language).Commands["Start-MiniMaxEmulator"].Parameters.Single(p => p.Name == "Fault").Description;

        Assert.All(FaultNames.All, name => Assert.Matches($"\\b{name}\\b", text));
    }

    [Fact]
    public void The_completed_names_are_those_that_the_emulator_knows()
    {
        const string Typed = "Start-MiniMaxEmulator -Fault ";
        using var shell = PowerShell.Create(_session.Runspace);

        var offered = CommandCompletion.CompleteInput(Typed, Typed.Length, null, shell).CompletionMatches.Select(m => m.CompletionText);

        Assert.Equal(FaultNames.All.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("0/60")]
    [InlineData("60/0")]
    [InlineData("60/60 --urls http://0.0.0.0:0")]
    public void An_invalid_rate_limit_is_rejected(string limit)
    {
        _session.Set("limit", limit);

        Assert.IsAssignableFrom<ParameterBindingException>(_session.Run("Start-MiniMaxEmulator -RateLimit $limit").TerminatingError.Exception);
    }

    [Fact]
    public void A_port_in_use_is_an_error_that_says_so()
    {
        var first = Start();
        _session.Set("port", first.Address!.Port);

        var error = _session.Run("Start-MiniMaxEmulator -Port $port").TerminatingError;

        Assert.Equal("EmulatorNotStarted", RunResult.Id(error));
        Assert.Contains("address already in use", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("-Port 0", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_dotnet_one_line_names_what_to_install()
    {
        Environment.SetEnvironmentVariable("PATH", _folder);
        Environment.SetEnvironmentVariable("DOTNET_ROOT", null);

        AssertRuntimeMissing(_session.Run("Start-MiniMaxEmulator").TerminatingError);
    }

    [Fact]
    public void With_only_the_basic_runtime_the_error_is_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is made of links, which Windows lets only administrators make.");
        var installed = Directory.GetParent(Path.GetDirectoryName(typeof(object).Assembly.Location)!)!.Parent!.Parent!.FullName;
        File.Copy(Path.Combine(installed, "dotnet"), Path.Combine(_folder, "dotnet"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "host"), Path.Combine(installed, "host"));
        Directory.CreateDirectory(Path.Combine(_folder, "shared"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "shared", "Microsoft.NETCore.App"), Path.Combine(installed, "shared", "Microsoft.NETCore.App"));
        Environment.SetEnvironmentVariable("DOTNET_ROOT", _folder);

        AssertRuntimeMissing(_session.Run("Start-MiniMaxEmulator").TerminatingError);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Stopping_the_pipeline_during_the_start_leaves_no_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        // An emulator that starts but never reports that it is ready. It writes its process ID to a pipe.
        var pipe = Path.Combine(_folder, "pipe");
        using (var maker = Process.Start("mkfifo", [pipe]))
        {
            await maker.WaitForExitAsync(Cancel);
        }

        var script = Path.Combine(_folder, "dotnet");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\necho $$ > '{pipe}'\nexec tail -f /dev/null\n", Cancel);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        Environment.SetEnvironmentVariable("DOTNET_ROOT", _folder);
        using var shell = PowerShell.Create(_session.Runspace).AddCommand("Start-MiniMaxEmulator");

        var run = shell.BeginInvoke();
        var id = int.Parse(await File.ReadAllTextAsync(pipe, Cancel), CultureInfo.InvariantCulture);
        shell.Stop();

        Assert.True(run.IsCompleted);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.False(IsRunning(id));
    }

    [Fact]
    public void The_emulator_inherits_no_key_and_no_setting_of_the_module()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the environment of another process.");
        Environment.SetEnvironmentVariable("MINIMAX_API_KEY", "sk-not-for-the-child-0123456789");

        var emulator = Start();

        Assert.DoesNotContain("MINIMAX_", File.ReadAllText($"/proc/{emulator.ProcessId}/environ"), StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_to_this_machine_ignore_a_proxy_of_the_environment()
    {
        // HttpClient reads the variables once per process, so this test runs in a separate process.
        using var shell = ShellProcess.Start(
            "$e = Start-MiniMaxEmulator -Fault RateLimited -Count 1 -Connect; (Send-MiniMaxPromptAudio $env:RECORDING -RetryIntervalSec 0.01 -WarningAction Ignore).Attempts",
            new() { ["HTTP_PROXY"] = "http://127.0.0.1:9", ["RECORDING"] = Path.Combine(_folder, "a.wav") });

        Assert.Equal("2", shell.ReadLine());
    }

    [Fact]
    public async Task The_emulator_ends_with_its_parent_process_even_if_that_is_killed()
    {
        using var shell = ShellProcess.Start("$e = Start-MiniMaxEmulator; $e.ProcessId; [Console]::In.ReadLine()", []);
        using var emulator = Process.GetProcessById(int.Parse(shell.ReadLine()!, CultureInfo.InvariantCulture));

        shell.Kill();

        await emulator.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(5), Cancel);
    }

    private static void AssertRuntimeMissing(ErrorRecord error)
    {
        Assert.Equal("EmulatorRuntimeMissing", RunResult.Id(error));
        Assert.Equal(ErrorCategory.NotInstalled, error.CategoryInfo.Category);
        Assert.Contains("ASP.NET Core Runtime 8", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ToString());
        Assert.Contains("https://dotnet.microsoft.com/download", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private EmulatorProcess Start(string parameters = "") =>
        Assert.Single(_session.Run("Start-MiniMaxEmulator " + parameters).Of<EmulatorProcess>());

    private Context Context() => Assert.Single(_session.Run("Get-MiniMaxContext").Of<Context>());

    /// <summary>The module in a separate PowerShell process.</summary>
    private sealed class ShellProcess : IDisposable
    {
        private readonly Process _process;

        private ShellProcess(Process process) => _process = process;

        public static ShellProcess Start(string script, Dictionary<string, string> variables)
        {
            var start = new ProcessStartInfo("dotnet", [StagedModule.Shell, "-Command", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                // With a key, the shell does not start an emulator.
                Environment = { ["MINIMAX_API_KEY"] = "some-key-0123456789" },
            };
            foreach (var (name, value) in variables)
            {
                start.Environment[name] = value;
            }

            return new ShellProcess(Process.Start(start)!);
        }

        public string? ReadLine() => _process.StandardOutput.ReadLine();

        public void Kill() => _process.Kill();

        public void Dispose()
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
