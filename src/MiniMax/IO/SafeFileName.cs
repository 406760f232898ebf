using System.Globalization;
using System.Text;

namespace MiniMax.IO;

/// <summary>
/// The name on this machine of a file that the service names: it leads out of no folder, and is no hidden file, no device
/// and no disguise.
/// </summary>
internal static class SafeFileName
{
    // Devices on Windows, with any extension; the numbered ones with a superscript digit, too ("Naming Files, Paths, and Namespaces").
    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    private static readonly string[] s_numberedDevices = ["COM", "LPT"];
    private const string SuperscriptDigits = "\u00B9\u00B2\u00B3";

    // The longest name that common file systems allow, in bytes.
    private const int MaxBytes = 255;

    /// <summary>The last part of a name, with an underscore for every character that a file system or a reader could take for another thing.</summary>
    /// <param name="name">The name at the service.</param>
    /// <param name="fileId">The name of the file if nothing is left of its own.</param>
    public static string From(string name, long fileId)
    {
        string last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        var safe = new StringBuilder(last.Length);
        foreach (char c in last)
        {
            safe.Append(IsUnsafe(c) ? '_' : c);
        }

        if (safe.Length > 0 && safe[0] == '.')
        {
            // Hidden on Unix, and read there as settings by many programs.
            safe[0] = '_';
        }

        string kept = safe.ToString().TrimEnd('.', ' ');
        return kept.Trim('.', ' ', '_').Length == 0 || IsDevice(kept.Split('.')[0].TrimEnd(' ')) || Encoding.UTF8.GetByteCount(kept) > MaxBytes
            ? fileId.ToString(CultureInfo.InvariantCulture) + ShortExtension(kept)
            : kept;
    }

    // Bidirectional controls show "exe.wav" for "vaw.exe".
    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is ':' or '*' or '?' or '"' or '<' or '>' or '|'
        || c is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsDevice(string stem) =>
        s_devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
        || (stem.Length == 4
            && (stem[3] is >= '0' and <= '9' || SuperscriptDigits.Contains(stem[3]))
            && s_numberedDevices.Contains(stem.Substring(0, 3), StringComparer.OrdinalIgnoreCase));

    private static string ShortExtension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= 5 ? name.Substring(dot) : "";
    }
}
