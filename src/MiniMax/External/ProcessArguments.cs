using System.Diagnostics;
#if !NET
using System.Text;
#endif

namespace MiniMax.External;

/// <summary>Passes arguments to a program unchanged, with any characters. No shell is involved.</summary>
internal static class ProcessArguments
{
#if NET
    public static void Set(ProcessStartInfo info, IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }
    }
#else
    public static void Set(ProcessStartInfo info, IEnumerable<string> arguments) => info.Arguments = string.Join(" ", arguments.Select(Quote));

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
