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

    // The subdivisions of a country have up to six letters and digits (Unicode, UTS #51).
    private const int MaxFlagTags = 6;
    private const int CancelTag = 0xE007F;

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
            if (quote == '"' && c > char.MaxValue)
            {
                shown.Append(char.ConvertFromUtf32(c).Aggregate("", (text, half) => text + CharExpression(half)));
            }
            else if (quote == '"')
            {
                shown.Append(CharExpression(c));
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

    private static string CharExpression(int c) => $"$([char]0x{c.ToString("X2", CultureInfo.InvariantCulture)})";

    private static string Escape(string? text, Action<StringBuilder, int> append, Action<char>? visit = null)
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
                append(shown, CodePoint(text, i));
                i += char.IsSurrogatePair(text, i) ? 1 : 0;
            }
            else if (char.IsSurrogatePair(text, i))
            {
                shown.Append(text[i]).Append(text[++i]);
            }
            else
            {
                shown.Append(text[i]);
            }
        }

        return shown.ToString();
    }

    /// <summary>Whether the character that starts at a position, which can be a pair of surrogates, controls the console or is invisible.</summary>
    internal static bool IsUnsafe(string text, int at)
    {
        if (text[at] < '\u00AD')
        {
            return text[at] is < ' ' or (>= '\u007F' and <= '\u009F');
        }

        int c = CodePoint(text, at);
        return c switch
        {
            0x200C or 0x200D => !IsJoining(text, at),
            // The vowel separator of Mongolian.
            0x180E => at == 0 || text[at - 1] is < '\u1800' or > '\u18AF' || !IsLetterOrMark(text, at - 1),
            // The space of Braille.
            0x2800 => !((at > 0 && IsBraille(text[at - 1])) || (at < text.Length - 1 && IsBraille(text[at + 1]))),
            _ when IsSelector(c) => !IsSelecting(text, at),
            // Visible signs above or below numbers in Arabic, Syriac and Kaithi.
            (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD => false,
            // Marks and reserved characters without a shape (Unicode, Default_Ignorable_Code_Point), and separators of lines.
            0x034F or 0x17B4 or 0x17B5 or 0x2028 or 0x2029 or (>= 0x2060 and <= 0x206F) or (>= 0xFFF0 and <= 0xFFFB) => true,
            >= 0xE0000 and <= 0xE0FFF => !IsFlagTag(text, at),
            // Other characters without a shape: a blank hieroglyph, the filler of Khitan, and a musical note without a head.
            0x13441 or 0x16FE4 or 0x1D159 => true,
            <= char.MaxValue when IsFiller((char)c) => true,
            _ => CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.Format or UnicodeCategory.Surrogate,
        };
    }

    /// <summary>Whether a character is a filler of Hangul, a letter without a shape.</summary>
    internal static bool IsFiller(char c) => c is '\u115F' or '\u1160' or '\u3164' or '\uFFA0';

    // Emoji, Mongolian and the names of Japanese people require variation selectors.
    private static bool IsSelector(int c) => c is (>= 0x180B and <= 0x180D) or 0x180F or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    // After ASCII, a space or another selector, a selector is only invisible, except in a keycap.
    private static bool IsSelecting(string text, int at)
    {
        if (at == 0 || text[at - 1] < '\u0080')
        {
            return at > 0 && at < text.Length - 1 && text[at + 1] == '\u20E3';
        }

        int previous = Previous(text, at);
        return !IsSelector(CodePoint(text, previous)) && !IsFiller(text[previous])
            && CharUnicodeInfo.GetUnicodeCategory(text, previous) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.Surrogate);
    }

    // Some scripts require joiners, also at the end of a word; emoji require them only between two emoji. After ASCII or
    // another joiner, a joiner is only invisible.
    private static bool IsJoining(string text, int at)
    {
        if (at == 0 || text[at - 1] is < '\u0080' or '\u200C' or '\u200D')
        {
            return false;
        }

        int previous = Previous(text, at);
        bool isScript = IsLetterOrMark(text, previous) && CodePoint(text, previous) is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
        return isScript || (at < text.Length - 1 && text[at + 1] >= '\u0080');
    }

    private static bool IsLetterOrMark(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at) <= UnicodeCategory.EnclosingMark && !IsUnsafe(text, at);

    // The flags of England, Scotland and Wales: a black flag, tags, and the tag that ends them. Longer runs of tags can hide a text.
    private static bool IsFlagTag(string text, int at)
    {
        int flag = at;
        while (flag >= 2 && at - flag <= 2 * MaxFlagTags && IsTag(CodePoint(text, flag)))
        {
            flag -= 2;
        }

        int end = flag + 2;
        while (end < text.Length && end - flag <= 2 * MaxFlagTags && CodePoint(text, end) != CancelTag && IsTag(CodePoint(text, end)))
        {
            end += 2;
        }

        return CodePoint(text, flag) == 0x1F3F4 && end > flag + 2 && at <= end && end < text.Length && CodePoint(text, end) == CancelTag;
    }

    private static bool IsTag(int c) => c is >= 0xE0020 and <= CancelTag;

    private static int Previous(string text, int at) => at - (at > 1 && char.IsSurrogatePair(text, at - 2) ? 2 : 1);

    private static bool IsBraille(char c) => c is > '\u2800' and <= '\u28FF';

    private static int CodePoint(string text, int at) => char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text, at) : text[at];

    private static void Symbol(StringBuilder shown, int c)
    {
        if (c is < ' ' or 0x7F)
        {
            shown.Append(c == 0x7F ? '\u2421' : (char)('\u2400' + c));
        }
        else
        {
            shown.Append("<U+").Append(c.ToString("X4", CultureInfo.InvariantCulture)).Append('>');
        }
    }
}
