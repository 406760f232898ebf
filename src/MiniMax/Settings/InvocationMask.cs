using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net;
using System.Security;

namespace MiniMax.Commands;

/// <summary>
/// A key that was typed into the command line stands in the invocation that every error record carries, and the
/// console shows that line. This puts the same line with the key masked in its place.
/// </summary>
internal static class InvocationMask
{
    public static void Hide(InvocationInfo invocation, SecureString? secret)
    {
        if (secret is null || invocation.Line is not { Length: > 0 } line)
        {
            return;
        }

        var key = new NetworkCredential("", secret).Password;
        if (key.Length == 0 || line.IndexOf(key, StringComparison.Ordinal) < 0)
        {
            return;
        }

        var masked = line.Replace(key, "****");
        var start = new ScriptPosition(invocation.ScriptName, invocation.ScriptLineNumber, invocation.OffsetInLine, masked);
        var end = new ScriptPosition(invocation.ScriptName, invocation.ScriptLineNumber, masked.TrimEnd().Length + 1, masked);
        invocation.DisplayScriptPosition = new ScriptExtent(start, end);
    }
}
