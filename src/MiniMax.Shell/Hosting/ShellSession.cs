using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using MiniMax.Shell.Commands;

namespace MiniMax.Shell.Hosting;

/// <summary>One runspace with the module in it, and what runs there.</summary>
internal sealed class ShellSession : IDisposable
{
    private const int Failure = 1;

    private readonly ShellHost _host = new();
    private readonly Runspace _runspace;
    private volatile PowerShell? _running;

    public ShellSession()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.Commands.Add(new SessionStateCmdletEntry("Get-ChildItem", typeof(GetChildItemCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Get-Item", typeof(GetItemCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Set-Location", typeof(SetLocationCommand), null));
        foreach (var (alias, command) in new[] { ("gci", "Get-ChildItem"), ("dir", "Get-ChildItem"), ("ls", "Get-ChildItem"), ("gi", "Get-Item"), ("cd", "Set-Location") })
        {
            state.Commands.Add(new SessionStateAliasEntry(alias, command));
        }

        state.ImportPSModule([ModuleLocation.Manifest()]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>Runs a script and gives the exit code as pwsh does.</summary>
    public int Run(string script) => Run(shell => shell.AddScript(script));

    /// <summary>Runs a script file.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            Console.Error.WriteLine($"There is no script '{path}'.");
            return 64;
        }

        return Run(shell =>
        {
            shell.AddCommand(full, useLocalScope: false);
            foreach (var argument in arguments)
            {
                shell.AddArgument(argument);
            }

            return shell;
        });
    }

    /// <summary>Reads and runs lines until the input ends or asks to exit.</summary>
    public int Interact()
    {
        Console.WriteLine("MiniMax for PowerShell. Type exit to leave.");
        while (_host.ExitCode is null)
        {
            _host.UI.Write($"PS {_runspace.SessionStateProxy.Path.CurrentLocation}> ");
            var line = Console.ReadLine();
            if (line is null)
            {
                break;
            }

            if (line.Trim().Length > 0)
            {
                Run(line);
            }
        }

        return _host.ExitCode ?? 0;
    }

    /// <summary>Stops what runs; false if nothing does.</summary>
    public bool Stop()
    {
        if (_running is not { } running)
        {
            return false;
        }

        running.BeginStop(null, null);
        return true;
    }

    public void Dispose() => _runspace.Dispose();

    private int Run(Func<PowerShell, PowerShell> add)
    {
        using var shell = PowerShell.Create(_runspace);
        add(shell);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        _running = shell;
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return Failure;
        }
        catch (RuntimeException e)
        {
            Show(e.ErrorRecord);
            return _host.ExitCode ?? Failure;
        }
        finally
        {
            _running = null;
            _host.Progress.Clear();
        }

        return _host.ExitCode ?? (LanguagePrimitives.IsTrue(_runspace.SessionStateProxy.GetVariable("?")) ? 0 : Failure);
    }

    // As pwsh does it: the error goes through the engine's own formatting.
    private void Show(ErrorRecord record)
    {
        using var shell = PowerShell.Create(_runspace);
        var error = PSObject.AsPSObject(record);
        error.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.AddCommand("Out-Default").AddParameter("InputObject", error).Invoke();
    }
}
