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
        string[] texts = [.. ArgumentText.Of(Unnamed)];
        string[] names = [.. texts.Select((t, i) => IsTruncated(texts, i) ? "" : ArgumentText.FindName(t, MyInvocation.MyCommand.Parameters.Keys) ?? "")];
        MyInvocation.BoundParameters.Remove(nameof(Unnamed));
        InvocationRedactor.Redact(this, texts.Select((t, i) => t.Substring(names[i].Length)));

        string? name = names.FirstOrDefault(n => n.Length > 0);
        MiniMaxException error = name is null
            ? new MiniMaxException(ErrorIds.InvalidParameters, Strings.KeyOnlyByName, Strings.PassKeyByName)
            : new MiniMaxException(ErrorIds.InvalidParameters, Remedies.Format(Strings.NoSuchParameter, name), IsKey(name) ? Strings.PassKeyByName : Strings.ListParameters);
        ThrowTerminatingError(ErrorRecordFactory.From(this, error, null));
    }

    // PowerShell ends the name of a parameter at a dot, which a key can contain.
    private static bool IsTruncated(string[] texts, int i) => i + 1 < texts.Length && texts[i + 1].StartsWith(".", StringComparison.Ordinal) && texts[i].IndexOf('=') < 0;

    private static bool IsKey(string name) => name.TrimEnd('=').EndsWith("key", StringComparison.OrdinalIgnoreCase);
}
