using System.Buffers.Text;

namespace MiniMax.Audio.Tags;

/// <summary>Finds the bounds of the audio between the tags at the beginning and at the end of an MP3.</summary>
internal static class TagBounds
{
    public const int Id3v1Size = 128;
    public const int Id3v2HeaderSize = 10;
    public const int ApeHeaderSize = 32;

    /// <summary>The maximum number of tags at one end of a file.</summary>
    public const int TagBudget = 64;

    private const int LyricsFooterSize = 15;

    /// <summary>The first byte after the ID3v2 tags at the beginning.</summary>
    public static long SkipId3v2(ByteWindow window)
    {
        long position = 0;
        for (int tags = 0; tags < TagBudget && SizeOfId3v2(window.Peek(position, Id3v2HeaderSize), "ID3"u8) is not 0 and long size; tags++)
        {
            position += size;
        }

        return Math.Min(position, window.Length);
    }

    /// <summary>The first byte after ID3v2 and APE tags at the beginning.</summary>
    public static long SkipApe(ByteWindow window, long position)
    {
        for (int tags = 0; tags < TagBudget && SizeOfTagInFront(window.Peek(position, ApeHeaderSize)) is not 0 and long size && size <= window.Length - position; tags++)
        {
            position += size;
        }

        return position;
    }

    /// <summary>The first byte after the tags between two joined files: ID3v1 of the first one, ID3v2 or APE of the second.</summary>
    public static long EndOfTagsBetween(ByteWindow window, long position)
    {
        ReadOnlySpan<byte> tags = window.Peek(position, Id3v1Size + ApeHeaderSize);
        if (tags.Length >= Id3v1Size && tags.StartsWith("TAG"u8))
        {
            position += Id3v1Size;
            tags = tags.Slice(Id3v1Size);
        }

        return position + SizeOfTagInFront(tags);
    }

    /// <summary>The first byte of the tags at the end: ID3v1, APEv2, Lyrics3v2 and ID3v2.4 with a footer, in any order.</summary>
    public static long FindEnd(ByteWindow window, long start)
    {
        long end = window.Length;
        for (int tags = 0; tags < TagBudget; tags++)
        {
            // One read for all four footers, with the size of the longest.
            long tailStart = Math.Max(start, end - Id3v1Size);
            ReadOnlySpan<byte> tail = window.PeekElsewhere(tailStart, (int)(end - tailStart));
            long size = SizeOfTagAtEnd(tail);
            if (size == 0 || size > end - start)
            {
                break;
            }

            end -= size;
        }

        return end;
    }

    /// <summary>The size of the ID3v2 tag, in bytes, that starts or, with a <c>3DI</c> footer, ends with these ten bytes (ID3v2.4.0 structure §3.1 and §3.4); 0 if they are not a tag.</summary>
    public static long SizeOfId3v2(ReadOnlySpan<byte> header, ReadOnlySpan<byte> identifier)
    {
        if (header.Length < Id3v2HeaderSize || !header.StartsWith(identifier) || header[3] == 0xFF || header[4] == 0xFF
            || (header[6] | header[7] | header[8] | header[9]) >= 0x80)
        {
            return 0;
        }

        long size = header[6] << 21 | header[7] << 14 | header[8] << 7 | header[9];
        bool hasFooter = (header[5] & 0x10) != 0;
        return Id3v2HeaderSize + size + (hasFooter ? Id3v2HeaderSize : 0);
    }

    /// <summary>The size of the ID3v2 or APE tag that starts with these bytes; 0 if they are not a tag.</summary>
    public static long SizeOfTagInFront(ReadOnlySpan<byte> header) =>
        header.StartsWith("APETAGEX"u8) && header.Length >= ApeHeaderSize
            ? ApeHeaderSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(12))
            : SizeOfId3v2(header, "ID3"u8);

    private static long SizeOfTagAtEnd(ReadOnlySpan<byte> tail)
    {
        if (tail.Length == Id3v1Size && tail.StartsWith("TAG"u8))
        {
            return Id3v1Size;
        }

        if (tail.Length >= ApeHeaderSize)
        {
            ReadOnlySpan<byte> footer = tail.Slice(tail.Length - ApeHeaderSize);
            if (footer.StartsWith("APETAGEX"u8))
            {
                bool hasHeader = (footer[23] & 0x80) != 0;
                return BinaryPrimitives.ReadUInt32LittleEndian(footer.Slice(12)) + (hasHeader ? ApeHeaderSize : 0L);
            }
        }

        if (tail.Length >= LyricsFooterSize && tail.EndsWith("LYRICS200"u8))
        {
            ReadOnlySpan<byte> digits = tail.Slice(tail.Length - LyricsFooterSize, 6);
            return Utf8Parser.TryParse(digits, out uint size, out int used) && used == digits.Length ? size + LyricsFooterSize : 0;
        }

        if (tail.Length < Id3v2HeaderSize)
        {
            return 0;
        }

        long id3 = SizeOfId3v2(tail.Slice(tail.Length - Id3v2HeaderSize), "3DI"u8);
        return id3 == 0 ? 0 : Math.Max(id3, 2 * Id3v2HeaderSize);
    }
}
