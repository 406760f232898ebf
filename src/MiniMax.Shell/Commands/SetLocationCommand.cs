using System.Management.Automation;

namespace MiniMax.Shell.Commands;

/// <summary>Changes the current place. The engine's package has no such command.</summary>
[Cmdlet(VerbsCommon.Set, "Location")]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public string Path { get; set; } = "~";

    protected override void EndProcessing()
    {
        try
        {
            SessionState.Path.SetLocation(Path);
        }
        catch (Exception e) when (e is IContainsErrorRecord and not PipelineStoppedException)
        {
            WriteError(((IContainsErrorRecord)e).ErrorRecord);
        }
    }
}
