using System.Text.RegularExpressions;

namespace MiniMax.Tests.Support;

/// <summary>Finds English punctuation and units in Chinese prose.</summary>
internal static partial class ChineseProse
{
    /// <summary>Returns the first fault of a text with its context; null for no fault. Code in backticks and the targets of links are not prose.</summary>
    public static string? Fault(string text)
    {
        var prose = Code().Replace(text, "`");
        var fault = English().Match(prose);
        return fault.Success ? prose[Math.Max(0, fault.Index - 15)..Math.Min(prose.Length, fault.Index + fault.Length + 15)] : null;
    }

    [GeneratedRegex(@"`[^`]*`|\]\([^)]*\)")]
    private static partial Regex Code();

    // A space next to a full-width mark, except next to the bars of a table; a half-width mark next to a Chinese character; the unit s.
    [GeneratedRegex(@"[。，、：；！？（）] +[^ |]|[^ |-] +[。，、：；！？（）]|\p{IsCJKUnifiedIdeographs}[”》`]?\s?[,;!?()]|\p{IsCJKUnifiedIdeographs}[”》`]?[:.](?!\w)|[,:;!?()]\s?\p{IsCJKUnifiedIdeographs}|[\d}] ?s(?!\w)")]
    private static partial Regex English();
}
