namespace MiniMax.Audio.Reading;

/// <summary>The four-character codes that name the boxes of an MP4 and the chunks of a WAV, as numbers.</summary>
internal static class FourCharacterCode
{
    /// <summary>The number that four bytes are in a file, in big-endian order.</summary>
    public static uint FromBytes(ReadOnlySpan<byte> code) => (uint)(code[0] << 24 | code[1] << 16 | code[2] << 8 | code[3]);

    public static string ToText(ReadOnlySpan<byte> code) => ToText(FromBytes(code));

    /// <summary>The code as text. A question mark replaces a character that cannot be printed.</summary>
    public static string ToText(uint code)
    {
        Span<char> text = stackalloc char[4];
        for (int i = 0; i < text.Length; i++)
        {
            char c = (char)(code >> (24 - 8 * i) & 0xFF);
            text[i] = c is >= ' ' and <= '~' ? c : '?';
        }

        return text.ToString();
    }
}
