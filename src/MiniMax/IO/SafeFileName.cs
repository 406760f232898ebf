using System.Globalization;
using System.Text;

namespace MiniMax.IO;

/// <summary>
/// The local name for a file of the service: it never leads out of a folder, and is never that of a hidden file or a device,
/// one that displays another name or extension, or one that commands interpret as an option or a folder.
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
        string safe = NormalizeSpaces(ReplaceUnsafe(name.Substring(name.LastIndexOfAny(['/', '\\']) + 1)));
        string start = safe.TrimStart(' ');
        // A file whose name starts with a dot is hidden on Unix, where many programs read such files as settings.
        string kept = (start.StartsWith(".", StringComparison.Ordinal) ? "_" + start.Substring(1) : safe).TrimEnd('.', ' ');
        // Programs read a hyphen at the start as an option, and shells expand ~ to the home folder.
        kept = kept.StartsWith("-", StringComparison.Ordinal) || kept == "~" ? "_" + kept : kept;
        return !kept.Any(IsVisible) || IsDevice(kept.Split('.')[0].Trim(' ')) || Encoding.UTF8.GetByteCount(kept) > MaxBytes
            ? fileId.ToString(CultureInfo.InvariantCulture) + ShortExtension(kept)
            : kept;
    }

    private static string ReplaceUnsafe(string name)
    {
        var safe = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            int length = char.IsSurrogatePair(name, i) ? 2 : 1;
            if (IsUnsafe(name, i))
            {
                safe.Append('_');
            }
            else
            {
                safe.Append(name, i, length);
            }

            i += length - 1;
        }

        return safe.ToString();
    }

    // With bidirectional controls, "vaw.exe" is displayed as "exe.wav". With invisible characters, a name looks like another.
    private static bool IsUnsafe(string name, int at) =>
        name[at] is ':' or '*' or '?' or '"' or '<' or '>' or '|'
        // Fillers become spaces later.
        || (DisplayText.IsUnsafe(name, at) && !DisplayText.IsFiller(name[at]));

    /// <summary>
    /// Replaces other spaces with the usual one where they could hide what follows: at an end, next to a dot or another space. A
    /// single one between words stays, because it is usual in Japanese and French. Spaces before a dot become one.
    /// </summary>
    private static string NormalizeSpaces(string name)
    {
        var normalized = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length;)
        {
            int end = i;
            while (end < name.Length && IsSpace(name[end]))
            {
                end++;
            }

            if (end == i)
            {
                normalized.Append(name[i++]);
                continue;
            }

            bool isBetweenWords = i > 0 && end < name.Length && name[i - 1] != '.' && name[end] != '.';
            string spaces = name.Substring(i, end - i);
            bool isKept = spaces.All(c => c == ' ')
                ? spaces.Length == 1 || end == name.Length || name[end] != '.'
                : spaces.Length == 1 && isBetweenWords && !DisplayText.IsFiller(spaces[0]);
            normalized.Append(isKept ? spaces : " ");
            i = end;
        }

        return normalized.ToString();
    }

    private static bool IsSpace(char c) => DisplayText.IsFiller(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;

    // U+2800 is the space of Braille.
    private static bool IsVisible(char c) => c is not ('.' or '_' or '\u2800')
        && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark);

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
