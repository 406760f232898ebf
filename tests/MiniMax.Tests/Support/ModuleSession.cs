using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace MiniMax.Tests.Support;

/// <summary>A runspace of the real engine with the staged module.</summary>
public sealed class ModuleSession : IDisposable
{
    // Each runspace gets a copy.
    private static readonly InitialSessionState s_state = NewState();

    private static readonly Lazy<HashSet<string>> s_newContent = new(() =>
    {
        using var session = new ModuleSession();
        return session.Content();
    });

    private static readonly ConcurrentQueue<ModuleSession> s_free = new();

    private readonly TestHost _host;

    public ModuleSession(int width = 120, bool hasColours = false)
    {
        _host = new TestHost(width, hasColours);
        Runspace = RunspaceFactory.CreateRunspace(_host, s_state);
        Runspace.Open();
    }

    public Runspace Runspace { get; }

    /// <summary>The text on the console.</summary>
    public string Screen => _host.Text.Replace("\r\n", "\n", StringComparison.Ordinal);

    public void Set(string name, object? value) => Runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Returns the unused session of an earlier test, or a new one. Opening a new one takes longer than most tests.</summary>
    public static ModuleSession Rent() => s_free.TryDequeue(out var free) ? free : new ModuleSession();

    /// <summary>Ends the use of a rented session. Another test can rent it if it can be reset; otherwise, it is closed.</summary>
    public void Return()
    {
        if (TryReset())
        {
            s_free.Enqueue(this);
        }
        else
        {
            Dispose();
        }
    }

    /// <summary>
    /// Resets the variables, the location, the events and the screen. The module's IDs for completion and its depths of
    /// serialization remain, and so do strict mode, jobs, formats and type data.
    /// </summary>
    /// <returns>Whether the session was reset: it is idle, and has the language mode, drives, functions, aliases and modules of a new one.</returns>
    public bool TryReset()
    {
        if (Runspace.RunspaceAvailability != RunspaceAvailability.Available || !Content().SetEquals(s_newContent.Value))
        {
            return false;
        }

        Runspace.ResetRunspaceState();
        _host.Clear();
        return true;
    }

    /// <summary>Runs a script until it ends, or until an error ends it.</summary>
    public RunResult Run(string script)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddScript($"$global:endedBy = $null; try {{ {script} \n }} catch {{ $global:endedBy = $_ }}");
        var result = Invoke(shell);
        result.EndedBy = Runspace.SessionStateProxy.GetVariable("endedBy") switch
        {
            PSObject { BaseObject: ErrorRecord error } => error,
            ErrorRecord error => error,
            _ => null,
        };
        return result;
    }

    /// <summary>Runs a script as in the console, with its output formatted.</summary>
    public void Show(string script)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddScript(script).AddCommand("Out-Default").Invoke();
    }

    public static RunResult Invoke(PowerShell shell)
    {
        var result = new RunResult();
        var output = new PSDataCollection<PSObject>();
        shell.Invoke(null, output, new PSInvocationSettings { ErrorActionPreference = ActionPreference.Continue });
        result.Output.AddRange(output);
        result.Errors.AddRange(shell.Streams.Error);
        result.Verbose.AddRange(shell.Streams.Verbose.Select(r => r.Message));
        result.Debug.AddRange(shell.Streams.Debug.Select(r => r.Message));
        result.Warnings.AddRange(shell.Streams.Warning.Select(r => r.Message));
        result.Progress.AddRange(shell.Streams.Progress);
        result.Records.AddRange([.. shell.Streams.Verbose, .. shell.Streams.Debug, .. shell.Streams.Warning, .. shell.Streams.Information]);
        return result;
    }

    public void Dispose() => Runspace.Dispose();

    // Without the modules of PowerShell, which the first of their commands loads.
    private HashSet<string> Content()
    {
        var state = Runspace.SessionStateProxy;
        return
        [
            state.LanguageMode.ToString(),
            .. state.Drive.GetAll().Select(d => d.Name + ":"),
            .. state.InvokeCommand.GetCommands("*", CommandTypes.Function | CommandTypes.Alias | CommandTypes.Cmdlet, nameIsPattern: true)
                .Where(c => !c.ModuleName.StartsWith("Microsoft.PowerShell.", StringComparison.Ordinal))
                .Select(c => c.ModuleName.Length > 0 ? c.ModuleName : c.Name),
        ];
    }

    private static InitialSessionState NewState()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        if (StagedModule.Framework == "net8.0")
        {
            state.ImportPSModule([StagedModule.Manifest]);
        }
        else
        {
            // The manifest loads the build for the running edition. The other build is loaded without the manifest.
            state.ImportPSModule([Path.Combine(StagedModule.Libraries, "MiniMax.dll")]);
            state.Formats.Add(new SessionStateFormatEntry(Path.Combine(StagedModule.Directory, "MiniMax.Format.ps1xml")));
        }

        return state;
    }
}
