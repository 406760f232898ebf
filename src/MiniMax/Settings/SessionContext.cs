using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MiniMax.Settings;

/// <summary>
/// The key and the address that Connect-MiniMax sets. They belong to the runspace that set them and to the runspaces
/// started from it. Other runspaces never get them, because they may use another account.
/// </summary>
/// <remarks>
/// No API returns the runspace that started another one. The execution context does: it flows wherever PowerShell starts a
/// thread for a runspace (ForEach-Object -Parallel, Start-ThreadJob, runspace pools, PowerShell.Invoke). It also flows
/// where the end of one job starts the next one, which is not its child, into the event handlers of a pipeline, and to the
/// thread of a host that runs pipelines on it. Therefore, except in an interactive session, where pipelines follow each
/// other, only runspaces that are created later inherit a context, and it expires when the pipeline that set it ends.
/// </remarks>
internal sealed class SessionContext(Runspace runspace, ApiKey? key, ServiceAddress? address, SessionContext? outer)
{
    // The first runspace of a console, and of the process of a remote session or a job, is the session. The editors keep
    // sessions in later ones.
    private const int SessionRunspaceId = 1;
    private static readonly string[] s_consoleHosts = ["ConsoleHost", "ServerRemoteHost"];
    private static readonly string[] s_editorHosts = ["Visual Studio Code Host", "Windows PowerShell ISE Host"];

    // The key is the global variable $Error: PowerShell creates a new one when it resets a runspace, as
    // ForEach-Object -Parallel does between two iterations, so a context lives as long as the variables.
    private static readonly ConditionalWeakTable<object, SessionContext> s_own = new();
    private static readonly AsyncLocal<SessionContext?> s_handedDown = new();

    // Weak, so that an inherited context does not keep a closed runspace alive.
    private readonly WeakReference<Runspace> _runspace = new(runspace);
    private readonly SessionContext? _outer = outer;
    private int _lastEarlierId;
    private volatile bool _hasEnded;

    /// <summary>The key; null after Disconnect-MiniMax.</summary>
    public ApiKey? Key { get; } = key;

    /// <summary>The address; null after Disconnect-MiniMax.</summary>
    public ServiceAddress? Address { get; } = address;

    /// <summary>The context that this runspace set or inherited; null for none.</summary>
    public static SessionContext? Find(PSCmdlet cmdlet)
    {
        if (!s_own.TryGetValue(Owner(cmdlet), out SessionContext? context))
        {
            context = HandedDown(Runspace.DefaultRunspace);
        }

        return context?.Key is null ? null : context;
    }

    /// <summary>Clears the key and the address, also if they were inherited.</summary>
    public static void Clear(PSCmdlet cmdlet) => Set(cmdlet, null, null);

    public static void Set(PSCmdlet cmdlet, ApiKey? key, ServiceAddress? address)
    {
        SessionContext? previous = Find(cmdlet);
        if (previous?.Key?.Mask != key?.Mask || previous?.Address?.BaseUri != address?.BaseUri)
        {
            SessionIds.Clear();
        }

        Runspace runspace = Runspace.DefaultRunspace;
        var context = new SessionContext(runspace, key, address, HandedDown(runspace));
        if (!IsSession(runspace, cmdlet.Host.Name))
        {
            context._lastEarlierId = LastRunspaceId();
            runspace.AvailabilityChanged += context.EndWithPipeline;
        }

        object owner = Owner(cmdlet);
        s_own.Remove(owner);
        s_own.Add(owner, context);
        s_handedDown.Value = context;
    }

    // Skips contexts whose pipeline has ended, and those that this runspace set itself. None applies to a runspace that is
    // older than the setting: the key of the next outer one can be for another account.
    private static SessionContext? HandedDown(Runspace runspace)
    {
        SessionContext? context = s_handedDown.Value;
        while (context is not null && (context._hasEnded || context.IsOf(runspace)))
        {
            context = context._outer;
        }

        return context is null || runspace.Id <= context._lastEarlierId ? null : context;
    }

    private static bool IsSession(Runspace runspace, string host) =>
        Array.IndexOf(s_consoleHosts, host) >= 0 ? runspace.Id == SessionRunspaceId : Array.IndexOf(s_editorHosts, host) >= 0;

    // The IDs of runspaces ascend, and no API returns the last one.
    private static int LastRunspaceId()
    {
        using Runspace latest = RunspaceFactory.CreateRunspace(InitialSessionState.Create());
        return latest.Id;
    }

    private static object Owner(PSCmdlet cmdlet) =>
        (object?)cmdlet.SessionState.PSVariable.Get("global:Error") ?? Runspace.DefaultRunspace;

    private bool IsOf(Runspace runspace) => _runspace.TryGetTarget(out Runspace? own) && ReferenceEquals(own, runspace);

    private void EndWithPipeline(object? sender, RunspaceAvailabilityEventArgs e)
    {
        if (e.RunspaceAvailability is RunspaceAvailability.Available or RunspaceAvailability.None)
        {
            _hasEnded = true;
            ((Runspace)sender!).AvailabilityChanged -= EndWithPipeline;
        }
    }
}
