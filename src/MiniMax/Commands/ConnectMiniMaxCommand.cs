using System.Management.Automation;
using System.Security;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Keeps a key and an address for the session, after asking the service whether it takes them.</summary>
[Cmdlet(VerbsCommunications.Connect, "MiniMax")]
[OutputType(typeof(Context))]
public sealed class ConnectMiniMaxCommand : MiniMaxCommand, IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>The key of the account: a SecureString, or a string.</summary>
    [Parameter(Position = 0, HelpMessage = "The API key of the account: a SecureString, or a string.")]
    [ApiKeyTransformation]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>The region that the key belongs to.</summary>
    [Parameter(HelpMessage = "The region that the key belongs to: Global or China.")]
    public Region Region { get; set; }

    /// <summary>The address of the service, where it is not one of the two regions'.</summary>
    [Parameter(HelpMessage = "The address of the service, such as https://api.minimax.io; in place of -Region.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(BaseUriCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>Asks nothing: a wrong key shows at the first upload.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            var key = SessionSettings.GetKey(this, ApiKey);
            var address = SessionSettings.GetAddress(this, BaseUri, MyInvocation.BoundParameters.ContainsKey(nameof(Region)) ? Region : null);
            WriteVerbose($"API key {key.Value.Mask} from {key.Source}; address {address.Value} from {address.Source}.");
            if (!SkipTest)
            {
                var client = new MiniMaxClient(Connections.For(ProxySettings.System), address.Value, key.Value, s_timeout);
                client.ListFilesAsync(FilePurpose.PromptAudio, _stop.Token).GetAwaiter().GetResult();
            }

            SessionContext.Set(this, key.Value, address.Value);
            WriteObject(ContextReader.Read(this));
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, null));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
