using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.Client.Http;

/// <summary>
/// The ASCII letters and digits of a text, in lower case, with their places in the text. A secret remains recognizable if a server
/// folds it over lines, repeats it in pieces, or puts other characters inside.
/// </summary>
internal sealed class FoldedText
{
    // Escapes of addresses (RFC 3986, section 2.1, even repeatedly), of quoted-printable text (RFC 2045, section 6.7), of JSON
    // (RFC 8259, section 7), of C strings and numbers, and of HTML. Named entities are punctuation. Tags, line ends of C strings
    // and control sequences of terminals (ECMA-48, section 5.4) only separate.
    private static readonly Regex s_escape = new(
        @"%(?:25)*(?<hex>[0-9a-f]{2})|%u(?<hex>[0-9a-f]{4})|=(?<hex>[0-9a-f]{2})"
        + @"|\\{1,4}u\{0*(?<hex>[0-9a-f]{1,6})\}|(?:\\{1,4}u(?:0{4})?|u\+)(?<hex>[0-9a-f]{4})|(?:\\{1,4}|0)x(?<hex>[0-9a-f]{2})|\\{1,4}(?<octal>[0-3][0-7]{2})|\\{1,4}[nrt]"
        + @"|&(?:amp;)*\#0*(?<decimal>[0-9]{1,7});?|&(?:amp;)*\#x0*(?<hex>[0-9a-f]{1,6});?|&[a-z]{2,20};|</?[a-z][^<>]{0,40}>|\u001B\[[0-9;?]*[@-~]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private readonly char[] _characters;
    private readonly int[] _starts;
    private readonly int[] _lengths;

    private FoldedText(int capacity)
    {
        _characters = new char[capacity];
        _starts = new int[capacity];
        _lengths = new int[capacity];
    }

    /// <summary>The number of letters and digits.</summary>
    public int Length { get; private set; }

    /// <summary>A letter or digit.</summary>
    public char this[int index] => _characters[index];

    /// <summary>Folds a text as it is.</summary>
    public static FoldedText Of(string text)
    {
        var folded = new FoldedText(text.Length);
        folded.Add(text, 0, text.Length);
        return folded;
    }

    /// <summary>Folds a text after its escapes are decoded; null if it contains none.</summary>
    public static FoldedText? OfDecoded(string text)
    {
        Match escape = s_escape.Match(text);
        if (!escape.Success)
        {
            return null;
        }

        var folded = new FoldedText(text.Length);
        int from = 0;
        for (; escape.Success; escape = escape.NextMatch())
        {
            folded.Add(text, from, escape.Index);
            folded.Add((char)(Decode(escape) & char.MaxValue), escape.Index, escape.Length);
            from = escape.Index + escape.Length;
        }

        folded.Add(text, from, text.Length);
        return folded;
    }

    /// <summary>Where a letter or digit begins in the text.</summary>
    public int Start(int index) => _starts[index];

    /// <summary>Where a letter or digit ends in the text.</summary>
    public int End(int index) => _starts[index] + _lengths[index];

    /// <inheritdoc />
    public override string ToString() => new(_characters, 0, Length);

    private static int Decode(Match escape) =>
        escape.Groups["hex"] is { Success: true } hex ? int.Parse(hex.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : escape.Groups["decimal"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture)
        : escape.Groups["octal"] is { Success: true } octal ? Convert.ToInt32(octal.Value, 8)
        : 0;

    private void Add(string text, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            Add(text[i], i, 1);
        }
    }

    private void Add(char c, int start, int length)
    {
        if (c is >= 'A' and <= 'Z')
        {
            c = (char)(c | 0x20);
        }

        if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
        {
            _characters[Length] = c;
            _starts[Length] = start;
            _lengths[Length] = length;
            Length++;
        }
    }
}
