using System.Globalization;
using System.Text;

namespace MiniMax.IO;

/// <summary>
/// The local name for a file of the service: it never leads out of a folder, and is never that of a hidden file or a device,
/// or one that displays another extension.
/// </summary>
internal static class SafeFileName
{
    // Devices on Windows, with any extension; the numbered ones also with a superscript digit ("Naming Files, Paths, and Namespaces").
    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    private static readonly string[] s_numberedDevices = ["COM", "LPT"];
    private const string SuperscriptDigits = "\u00B9\u00B2\u00B3";

    // The maximum length of a name in common file systems, in bytes.
    private const int MaxBytes = 255;

    /// <summary>
    /// The last part of a name, with an underscore for each character that a file system or a reader can misinterpret; the ID
    /// if nothing else remains.
    /// </summary>
    public static string From(string name, long fileId)
    {
        string last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        string safe = new([.. last.Select(c => IsUnsafe(c) ? '_' : c)]);
        // A file whose name starts with a dot is hidden on Unix, where many programs read such files as settings.
        string kept = (safe.StartsWith(".", StringComparison.Ordinal) ? "_" + safe.Substring(1) : safe).TrimEnd('.', ' ');
        return kept.Trim('.', ' ', '_').Length == 0 || IsDevice(kept.Split('.')[0].TrimEnd(' ')) || Encoding.UTF8.GetByteCount(kept) > MaxBytes
            ? fileId.ToString(CultureInfo.InvariantCulture) + ShortExtension(kept)
            : kept;
    }

    // With bidirectional controls, "vaw.exe" is displayed as "exe.wav".
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
