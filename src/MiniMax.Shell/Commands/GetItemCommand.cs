using System.Management.Automation;

namespace MiniMax.Shell.Commands;

/// <summary>Gets the item at a place, through the engine's own providers. The engine's package has no such command.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class GetItemCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            try
            {
                WriteObject(InvokeProvider.Item.Get([path], Force, isLiteral), enumerateCollection: true);
            }
            catch (Exception e) when (e is IContainsErrorRecord and not PipelineStoppedException)
            {
                WriteError(((IContainsErrorRecord)e).ErrorRecord);
            }
        }
    }
}
