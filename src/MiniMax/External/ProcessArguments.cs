using System.Diagnostics;
#if !NET
using System.Text;
#endif

namespace MiniMax.External;

/// <summary>Gives a program its arguments as they are, whatever characters are in them. No shell is in between.</summary>
internal static class ProcessArguments
{
    public static void Set(ProcessStartInfo info, IEnumerable<string> arguments)
    {
#if NET
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }
#else
        info.Arguments = string.Join(" ", arguments.Select(Quote));
#endif
    }

#if !NET
    // By the rules of CommandLineToArgvW, which .NET reads Arguments by on every system: backslashes are doubled where a
    // quotation mark follows, and nowhere else.
    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
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
