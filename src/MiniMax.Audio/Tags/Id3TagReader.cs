namespace MiniMax.Audio.Tags;

/// <summary>Reads the kinds of tags in ID3v1, ID3v2, APE and Lyrics3.</summary>
internal static class Id3TagReader
{
    private const int FrameBudget = 1000;
    private const int ApeItemHeaderSize = 8;
    private const int MaxName = 64;
    private const int BlockSize = 4096;

    /// <summary>Reads the tags before the frames.</summary>
    public static TagKinds ReadFront(ByteWindow window)
    {
        TagKinds kinds = TagKinds.None;
        long position = 0;
        for (int tags = 0; tags < TagBounds.TagBudget && position < window.Length; tags++)
        {
            ReadOnlySpan<byte> header = window.Peek(position, TagBounds.ApeHeaderSize);
            long size = TagBounds.SizeOfTagInFront(header);
            if (size == 0)
            {
                break;
            }

            kinds |= header.StartsWith("ID3"u8) ? ReadId3v2(window, position) : ReadApeItems(window, position + TagBounds.ApeHeaderSize, position + size);
            position += size;
        }

        return kinds;
    }

    /// <summary>Reads the tags after the frames.</summary>
    public static TagKinds ReadBehind(ByteWindow window, long start)
    {
        TagKinds kinds = TagKinds.None;
        long position = start;
        for (int tags = 0; tags < TagBounds.TagBudget && position < window.Length; tags++)
        {
            ReadOnlySpan<byte> tag = window.Peek(position, TagBounds.Id3v1Size);
            long size = TagBounds.SizeOfId3v2(tag, "ID3"u8);
            if (size > 0)
            {
                kinds |= ReadId3v2(window, position);
            }
            else if (tag.StartsWith("TAG"u8) && tag.Length == TagBounds.Id3v1Size)
            {
                size = TagBounds.Id3v1Size;
                kinds |= ReadId3v1(tag);
            }
            else
            {
                kinds |= tag.StartsWith("LYRICSBEGIN"u8) ? TagKinds.Lyrics : TagKinds.None;
                break;
            }

            position += size;
        }

        return kinds | ReadEnd(window, position);
    }

    public static TagKinds ReadId3v2(ByteWindow window, long position)
    {
        ReadOnlySpan<byte> header = window.Peek(position, TagBounds.Id3v2HeaderSize);
        if (header.Length < TagBounds.Id3v2HeaderSize)
        {
            return TagKinds.None;
        }

        int version = header[3];
        long end = Math.Min(window.Length, position + TagBounds.SizeOfId3v2(header, "ID3"u8));
        bool isShort = version == 2;
        bool isUnsynchronised = version < 4 && (header[5] & 0x80) != 0;
        int headerSize = isShort ? 6 : 10;
        position += TagBounds.Id3v2HeaderSize;
        if (version >= 3 && (header[5] & 0x40) != 0)
        {
            position += SizeOfExtendedHeader(window.Peek(position, 4), version);
        }

        TagKinds kinds = TagKinds.None;
        for (int frames = 0; frames < FrameBudget && end - position > headerSize; frames++)
        {
            ReadOnlySpan<byte> frame = window.Peek(position, headerSize + MaxName);
            if (frame.Length <= headerSize || frame[0] is < (byte)'A' or > (byte)'Z')
            {
                break;
            }

            uint id = BinaryPrimitives.ReadUInt32BigEndian(frame) >> (isShort ? 8 : 0);
            long size = isShort ? frame[3] << 16 | frame[4] << 8 | frame[5] : version == 4 ? SyncSafe(frame.Slice(4)) : BinaryPrimitives.ReadUInt32BigEndian(frame.Slice(4));
            TagKinds kind = size > 1 ? TagNames.FindId3(id) : TagKinds.None;
            kinds |= frame.StartsWith("TXX"u8) ? TagNames.FindName(NameIn(frame.Slice(headerSize, (int)Math.Min(size, frame.Length - headerSize)))) : kind;
            position = isUnsynchronised ? SkipUnsynchronised(window, position + headerSize, Math.Min(end, position + headerSize + 2 * size), size) : position + headerSize + size;
        }

        return kinds;
    }

    /// <summary>The first byte after a frame whose size does not include the zeros that unsynchronization inserted after each FF.</summary>
    private static long SkipUnsynchronised(ByteWindow window, long position, long end, long size)
    {
        byte last = 0;
        while (position < end && window.Length > position)
        {
            foreach (byte b in window.Peek(position, (int)Math.Min(BlockSize, end - position)))
            {
                bool isInserted = last == 0xFF && b == 0;
                if (size == 0 && !isInserted)
                {
                    return position;
                }

                last = b;
                position++;
                if (!isInserted)
                {
                    size--;
                }
            }
        }

        return position;
    }

