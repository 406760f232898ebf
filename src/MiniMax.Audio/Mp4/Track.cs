namespace MiniMax.Audio.Mp4;

/// <summary>
/// The headers of a track (<c>tkhd</c>) and of its media (<c>mdhd</c>), its handler <c>soun</c>, <c>vide</c> or another (ISO/IEC
/// 14496-12 §8.4.3), and its edit list (<c>elst</c>) and sample table (<c>stbl</c>), if any.
/// </summary>
internal sealed record Track(uint Id, uint Handler, TimescaleHeader Header, TimescaleHeader MediaHeader, Box EditList, Box SampleTable)
{
    public static Track? Read(BoxReader boxes, Box trak, uint movieScale)
    {
        if (!boxes.TryFind(trak, BoxType.Mdia, out Box mdia))
        {
            return null;
        }

        ReadOnlySpan<byte> handler = boxes.ReadContent(boxes.Find(mdia, BoxType.Hdlr), 12);
        uint handlerType = handler.Length == 12 ? BinaryPrimitives.ReadUInt32BigEndian(handler.Slice(8)) : 0;
        Box header = boxes.Find(trak, BoxType.Tkhd);
        return new Track(
            ReadId(boxes, header),
            handlerType,
            TimescaleHeader.Read(boxes, header, movieScale),
            TimescaleHeader.Read(boxes, boxes.Find(mdia, BoxType.Mdhd)),
            boxes.Find(boxes.Find(trak, BoxType.Edts), BoxType.Elst),
            boxes.Find(boxes.Find(mdia, BoxType.Minf), BoxType.Stbl));
    }

    private static uint ReadId(BoxReader boxes, Box tkhd)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(tkhd, 24);
        int offset = content.Length > 0 && content[0] == 1 ? 20 : 12;
        return content.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32BigEndian(content.Slice(offset)) : 0;
    }
}
