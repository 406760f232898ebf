namespace MiniMax.Audio.Mp4;

/// <summary>The headers of a track, and the positions of its parts.</summary>
internal sealed class Track
{
    public uint Id { get; private init; }

    /// <summary>The handler type: <c>soun</c>, <c>vide</c> or another (ISO/IEC 14496-12 §8.4.3).</summary>
    public uint Handler { get; private init; }

    public TimescaleHeader Header { get; private init; }

    public TimescaleHeader MediaHeader { get; private init; }

    public Box EditList { get; private init; }

    public Box SampleTable { get; private init; }

    public static Track? Read(BoxReader boxes, Box trak, uint movieScale)
    {
        if (!boxes.TryFind(trak, BoxType.Mdia, out Box mdia))
        {
            return null;
        }

        ReadOnlySpan<byte> handler = boxes.ReadContent(boxes.Find(mdia, BoxType.Hdlr), 12);
        uint handlerType = handler.Length == 12 ? BinaryPrimitives.ReadUInt32BigEndian(handler.Slice(8)) : 0;
        Box header = boxes.Find(trak, BoxType.Tkhd);
        return new Track
        {
            Id = ReadId(boxes, header),
            Handler = handlerType,
            Header = TimescaleHeader.Read(boxes, header, movieScale),
            MediaHeader = TimescaleHeader.Read(boxes, boxes.Find(mdia, BoxType.Mdhd)),
            EditList = boxes.Find(boxes.Find(trak, BoxType.Edts), BoxType.Elst),
            SampleTable = boxes.Find(boxes.Find(mdia, BoxType.Minf), BoxType.Stbl),
        };
    }

    private static uint ReadId(BoxReader boxes, Box tkhd)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(tkhd, 24);
        int offset = content.Length > 0 && content[0] == 1 ? 20 : 12;
        return content.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32BigEndian(content.Slice(offset)) : 0;
    }
}
