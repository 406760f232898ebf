using System.Management.Automation;

namespace MiniMax.Shell.Commands;

/// <summary>Lists the children of a place, through the engine's own providers. The engine's package has no such command.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class GetChildItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = ["."];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        var pattern = Filter is null ? null : WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase);
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            try
            {
                foreach (var item in InvokeProvider.ChildItem.Get([path], Recurse, uint.MaxValue, Force, isLiteral))
                {
                    if (IsAskedFor(item, pattern))
                    {
                        WriteObject(Name ? item.Properties["PSChildName"].Value : item);
                    }
                }
            }
            catch (Exception e) when (e is IContainsErrorRecord and not PipelineStoppedException)
            {
                WriteError(((IContainsErrorRecord)e).ErrorRecord);
            }
        }
    }

    private bool IsAskedFor(PSObject item, WildcardPattern? pattern)
    {
        var isContainer = LanguagePrimitives.IsTrue(item.Properties["PSIsContainer"]?.Value);
        return !(File && isContainer) && !(Directory && !isContainer)
            && (pattern is null || pattern.IsMatch((string)item.Properties["PSChildName"].Value));
    }
}
