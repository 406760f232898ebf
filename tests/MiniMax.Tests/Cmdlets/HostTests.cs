using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A program that runs PowerShell on its own thread, with a runspace for each account.</summary>
public class HostTests
{
    [Fact]
    public async Task Runspaces_on_the_thread_of_a_host_do_not_share_the_first_account()
    {
        // In its own process, because the first runspace of a process is special.
        var start = new ProcessStartInfo("dotnet", [typeof(HostTests).Assembly.Location, "-explicit", "only", "-class", typeof(HostTests).FullName!])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;

        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        // The other test of this class does not run.
        Assert.Contains("Total: 2, Errors: 0, Failed: 0, Skipped: 0, Not Run: 1,", output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Accounts_of_a_new_process_are_separate()
    {
        using var first = Open();
        using var second = Open();
        Assert.Equal(1, first.Id);

        Run(first, "Connect-MiniMax -ApiKey sk-tenant-one-0123456789 -SkipTest");
        using var third = Open();

        const string Source = "(Get-MiniMaxContext).ApiKeySource";
        Assert.Equal("Connect-MiniMax", Run(first, Source));
        Assert.NotEqual("Connect-MiniMax", Run(second, Source));
        Assert.NotEqual("Connect-MiniMax", Run(third, Source));
    }

    private static Runspace Open()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.ImportPSModule([StagedModule.Manifest]);
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return runspace;
    }

    private static string Run(Runspace runspace, string script)
    {
        using var shell = PowerShell.Create(runspace).AddScript(script);
        var output = string.Join(',', shell.Invoke());
        Assert.Empty(shell.Streams.Error);
        return output;
    }
}
