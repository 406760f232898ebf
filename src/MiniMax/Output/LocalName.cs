using System.Globalization;
using System.Text;

namespace MiniMax.Commands;

/// <summary>The name of a file of the service on this machine: it never leads out of the folder that was asked for.</summary>
internal static class LocalName
{
    // Taken by devices on Windows, with any extension.
    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL"];

    // The longest name that common file systems take, in bytes.
    private const int Longest = 255;

    /// <summary>The last part of a name, with what no file system takes replaced by an underscore.</summary>
    /// <param name="name">The name at the service.</param>
    /// <param name="fileId">What the file is called if nothing is left of its name.</param>
    public static string From(string name, long fileId)
    {
        var last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        var safe = new StringBuilder(last.Length);
        foreach (var c in last)
        {
            safe.Append(c < ' ' || c is ':' or '*' or '?' or '"' or '<' or '>' or '|' or '\x7F' ? '_' : c);
        }

        var kept = safe.ToString().TrimEnd('.', ' ');
        var stem = kept.Split('.')[0];
        var isDevice = s_devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && char.IsDigit(stem[3]) && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
        return kept.Trim('.', ' ').Length == 0 || isDevice || Encoding.UTF8.GetByteCount(kept) > Longest
            ? fileId.ToString(CultureInfo.InvariantCulture) + ShortExtension(kept)
            : kept;
    }

    private static string ShortExtension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= 5 ? name.Substring(dot) : "";
    }
}
