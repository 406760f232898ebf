using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MiniMax.Output;

/// <summary>
/// How many levels of a result jobs, remoting and Export-Clixml carry. PowerShell learns it when the first result of a type
/// is written: in a file of types of the manifest it would cost every import, and a second copy of the module could not
/// define it again.
/// </summary>
internal static class SerializationDepths
{
    // The findings of a report and the segments of a transcript are two levels below it. One level has times as text that
    // can be read back; deeper, they would be bags of properties.
    private static readonly Dictionary<Type, int> s_depths = new()
    {
        [typeof(PromptAudioReport)] = 3,
        [typeof(CloneAudioReport)] = 3,
        [typeof(Transcript)] = 3,
        [typeof(UploadedFile)] = 1,
        [typeof(RemoteFile)] = 1,
        [typeof(Voice)] = 1,
        [typeof(Speech)] = 1,
    };

    private static readonly ConditionalWeakTable<Runspace, HashSet<Type>> s_defined = new();

    /// <summary>Tells the runspace of this thread the depth of a result.</summary>
    public static void Define(object? result)
    {
        Type? type = result is IEnumerable<Voice> ? typeof(Voice) : result?.GetType();
        if (type is null || !s_depths.TryGetValue(type, out int depth) || Runspace.DefaultRunspace is not { } runspace || !s_defined.GetOrCreateValue(runspace).Add(type))
        {
            return;
        }

        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddCommand(@"Microsoft.PowerShell.Utility\Update-TypeData")
                .AddParameter("TypeName", type.FullName)
                .AddParameter("SerializationDepth", depth)
                .AddParameter("Force", true)
                .AddParameter("WhatIf", false)
                .AddParameter("Confirm", false)
                .Invoke();
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            // A restricted session has no such cmdlet; its results are carried with the default depth.
        }
    }
}
