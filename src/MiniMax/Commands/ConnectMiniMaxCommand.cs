using System.Management.Automation.Host;
using System.Security;

namespace MiniMax.Commands;

/// <summary>Sets the API key and the address for the session, after the service has accepted them.</summary>
[Cmdlet(VerbsCommunications.Connect, "MiniMax", HelpUri = HelpPages.BaseUri + "Connect-MiniMax")]
[OutputType(typeof(Context))]
public sealed class ConnectMiniMaxCommand : RequestCommand
{
    /// <summary>Skips the request that validates the key; a wrong key fails at the first request.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <summary>Positional arguments, which are rejected: a key among them would be in the history and in the engine's error.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[] Unnamed { get; set; } = [];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Unnamed.Length > 0)
        {
            RejectUnnamed();
        }

        ApiKey ??= IsKeyMissing() ? ReadKey() : null;
        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void EndProcessing() => EndOnError(() =>
    {
        Setting<ApiKey> key = SessionSettings.GetKey(this, ApiKey);
        Setting<ServiceAddress> address = FindAddress();
        if (!SkipTest)
        {
            Invoke((session, stop) => session.Request.SendAsync(Strings.NameOfFiles, c => session.Client.ListFilesAsync(FilePurpose.PromptAudio, c), stop));
        }

        SessionContext.Set(this, key.Value, address.Value);
        WriteObject(SessionSettings.ReadContext(this));
    });

    private bool IsKeyMissing()
    {
        try
        {
            _ = FindAddress();
            return SessionSettings.FindKey(this, null) is null;
        }
        catch (MiniMaxException)
        {
            // A wrong address or region fails before the prompt for the key.
            return false;
        }
    }

    // Prompts only in an interactive host: a job would wait forever for an answer.
    private ApiKeySecret? ReadKey()
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        try
        {
            Host.UI?.Write(Strings.KeyPrompt);
            SecureString? key = Host.UI?.ReadLineAsSecureString();
            return key is { Length: > 0 } ? new ApiKeySecret(key) { IsTyped = true } : null;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or PSInvalidOperationException)
        {
            // Jobs, services, and -NonInteractive.
            return null;
        }
    }

    private void RejectUnnamed()
    {
        string[] texts = Unnamed.Select(u => u is PSObject wrapped ? wrapped.BaseObject : u).OfType<string>().ToArray();
        string? mistyped = texts.FirstOrDefault(t => t.StartsWith("-", StringComparison.Ordinal) && t.Length > 1 && char.IsLetter(t[1]));
        Dictionary<string, object> bound = MyInvocation.BoundParameters;
        bound.Remove(nameof(Unnamed));
        if (texts.FirstOrDefault(t => t != mistyped && t.Length > 0) is { } key && !bound.ContainsKey(nameof(ApiKey)))
        {
            bound[nameof(ApiKey)] = new ApiKeySecret(key);
        }

        InvocationRedactor.Redact(this);
        MiniMaxException error = mistyped is null
            ? new MiniMaxException(ErrorIds.InvalidParameters, Strings.KeyOnlyByName, Strings.PassKeyByName)
            : new MiniMaxException(ErrorIds.InvalidParameters, Remedies.Format(Strings.NoSuchParameter, mistyped), Strings.ListParameters);
        ThrowTerminatingError(ErrorRecordFactory.From(this, error, null));
    }
}
