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
    private volatile Pipeline? _running;

    /// <param name="hasModule">Whether the staged module is imported.</param>
    public ShellSession(bool hasModule)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.Commands.Add(new SessionStateCmdletEntry("Get-ChildItem", typeof(GetChildItemCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Get-Item", typeof(GetItemCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Set-Location", typeof(SetLocationCommand), null));
        if (hasModule)
        {
            state.ImportPSModule([ModuleLocation.Manifest()]);
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>Runs a script and gives the exit code as pwsh does.</summary>
    public int Run(string script)
    {
        using var pipeline = _runspace.CreatePipeline(script, addToHistory: true);
        return Run(pipeline, isFile: false);
    }

    /// <summary>Runs a script file.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            Console.Error.WriteLine($"There is no script '{path}'.");
            return 64;
        }

        using var pipeline = _runspace.CreatePipeline();
        var command = new Command(full, isScript: false);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(null, argument);
        }

        pipeline.Commands.Add(command);
        var code = Run(pipeline, isFile: true);
        return code == 0 && _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int exit ? exit : code;
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

        running.StopAsync();
        return true;
    }

    public void Dispose() => _runspace.Dispose();

    private int Run(Pipeline pipeline, bool isFile)
    {
        var output = new Command("Out-Default") { MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output };
        pipeline.Commands.Add(output);
        _running = pipeline;
        try
        {
            pipeline.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return _host.ExitCode ?? Failure;
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

        return _host.ExitCode ?? (isFile || LanguagePrimitives.IsTrue(_runspace.SessionStateProxy.GetVariable("?")) ? 0 : Failure);
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
