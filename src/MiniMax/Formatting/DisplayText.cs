using System.Globalization;
using System.Text;

namespace MiniMax.Formatting;

/// <summary>
/// Escapes text for the console: control characters, bidirectional controls and invisible characters are shown as
/// symbols. Only the display changes; the objects keep the names.
/// </summary>
public static class DisplayText
{
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>Replaces C0 and DEL with control pictures (U+2400 to U+2421), and other such characters with their code points, such as <c>&lt;U+202E&gt;</c>.</summary>
    /// <param name="text">A name, a path or a message.</param>
    public static string Escape(string? text) => Escape(text, static (shown, c) => Symbol(shown, c));

    /// <summary>
    /// The same for a text with commands: within double quotes, the characters are escaped for PowerShell,
    /// as <c>$([char]0x1B)</c>, so that the command still names the file.
    /// </summary>
    /// <param name="text">A sentence with commands.</param>
    public static string EscapeCommand(string? text)
    {
        // Within single quotes, PowerShell has no escapes. They begin after a space.
        char quote = '\0';
        char last = ' ';
        return Escape(text, (shown, c) =>
        {
            if (quote == '"')
            {
                shown.Append("$([char]0x").Append(((int)c).ToString("X2", CultureInfo.InvariantCulture)).Append(')');
            }
            else
            {
                Symbol(shown, c);
            }
        }, c =>
        {
            quote = quote != '\0' ? (c == quote ? '\0' : quote) : c == '"' || (c == '\'' && last == ' ') ? c : '\0';
            last = c;
        });
    }

    /// <summary>
    /// Pads a text to as many characters as it has cells on the screen: a character without a width follows each wide one.
    /// The engine pads progress lines by characters, so a line with wide characters would run into the next line.
    /// </summary>
    /// <param name="text">A line of progress.</param>
    public static string FitCells(string text) =>
        (text ?? throw new ArgumentNullException(nameof(text))).Any(IsWide) ? string.Concat(text.Select(c => IsWide(c) ? $"{c}{ZeroWidthSpace}" : $"{c}")) : text;

    /// <summary>Shortens a text to a number of cells on the screen, at least 2. It keeps its end, after an ellipsis.</summary>
    internal static string KeepEnd(string text, int cells)
    {
        if (text.Sum(Cells) <= cells)
        {
            return text;
        }

        int start = text.Length;
        for (int left = cells - 1; start > 0 && Cells(text[start - 1]) <= left; start--)
        {
            left -= Cells(text[start - 1]);
        }

        // Not the second half of a pair of surrogates.
        start += start < text.Length && char.IsLowSurrogate(text[start]) ? 1 : 0;
        return "…" + text.Substring(start);
    }

    private static int Cells(char c) => IsWide(c) ? 2 : 1;

    // East Asian Wide and Fullwidth (Unicode, UAX #11). A pair of surrogates has two characters and two cells already.
    private static bool IsWide(char c) => c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uA4CF' and not '\u303F') or (>= '\uA960' and <= '\uA97F')
        or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F') or (>= '\uFF00' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6');

    private static string Escape(string? text, Action<StringBuilder, char> append, Action<char>? visit = null)
    {
        if (text is null || !Enumerable.Range(0, text.Length).Any(i => IsUnsafe(text, i)))
        {
            return text ?? "";
        }

        var shown = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            visit?.Invoke(text[i]);
            if (IsUnsafe(text, i))
            {
                append(shown, text[i]);
            }
            else
            {
                shown.Append(text[i]);
            }
        }

        return shown.ToString();
    }

    // Some scripts and emoji require joiners; next to ASCII, a joiner is only invisible.
    internal static bool IsUnsafe(string text, int at) => text[at] switch
    {
        < ' ' or (>= '\u007F' and <= '\u009F') => true,
        < '\u00AD' => false,
        '\u00AD' or '\u061C' or '\u180E' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF' => true,
        '\u200C' or '\u200D' => at == 0 || at == text.Length - 1 || text[at - 1] < '\u0080' || text[at + 1] < '\u0080',
        (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or (>= '\uFFF9' and <= '\uFFFB') => true,
        // Tags (U+E0000 to U+E007F) are invisible.
        '\uDB40' => true,
        var c => char.IsSurrogate(c) && !IsPaired(text, at),
    };

    private static bool IsPaired(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]) && text[at - 1] != '\uDB40';

    private static void Symbol(StringBuilder shown, char c)
    {
        if (c is < ' ' or '\u007F')
        {
            shown.Append(c == '\u007F' ? '\u2421' : (char)('\u2400' + c));
        }
        else
        {
            shown.Append("<U+").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)).Append('>');
        }
    }
}
