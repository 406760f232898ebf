using System.Diagnostics;
#if !NET
using System.Text;
#endif

namespace MiniMax.External;

/// <summary>Describes a child process without a window, a shell or secrets.</summary>
internal static class ChildProcess
{
    /// <summary>A program with arguments, which it gets unchanged, with any characters.</summary>
    public static ProcessStartInfo CreateStartInfo(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            // All three are redirected; otherwise, the child would get the console.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#if NET
        Array.ForEach(arguments, info.ArgumentList.Add);
#else
        info.Arguments = string.Join(" ", arguments.Select(Quote));
#endif
        foreach (string name in info.Environment.Keys.Where(IsSecret).ToArray())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    // The API key, and the proxies, whose addresses may contain a password. No child process uses a proxy.
    private static bool IsSecret(string name) =>
        name.StartsWith("MINIMAX_", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

#if !NET
    // By the rules of CommandLineToArgvW, which .NET applies to Arguments on every system: only backslashes before a
    // quotation mark are doubled.
    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char c in argument)
        {
            if (c == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            quoted.Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
#endif
}
