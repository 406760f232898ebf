using MiniMax.Audio.Reading;
using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>Is shown a frame that counts.</summary>
/// <param name="position">Its first byte.</param>
/// <param name="header">Its header.</param>
/// <returns>False to go no further.</returns>
internal delegate bool FrameVisitor(long position, FrameHeader header);

/// <summary>Goes from frame to frame to the end, as a decoder does, and picks the stream up again where it is broken.</summary>
/// <param name="window">The file.</param>
/// <param name="end">The first byte behind the frames.</param>
/// <param name="bytesEnd">The first byte that decoders have not: many take what they lack of the last frame from the tags behind it.</param>
internal sealed class FrameWalker(ByteWindow window, long end, long bytesEnd)
{
    private readonly FrameSync _sync = new(window, end);

    public FrameTally Tally { get; } = new();

    /// <summary>Headers behind the end of the stream, or where it is broken off, that would belong to it but stand alone.</summary>
    public FrameTally Unconfirmed { get; } = new();

    /// <summary>Bytes between frames that neither frames nor tags account for.</summary>
    public long Junk { get; private set; }

    /// <summary>Where the stream was lost first.</summary>
    public long LostAt { get; private set; } = -1;

    /// <summary>Where the last frame ends, if other bytes follow; negative if not.</summary>
    public long EndedAt { get; private set; } = -1;

    public bool IsExhausted => _sync.IsExhausted;

    /// <summary>The number of frames after which another file may have been joined on: what the first one's tag declares.</summary>
    public long ExpectedJoin { get; set; } = -1;

    /// <summary>Whether a tag, another stream or something that is no frame stands at <see cref="ExpectedJoin"/>.</summary>
    public bool HasExpectedJoin { get; private set; }

    /// <summary>Adds up the frames of a place where none have to be.</summary>
    /// <param name="position">Where the place begins.</param>
    public void Search(long position)
    {
        if (_sync.TryFindNext(position, null, Unconfirmed, out position, out FrameHeader header))
        {
            Walk(position, header);
        }
    }

    /// <summary>Adds up the frames from one on, and shows them to whoever wants to see them.</summary>
    public void Walk(long position, FrameHeader header, FrameVisitor? visitor = null)
    {
        FrameHeader stream = header;
        while (true)
        {
            if (Tally.Frames == ExpectedJoin)
            {
                HasExpectedJoin |= !stream.IsSameStream(header) || XingTag.TryRead(window, position, end, header, out _);
            }

            stream = header;

            long next = position + header.FrameSize;
            if (next <= end || bytesEnd - position >= FrameSync.MinTruncatedFrame)
            {
                Tally.Add(header);
                if (visitor is not null && !visitor(position, header))
                {
                    return;
                }
            }

            if (next >= end)
            {
                return;
            }

            // Where a frame is expected, decoders take any header, be it of another stream.
            position = next;
            if (_sync.TryReadHeader(position, out header) && !header.IsFreeFormat)
            {
                continue;
            }

            HasExpectedJoin |= Tally.Frames == ExpectedJoin;
            long tagsEnd = TagBounds.EndOfTagsBetween(window, position);
            bool isFound = _sync.TryFindNext(position, stream, Unconfirmed, out position, out header);
            if (isFound && position == tagsEnd)
            {
                continue;
            }

            if (LostAt < 0)
            {
                LostAt = next;
            }

            if (!isFound)
            {
                EndedAt = next;
                return;
            }

            Junk += position - next;
        }
    }
}
