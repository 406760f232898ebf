namespace MiniMax.Audio.Mp4;

/// <summary>Shared by the reader and the remover of the tags of an M4A.</summary>
internal static class Mp4Tags
{
    private const int UuidSize = 16;

    /// <summary>The UUID of XMP in ISO media files (XMP specification, part 3).</summary>
    private static ReadOnlySpan<byte> Xmp => [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    public static bool IsXmp(ByteWindow window, Box box) =>
        box.Type == BoxType.Uuid && box.ContentSize >= UuidSize && window.Peek(box.Content, UuidSize).SequenceEqual(Xmp);

    /// <summary>The level of the boxes in <c>meta</c>, which is a full box in MPEG-4 and a plain one in QuickTime.</summary>
    public static Box ChildrenOf(BoxReader boxes, Box meta)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(meta, BoxReader.FullBoxSize + 8);
        bool isPlain = content.Length >= 8 && content.Slice(4).StartsWith("hdlr"u8);
        return new Box(meta.Type, meta.Start, meta.Content + (isPlain ? 0 : BoxReader.FullBoxSize), meta.End, false);
    }

    /// <summary>Whether an item of <c>ilst</c> is the comment that declares delay and padding.</summary>
    public static bool IsGaplessComment(BoxReader boxes, Box item) =>
        item.Type == BoxType.FreeForm && boxes.TryFind(item, BoxType.Name, out Box name) && boxes.ReadContent(name, BoxReader.FullBoxSize + 8).EndsWith("iTunSMPB"u8);
}
