using System.Management.Automation;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Keeps a key and an address for the session, after asking the service whether it takes them.</summary>
[Cmdlet(VerbsCommunications.Connect, "MiniMax")]
[OutputType(typeof(Context))]
public sealed class ConnectMiniMaxCommand : ServiceCommand
{
    /// <summary>Asks nothing: a wrong key shows at the first upload.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            var key = SessionSettings.GetKey(this, ApiKey);
            var address = ServiceClient.FindAddress(this);
            if (!SkipTest)
            {
                Ask((session, stop) => session.Request.SendAsync("List of files", c => session.Client.ListFilesAsync(FilePurpose.PromptAudio, c), stop));
            }

            SessionContext.Set(this, key.Value, address.Value);
            WriteObject(ContextReader.Read(this));
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, null));
        }
    }
}
