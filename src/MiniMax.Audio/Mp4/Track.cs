namespace MiniMax.Audio.Mp4;

/// <summary>The headers of a track, and the positions of its parts.</summary>
internal sealed class Track
{
    private Track(uint id, uint handler)
    {
        Id = id;
        Handler = handler;
    }

    public uint Id { get; }

    /// <summary>The handler type: <c>soun</c>, <c>vide</c> or another (ISO/IEC 14496-12 §8.4.3).</summary>
    public uint Handler { get; }

    public TimescaleHeader Header { get; private set; }

    public TimescaleHeader MediaHeader { get; private set; }

    public Box EditList { get; private set; }

    public Box SampleTable { get; private set; }

    public static Track? Read(BoxReader boxes, Box trak, uint movieScale)
    {
        if (!boxes.TryFind(trak, BoxType.Mdia, out Box mdia))
        {
            return null;
        }

        uint handler = 0;
        if (boxes.TryFind(mdia, BoxType.Hdlr, out Box hdlr))
        {
            ReadOnlySpan<byte> content = boxes.ReadContent(hdlr, 12);
            if (content.Length == 12)
            {
                handler = BinaryPrimitives.ReadUInt32BigEndian(content.Slice(8));
            }
        }

        bool hasHeader = boxes.TryFind(trak, BoxType.Tkhd, out Box tkhd);
        // Stryker disable once conditional: the ID of a missing box is 0.
        var track = new Track(hasHeader ? ReadId(boxes, tkhd) : 0, handler);
        if (hasHeader)
        {
            track.Header = TimescaleHeader.ReadTrackHeader(boxes, tkhd, movieScale);
        }

        if (boxes.TryFind(mdia, BoxType.Mdhd, out Box mdhd))
        {
            track.MediaHeader = TimescaleHeader.Read(boxes, mdhd);
        }

        if (boxes.TryFind(trak, BoxType.Edts, out Box edts) && boxes.TryFind(edts, BoxType.Elst, out Box elst))
        {
            track.EditList = elst;
        }

        if (boxes.TryFind(mdia, BoxType.Minf, out Box minf) && boxes.TryFind(minf, BoxType.Stbl, out Box stbl))
        {
            track.SampleTable = stbl;
        }

        return track;
    }

    private static uint ReadId(BoxReader boxes, Box tkhd)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(tkhd, 24);
        int offset = content.Length > 0 && content[0] == 1 ? 20 : 12;
        return content.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32BigEndian(content.Slice(offset)) : 0;
    }
}
