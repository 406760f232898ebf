using System.Text;

namespace MiniMax.Audio.Detection;

/// <summary>Identifies text that was saved in place of audio: an error response, or audio that is encoded as text.</summary>
internal static class TextType
{
    private const int SampleSize = 64;
    private const int MinEncodedChars = 32;

    /// <summary>More characters than an id or a hash has.</summary>
    private const int MinCharsInJson = 100;
    private const int DumpedChars = 8;
    private const int MaxText = ContentType.HeaderSize;

    /// <summary>The type of text that a file begins with; null if it does not begin with text.</summary>
    public static ForeignType? Find(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty)
        {
            return null;
        }

        if (ReadWide(header) is string wide)
        {
            return new ForeignType(MessageText.Format(AudioStrings.InUtf16, ForeignType.Describe(Describe(wide).Name)), Describe(wide).Remedy);
        }

        if (header.StartsWith("\uFEFF"u8))
        {
            header = header.Slice(3);
        }

        ReadOnlySpan<byte> text = Trim(header);
        return IsText(text) ? Describe(new string(Array.ConvertAll(text.ToArray(), b => (char)b))) : null;
    }

    private static ForeignType Describe(string text)
    {
        text = text.TrimStart();
        // A JSON string and some program output start with a quotation mark.
        string encoded = text.TrimStart('"', '\'');
        return text switch
        {
            "" => new ForeignType(nameof(AudioStrings.OnlyWhiteSpace), RemedyKind.OpenText),
            _ when text.StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal) => new ForeignType(nameof(AudioStrings.GitLfsPointer), RemedyKind.FetchFromGit),
            _ when text.StartsWith("/annex/objects/", StringComparison.Ordinal) => new ForeignType(nameof(AudioStrings.GitAnnexPointer), RemedyKind.FetchFromGit),
            _ when encoded.StartsWith("data:", StringComparison.OrdinalIgnoreCase) => new ForeignType(nameof(AudioStrings.DataUrl), RemedyKind.DecodeDataUrl),
            _ when text[0] == '<' => new ForeignType(nameof(AudioStrings.HtmlOrXml), RemedyKind.OpenText),
            _ when text[0] is '{' or '[' => DescribeJson(text),
            _ when IsHexDump(text) => new ForeignType(nameof(AudioStrings.HexDump), RemedyKind.DecodeHex),
            _ when IsHex(encoded) => new ForeignType(nameof(AudioStrings.HexText), RemedyKind.DecodeHex),
            _ when IsBase64(encoded) => new ForeignType(nameof(AudioStrings.Base64Text), RemedyKind.DecodeBase64),
            _ => new ForeignType(nameof(AudioStrings.PlainText), RemedyKind.OpenText),
        };
    }

    /// <summary>Speech services return audio inside JSON, as hexadecimal text or Base64.</summary>
    private static ForeignType DescribeJson(string text)
    {
        for (int quote = text.IndexOf('"'); quote >= 0; quote = text.IndexOf('"', quote + 1))
        {
            string value = text.Substring(quote + 1);
            if (IsHex(value, MinCharsInJson))
            {
                return new ForeignType(nameof(AudioStrings.JsonWithHex), RemedyKind.DecodeJson);
            }

            if (IsBase64(value, MinCharsInJson))
            {
                return new ForeignType(nameof(AudioStrings.JsonWithBase64), RemedyKind.DecodeJson);
            }
        }

        return new ForeignType("JSON", RemedyKind.OpenText);
    }

    /// <summary>Whether the text is an offset, a colon and groups of digits, as xxd and hexdump write them.</summary>
    private static bool IsHexDump(string text)
    {
        int digits = text.TakeWhile(Uri.IsHexDigit).Count();
        if (digits is not (7 or 8) || digits == text.Length || text[digits] is not (':' or ' '))
        {
            return false;
        }

        string groups = text.Substring(digits + 1).Replace(" ", "");
        return groups.Length >= DumpedChars && IsHex(groups.Substring(0, DumpedChars), DumpedChars);
    }

    private static bool IsHex(string text, int minChars = MinEncodedChars) =>
        IsEncoded(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.Substring(2) : text, minChars, Uri.IsHexDigit, " ,\r\n\t", "\"'");

    private static bool IsBase64(string text, int minChars = MinEncodedChars) =>
        IsEncoded(text, minChars, c => c is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '+' or '/' or '-' or '_' or '=', "\r\n", "\"'\\");

    /// <summary>Whether a text begins with enough characters of an encoding, up to its end or to a character that ends a string.</summary>
    private static bool IsEncoded(string text, int minChars, Func<char, bool> isEncoded, string separators, string ends)
    {
        int length = text.TakeWhile(c => isEncoded(c) || separators.Contains(c)).Count();
        return text.Take(length).Count(isEncoded) >= minChars && (length == text.Length || ends.Contains(text[length]));
    }

    /// <summary>The text of a file in UTF-16, with or without a byte order mark; null if it is not UTF-16.</summary>
    private static string? ReadWide(ReadOnlySpan<byte> header)
    {
        bool isBig = header.Length >= 2 && header[0] == 0xFE && header[1] == 0xFF;
        bool isLittle = header.Length >= 2 && header[0] == 0xFF && header[1] == 0xFE;
        if (isBig || isLittle)
        {
            header = header.Slice(2);
        }
        else if (header.Length < 8 || (header[0] == 0) == (header[1] == 0))
        {
            return null;
        }
        else
        {
            isBig = header[0] == 0;
        }

        byte[] characters = header.Slice(0, Math.Min(MaxText, header.Length) & ~1).ToArray();
        string text = (isBig ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(characters);
        return text.Length > 0 && text.Take(SampleSize / 2).All(IsPrinted) ? text : null;
    }

    /// <summary>Whether a character is printable: ASCII, or the scripts of the languages that services use.</summary>
    private static bool IsPrinted(char c) => c is >= ' ' and < '\x7F' or '\t' or '\r' or '\n' or >= '\xA0' and < '\u0600' or >= '\u2000' and < '\u2070' or >= '\u3000' and < '\uA000' or >= '\uAC00' and < '\uD7A4' or >= '\uFF00' and < '\uFFF0';

    /// <summary>Whether the first characters are text: ASCII or UTF-8, or any encoding after the first character of JSON or markup.</summary>
    private static bool IsText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        bool isAnyEncoding = text[0] is (byte)'<' or (byte)'{' or (byte)'[';
        ReadOnlySpan<byte> sample = text.Slice(0, Math.Min(text.Length, SampleSize));
        for (int i = 0; i < sample.Length; i++)
        {
            byte b = sample[i];
            if (b is (< (byte)' ' or 0x7F) and not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x1B))
            {
                return false;
            }

            if (b < 0x80 || isAnyEncoding)
            {
                continue;
            }

            int more = b switch { >= 0xC2 and < 0xE0 => 1, >= 0xE0 and < 0xF0 => 2, >= 0xF0 and < 0xF5 => 3, _ => 0 };
            if (more == 0)
            {
                return false;
            }

            for (; more > 0 && i + 1 < sample.Length; more--)
            {
                if ((sample[++i] & 0xC0) != 0x80)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            text = text.Slice(1);
        }

        return text;
    }
}
