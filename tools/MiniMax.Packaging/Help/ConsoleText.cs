namespace MiniMax.Packaging.Help;

/// <summary>Text in the columns of a console, where a Chinese character takes two.</summary>
internal static class ConsoleText
{
    // A line must not begin with these (GB/T 15834, 5.1).
    private const string Closing = "，。、；：！？）》」』】”’";

    // A line must not end with these.
    private const string Opening = "（《「『【“‘";

    public static int Columns(string text) => text.Sum(Columns);

    /// <summary>Breaks text at spaces and between Chinese characters. A word that is wider than a line gets its own line.</summary>
    public static IReadOnlyList<string> Wrap(string text, int columns)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && Columns(line) + Columns(piece.TrimEnd(' ')) > columns)
            {
                lines.Add(line.TrimEnd(' '));
                line = "";
            }

            line += piece;
        }

        lines.Add(line.TrimEnd(' '));
        return lines;
    }

    private static int Columns(char c) => IsWide(c) ? 2 : 1;

    private static bool IsWide(char c) => c >= 0x2E80;

    // The parts that must stay on one line, with the spaces after them.
    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (MayBreak(text[i - 1], text[i]))
            {
                yield return text[start..i];
                start = i;
            }
        }

        yield return text[start..];
    }

    private static bool MayBreak(char before, char after) =>
        before == ' ' ? after != ' '
        : after != ' ' && (IsWide(before) || IsWide(after)) && !Closing.Contains(after) && !Opening.Contains(before);
}
