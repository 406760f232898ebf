using System.Management.Automation.Language;
using System.Net;

namespace MiniMax.Settings;

/// <summary>
/// Masks the secrets in the command line, which every error record contains and the console shows: a typed key, the key in
/// use, the password of a proxy, and those of other commands. It cannot mask them in records that the engine creates, such
/// as those of parameters that cannot be bound.
/// </summary>
internal static class InvocationRedactor
{
    private static readonly string[] s_addresses = ["Proxy", "BaseUri"];

    /// <summary>Masks the secrets of a cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet, whose arguments are bound.</param>
    /// <param name="unnamed">Arguments that the cmdlet rejects, and that can be secrets; null for none.</param>
    public static void Redact(PSCmdlet cmdlet, IEnumerable<string>? unnamed = null)
    {
        InvocationInfo invocation = cmdlet.MyInvocation;
        Dictionary<string, object> bound = invocation.BoundParameters;
        ApiKeySecret? key = bound.TryGetValue("ApiKey", out object? typed) ? typed as ApiKeySecret : null;
        NetworkCredential? credential = bound.TryGetValue("ProxyCredential", out object? passed) ? (passed as PSCredential)?.GetNetworkCredential() : null;
        var proxy = new ProxySettings(Address(bound, "Proxy"), credential);
        string[] secrets = [key?.Reveal() ?? "", .. key?.Rejected ?? [], credential?.Password ?? "", .. unnamed ?? []];
        string line = invocation.Line ?? "";
        string statement = Statement(invocation);
        if (unnamed is not null)
        {
            secrets = [.. secrets, .. ArgumentText.WithVariables(statement)];
        }

        IEnumerable<string> typedForms = [.. secrets.SelectMany(ArgumentText.TypedForms), .. SecretLiterals.Find(line), .. SecretLiterals.Find(line.Contains(statement) ? "" : statement)];
        var redactor = new SecretRedactor(FindKey(cmdlet, key), proxy, typedForms, Address(bound, "BaseUri"));
        RedactLine(invocation, redactor, line, statement);

        // Verbose records contain these values; the cmdlet has its own copies.
        foreach (string name in s_addresses)
        {
            if (Address(bound, name) is { } address && redactor.RedactMessage(address.OriginalString) is var masked && masked != address.OriginalString)
            {
                bound[name] = masked;
            }
        }
    }

    private static Uri? Address(Dictionary<string, object> bound, string name) => bound.TryGetValue(name, out object? value) ? value as Uri : null;

    private static ApiKey? FindKey(PSCmdlet cmdlet, ApiKeySecret? typed)
    {
        try
        {
            return SessionSettings.FindKey(cmdlet, typed)?.Value;
        }
        catch (MiniMaxException)
        {
            // The cmdlet reports it, if it needs a key.
            return null;
        }
    }

    // It can have several lines. Windows PowerShell keeps only the first.
    private static string Statement(InvocationInfo invocation) =>
        PSObject.AsPSObject(invocation).Properties["Statement"]?.Value as string ?? invocation.Line ?? "";

    private static void RedactLine(InvocationInfo invocation, SecretRedactor redactor, string line, string statement)
    {
        string masked = redactor.RedactMessage(line);
        if (masked == line && redactor.RedactMessage(statement) == statement)
        {
            return;
        }

        int offset = Math.Max(1, Math.Min(invocation.OffsetInLine, line.Length));
        int start = redactor.RedactMessage(line.Substring(0, offset - 1)).Length + 1;
        masked = masked.Split('\r', '\n')[0].TrimEnd();
        invocation.DisplayScriptPosition = new ScriptExtent(
            new ScriptPosition(invocation.ScriptName, invocation.ScriptLineNumber, Math.Min(start, masked.Length + 1), masked),
            new ScriptPosition(invocation.ScriptName, invocation.ScriptLineNumber, masked.Length + 1, masked));
    }
}
