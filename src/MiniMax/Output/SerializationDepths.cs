using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MiniMax.Output;

/// <summary>
/// The serialization depth of results in jobs, remoting and Export-Clixml. It is set when the first result of a type is
/// written: a types file in the manifest would slow down each import, and a second copy of the module could not define
/// it again.
/// </summary>
internal static class SerializationDepths
{
    // The findings of a report and the segments of a transcript are two levels down. At a depth of one, times are text that
    // can be parsed; at a greater depth, they would be property bags.
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

    /// <summary>Sets the depth of a result in the runspace of this thread.</summary>
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
            // A restricted session does not have the cmdlet and serializes results with the default depth.
        }
    }
}
