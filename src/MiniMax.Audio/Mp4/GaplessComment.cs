using System.Buffers.Text;

namespace MiniMax.Audio.Mp4;

/// <summary>The comment <c>iTunSMPB</c>, in which iTunes stores delay, padding and length as hexadecimal text.</summary>
internal readonly struct GaplessComment(long delay, long padding, long samples)
{
    private const int DataHeaderSize = 8;
    private const int MaxCommentSize = 256;

    /// <summary>The part of the media that is played, in the time scale of the media.</summary>
    public long PlayedOf(long media)
    {
        long rest = Math.Max(0, media - delay);
        return samples > 0 ? Math.Min(samples, rest) : Math.Max(0, rest - padding);
    }

    public static bool TryRead(BoxReader boxes, Box moov, out GaplessComment comment)
    {
        comment = default;
        if (!boxes.TryFind(moov, BoxType.Udta, out Box udta) || !boxes.TryFind(udta, BoxType.Meta, out Box meta))
        {
            return false;
        }

        var children = new Box(meta.Type, meta.Start, meta.Content + BoxReader.FullBoxSize, meta.End, false);
        if (!boxes.TryFind(children, BoxType.Ilst, out Box ilst) && !boxes.TryFind(meta, BoxType.Ilst, out ilst))
        {
            return false;
        }

        for (long position = ilst.Content; boxes.TryRead(position, ilst.End, out Box item); position = item.End)
        {
            if (Mp4Tags.IsGaplessComment(boxes, item) && boxes.TryFind(item, BoxType.Data, out Box data))
            {
                ReadOnlySpan<byte> content = boxes.ReadContent(data, MaxCommentSize);
                return content.Length > DataHeaderSize && TryParse(content.Slice(DataHeaderSize), out comment);
            }
        }

        return false;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out GaplessComment comment)
    {
        comment = default;
        if (!TryNext(ref text, out _) || !TryNext(ref text, out long delay) || !TryNext(ref text, out long padding) || !TryNext(ref text, out long samples))
        {
            return false;
        }

        comment = new GaplessComment(delay, padding, samples);
        return true;
    }

    private static bool TryNext(ref ReadOnlySpan<byte> text, out long value)
    {
        while (!text.IsEmpty && text[0] == ' ')
        {
            text = text.Slice(1);
        }

        bool any = Utf8Parser.TryParse(text, out value, out int used, 'X') && value >= 0;
        text = text.Slice(used);
        value = Math.Min(value, SampleLength.MaximumSamples);
        return any;
    }
}
