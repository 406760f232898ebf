namespace MiniMax.Commands;

/// <summary>Clears the API key and the address that Connect-MiniMax set.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "MiniMax", HelpUri = HelpPages.BaseUri + "Disconnect-MiniMax")]
[OutputType(typeof(void))]
public sealed class DisconnectMiniMaxCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void EndProcessing() => SessionContext.Clear(this);
}
