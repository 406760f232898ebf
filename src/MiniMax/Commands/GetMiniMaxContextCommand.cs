namespace MiniMax.Commands;

/// <summary>Shows which key (masked) and which address the cmdlets use, and where each comes from.</summary>
[Cmdlet(VerbsCommon.Get, "MiniMaxContext", HelpUri = HelpPages.BaseUri + "Get-MiniMaxContext")]
[OutputType(typeof(Context))]
public sealed class GetMiniMaxContextCommand : MiniMaxCommand
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            WriteObject(ContextReader.Read(this));
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.From(this, e, null));
        }
    }
}
