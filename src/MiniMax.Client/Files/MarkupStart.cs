namespace MiniMax.Client.Files;

/// <summary>Recognizes a page or an error in place of a recording: no MP3, M4A or WAV file, or another recording with these extensions, begins like it.</summary>
public static class MarkupStart
{
    /// <summary>The number of bytes to look at.</summary>
    public const int SampleSize = 64;

    /// <summary>The first character of HTML or XML (<c>&lt;</c>) or of JSON (<c>{</c> or <c>[</c>); null for other content.</summary>
    /// <param name="sample">The first bytes of the content.</param>
    /// <param name="count">Their number.</param>
    public static char? Find(byte[] sample, int count)
    {
        int end = Math.Min(count, SampleSize);
        // By the byte order mark: UTF-8, UTF-16 or none.
        bool isLittleEndian = end >= 2 && sample[0] == 0xFF && sample[1] == 0xFE;
        bool isBigEndian = end >= 2 && sample[0] == 0xFE && sample[1] == 0xFF;
        int width = isLittleEndian || isBigEndian ? 2 : 1;
        int at = width == 2 ? 2 : end >= 3 && sample[0] == 0xEF && sample[1] == 0xBB && sample[2] == 0xBF ? 3 : 0;
        for (; at + width <= end; at += width)
        {
            char c = width == 1 ? (char)sample[at] : (char)(isLittleEndian ? sample[at] | (sample[at + 1] << 8) : (sample[at] << 8) | sample[at + 1]);
            if (c is not (' ' or '\t' or '\r' or '\n'))
            {
                return c is '<' or '{' or '[' ? c : null;
            }
        }

        return null;
    }
}
