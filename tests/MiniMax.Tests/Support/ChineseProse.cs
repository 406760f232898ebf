using System.Text.RegularExpressions;

namespace MiniMax.Tests.Support;

/// <summary>Finds the punctuation and the units of English in Chinese prose.</summary>
internal static partial class ChineseProse
{
    /// <summary>The first fault of a text with what is around it; null if it has none. Code in backticks and the targets of links are not prose.</summary>
    public static string? Fault(string text)
    {
        var prose = Code().Replace(text, "`");
        var fault = English().Match(prose);
        return fault.Success ? prose[Math.Max(0, fault.Index - 15)..Math.Min(prose.Length, fault.Index + fault.Length + 15)] : null;
    }

    [GeneratedRegex(@"`[^`]*`|\]\([^)]*\)")]
    private static partial Regex Code();

    // A space beside a full-width mark, except beside the bars of a table; a half-width mark beside a Chinese character; the unit s.
    [GeneratedRegex(@"[。，、：；！？（）] +[^ |]|[^ |-] +[。，、：；！？（）]|\p{IsCJKUnifiedIdeographs}[”》`]?\s?[,;!?()]|\p{IsCJKUnifiedIdeographs}[”》`]?[:.](?!\w)|[,:;!?()]\s?\p{IsCJKUnifiedIdeographs}|[\d}] ?s(?!\w)")]
    private static partial Regex English();
}
