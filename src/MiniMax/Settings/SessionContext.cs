using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MiniMax.Settings;

/// <summary>
/// The key and the address that Connect-MiniMax keeps. They belong to the runspace that set them and to the runspaces
/// that are started from it; a runspace beside it never sees them, since it may work for another account.
/// </summary>
/// <remarks>
/// No API tells which runspace started another. The execution context does: it goes along wherever PowerShell starts a
/// thread for a runspace (ForEach-Object -Parallel, Start-ThreadJob, runspace pools, PowerShell.Invoke). It goes along
/// too where the end of one job starts the next one, which is no descent. So what a runspace hands down is void when
/// its pipeline has ended, except in the session itself, where the user types one pipeline after another.
/// </remarks>
internal sealed class SessionContext
{
    // The first runspace of the process is the session. VS Code keeps the session in a later one.
    private const int SessionRunspaceId = 1;
    private const string EditorHost = "Visual Studio Code Host";

    // Keyed by the variable $Error of the global scope: PowerShell makes a new one when it resets a runspace, as
    // ForEach-Object -Parallel does between two iterations, so a context goes where the variables go.
    private static readonly ConditionalWeakTable<object, SessionContext> s_own = new();
    private static readonly AsyncLocal<SessionContext?> s_handedDown = new();

    // Weak: what has been handed down does not keep a runspace that is gone.
    private readonly WeakReference<Runspace> _runspace;
    private readonly SessionContext? _outer;
    private volatile bool _hasEnded;

    private SessionContext(Runspace runspace, ApiKey? key, ServiceAddress? address, SessionContext? outer)
    {
        _runspace = new WeakReference<Runspace>(runspace);
        _outer = outer;
        Key = key;
        Address = address;
    }

    /// <summary>The key; null after Disconnect-MiniMax.</summary>
    public ApiKey? Key { get; }

    /// <summary>The address; null after Disconnect-MiniMax.</summary>
    public ServiceAddress? Address { get; }

    /// <summary>What this runspace has set, or else what it was started with; null where neither is there.</summary>
    public static SessionContext? Find(PSCmdlet cmdlet)
    {
        if (!s_own.TryGetValue(Owner(cmdlet), out SessionContext? context))
        {
            context = HandedDown(Runspace.DefaultRunspace);
        }

        return context?.Key is null ? null : context;
    }

    /// <summary>Keeps a key and an address.</summary>
    public static void Set(PSCmdlet cmdlet, ApiKey key, ServiceAddress address) => Keep(cmdlet, key, address);

    /// <summary>Forgets them, those that the runspace was started with as well.</summary>
    public static void Clear(PSCmdlet cmdlet) => Keep(cmdlet, null, null);

    private static void Keep(PSCmdlet cmdlet, ApiKey? key, ServiceAddress? address)
    {
        Runspace runspace = Runspace.DefaultRunspace;
        var context = new SessionContext(runspace, key, address, HandedDown(runspace));
        if (runspace.Id != SessionRunspaceId && cmdlet.Host.Name != EditorHost)
        {
            runspace.AvailabilityChanged += context.EndWithPipeline;
        }

        object owner = Owner(cmdlet);
        s_own.Remove(owner);
        s_own.Add(owner, context);
        s_handedDown.Value = context;
    }

    // Past what has ended, and what this runspace has set itself.
    private static SessionContext? HandedDown(Runspace runspace)
    {
        SessionContext? context = s_handedDown.Value;
        while (context is not null && (context._hasEnded || context.IsOf(runspace)))
        {
            context = context._outer;
        }

        return context;
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
