namespace MiniMax.Commands;

/// <summary>Forgets the key and the address that Connect-MiniMax kept.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "MiniMax", HelpUri = HelpPages.BaseUri + "Disconnect-MiniMax")]
[OutputType(typeof(void))]
public sealed class DisconnectMiniMaxCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void EndProcessing() => SessionContext.Clear(this);
}
