namespace MiniMax.Commands;

/// <summary>Shows the API key (masked) and the address that the cmdlets use, and the source of each.</summary>
[Cmdlet(VerbsCommon.Get, "MiniMaxContext", HelpUri = HelpPages.BaseUri + "Get-MiniMaxContext")]
[OutputType(typeof(Context))]
public sealed class GetMiniMaxContextCommand : MiniMaxCommand
{
    /// <inheritdoc />
    protected override void EndProcessing() => EndOnError(() => WriteObject(SessionSettings.ReadContext(this)));
}
