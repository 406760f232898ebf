namespace MiniMax.Audio.Tags;

/// <summary>The size of an ID3v2 tag (ID3v2.4.0 structure §3.1 and §3.4).</summary>
internal static class Id3v2Tag
{
    public const int HeaderSize = 10;

    /// <summary>The size of the tag, in bytes, that starts or, with a <c>3DI</c> footer, ends with these ten bytes; 0 if they are not a tag.</summary>
    public static long SizeOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> identifier)
    {
        if (header.Length < HeaderSize || !header.StartsWith(identifier) || header[3] == 0xFF || header[4] == 0xFF
            || (header[6] | header[7] | header[8] | header[9]) >= 0x80)
        {
            return 0;
        }

        long size = header[6] << 21 | header[7] << 14 | header[8] << 7 | header[9];
        bool hasFooter = (header[5] & 0x10) != 0;
        return HeaderSize + size + (hasFooter ? HeaderSize : 0);
    }
}
