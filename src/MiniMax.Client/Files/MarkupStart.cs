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
        int at = end >= 3 && sample[0] == 0xEF && sample[1] == 0xBB && sample[2] == 0xBF ? 3 : 0;
        while (at < end && sample[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at < end && sample[at] is (byte)'<' or (byte)'{' or (byte)'[' ? (char)sample[at] : null;
    }
}
