using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>Visits the frames up to the end, as a decoder does, and resumes after interruptions.</summary>
/// <param name="window">The file.</param>
/// <param name="end">The first byte after the frames.</param>
/// <param name="bytesEnd">The end of the bytes that decoders read: many complete the last frame with the bytes of the tags after it.</param>
internal sealed class FrameWalker(ByteWindow window, long end, long bytesEnd)
{
    private readonly FrameSync _sync = new(window, end);

    public FrameTally Tally { get; } = new();

    /// <summary>Headers after the end of the stream, or at an interruption, that match the stream but have no neighbor.</summary>
    public FrameTally Unconfirmed { get; } = new();

    /// <summary>The number of bytes between frames that are neither frames nor tags.</summary>
    public long Junk { get; private set; }

    /// <summary>The position of the first interruption.</summary>
    public long LostAt { get; private set; } = -1;

    /// <summary>The end of the last frame if other bytes follow; otherwise negative.</summary>
    public long EndedAt { get; private set; } = -1;

    public bool IsExhausted => _sync.IsExhausted;

    /// <summary>The number of frames that the tag of the first file declares, after which another file may follow.</summary>
    public long ExpectedJoin { get; set; } = -1;

    /// <summary>Whether a tag, another stream or data that is not a frame is at <see cref="ExpectedJoin"/>.</summary>
    public bool HasExpectedJoin { get; private set; }

    /// <summary>Counts the frames from a position on, if there are any.</summary>
    public void Search(long position)
    {
        if (_sync.TryFindNext(ref position, null, Unconfirmed, out FrameHeader header))
        {
            Walk(position, header);
        }
    }

    /// <summary>Counts the frames from a known one on, and passes the position and the header of each to a visitor, which returns false to stop.</summary>
    public void Walk(long position, FrameHeader header, Func<long, FrameHeader, bool>? visitor = null)
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

            // At an expected position, decoders accept any header, even of another stream.
            position = next;
            if (_sync.TryReadHeader(position, out header) && !header.IsFreeFormat)
            {
                continue;
            }

            HasExpectedJoin |= Tally.Frames == ExpectedJoin;
            long tagsEnd = TagBounds.EndOfTagsBetween(window, position);
            bool isFound = _sync.TryFindNext(ref position, stream, Unconfirmed, out header);
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