    /// <summary>Reads the tags at the end of the file, after tags that only a footer reveals.</summary>
    private static TagKinds ReadEnd(ByteWindow window, long start)
    {
        TagKinds kinds = TagKinds.None;
        long end = window.Length;
        if (end - start >= TagBounds.Id3v1Size && window.Peek(end - TagBounds.Id3v1Size, TagBounds.Id3v1Size) is var tag && tag.StartsWith("TAG"u8))
        {
            kinds |= ReadId3v1(tag);
            end -= TagBounds.Id3v1Size;
        }

        for (int tags = 0; tags < 2 && end - start >= TagBounds.ApeHeaderSize; tags++)
        {
            ReadOnlySpan<byte> footer = window.Peek(end - TagBounds.ApeHeaderSize, TagBounds.ApeHeaderSize);
            if (footer.Slice(TagBounds.ApeHeaderSize - 9).SequenceEqual("LYRICS200"u8))
            {
                kinds |= TagKinds.Lyrics;
            }

            if (!footer.StartsWith("APETAGEX"u8))
            {
                break;
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(footer.Slice(12));
            kinds |= ReadApeItems(window, Math.Max(start, end - size), end - TagBounds.ApeHeaderSize);
            end -= size;
        }

        return kinds;
    }

    private static TagKinds ReadId3v1(ReadOnlySpan<byte> tag) =>
        (IsFilled(tag.Slice(3, 30)) ? TagKinds.Title : TagKinds.None)
        | (IsFilled(tag.Slice(33, 30)) ? TagKinds.Artist : TagKinds.None)
        | (IsFilled(tag.Slice(63, 30)) ? TagKinds.Album : TagKinds.None)
        | (IsFilled(tag.Slice(93, 4)) ? TagKinds.Date : TagKinds.None)
        | (IsFilled(tag.Slice(97, 28)) ? TagKinds.Comment : TagKinds.None);

    private static TagKinds ReadApeItems(ByteWindow window, long position, long end)
    {
        TagKinds kinds = TagKinds.None;
        end = Math.Min(end, window.Length);
        for (int items = 0; items < FrameBudget && end - position > ApeItemHeaderSize; items++)
        {
            ReadOnlySpan<byte> item = window.Peek(position, ApeItemHeaderSize + MaxName);
            if (item.Length <= ApeItemHeaderSize)
            {
                break;
            }

            // The size of some tags includes the header.
            if (item.StartsWith("APETAGEX"u8))
            {
                position += TagBounds.ApeHeaderSize;
                continue;
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(item);
            ReadOnlySpan<byte> name = item.Slice(ApeItemHeaderSize);
            int length = name.IndexOf((byte)0);
            if (length < 0)
            {
                break;
            }

            if (size > 0)
            {
                kinds |= TagNames.FindName(name.Slice(0, length));
            }

            position += ApeItemHeaderSize + length + 1 + size;
        }

        return kinds;
    }

    private static int SizeOfExtendedHeader(ReadOnlySpan<byte> size, int version) =>
        size.Length < 4 ? 0 : version == 4 ? (int)SyncSafe(size) : (int)Math.Min(int.MaxValue - 4, BinaryPrimitives.ReadUInt32BigEndian(size)) + 4;

    private static long SyncSafe(ReadOnlySpan<byte> size) =>
        (size[0] | size[1] | size[2] | size[3]) >= 0x80
            ? BinaryPrimitives.ReadUInt32BigEndian(size)
            : size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3];

    /// <summary>The description of a frame, after the byte for its encoding and the byte order mark.</summary>
    private static ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> content)
    {
        if (content.Length < 2)
        {
            return default;
        }

        bool isWide = content[0] is 1 or 2;
        content = content.Slice(1);
        if (isWide && content.Length >= 2 && content[0] is 0xFF or 0xFE)
        {
            content = content.Slice(2);
        }

        int length = 0;
        while (length < content.Length && (content[length] != 0 || (isWide && length + 1 < content.Length && content[length + 1] != 0)))
        {
            length++;
        }

        return content.Slice(0, length);
    }

    private static bool IsFilled(ReadOnlySpan<byte> field) => field.ToArray().Any(b => b is not (0 or (byte)' '));
}
