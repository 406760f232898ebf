using System.Diagnostics;

namespace MiniMax.External;

/// <summary>The environment of a child process.</summary>
internal static class ChildEnvironment
{
    private const string OwnVariables = "MINIMAX_";
    private const string ProxyVariables = "_PROXY";

    /// <summary>Removes the API key, and the proxies, whose addresses may contain a password. No child process uses a proxy.</summary>
    public static void RemoveSecrets(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(IsSecret).ToArray())
        {
            start.Environment.Remove(name);
        }
    }

    private static bool IsSecret(string name) =>
        name.StartsWith(OwnVariables, StringComparison.OrdinalIgnoreCase) || name.EndsWith(ProxyVariables, StringComparison.OrdinalIgnoreCase);
}
