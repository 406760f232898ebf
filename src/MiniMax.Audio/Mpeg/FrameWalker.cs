namespace MiniMax.Audio;

/// <summary>Is shown a frame that counts.</summary>
/// <param name="position">Its first byte.</param>
/// <param name="header">Its header.</param>
/// <returns>False to go no further.</returns>
internal delegate bool FrameVisitor(long position, FrameHeader header);

/// <summary>Goes from frame to frame to the end, as a decoder does, and picks the stream up again where it is broken.</summary>
internal sealed class FrameWalker(ByteWindow window, long end)
{
    private readonly FrameSync _sync = new(window, end);
    public FrameTally Tally { get; } = new();

    public bool IsExhausted => _sync.IsExhausted;

    /// <summary>The number of frames after which another file may have been joined on: what the first one's tag declares.</summary>
    public long ExpectedSeam { get; set; } = -1;

    /// <summary>Whether a tag, another stream or something that is no frame stands at <see cref="ExpectedSeam"/>.</summary>
    public bool HasExpectedSeam { get; private set; }

    /// <summary>Adds up the frames from one on, and shows them to whoever wants to see them.</summary>
    public void Walk(long position, FrameHeader header, FrameVisitor? visitor = null)
    {
        FrameHeader stream = header;
        while (true)
        {
            if (Tally.Frames == ExpectedSeam)
            {
                HasExpectedSeam |= !stream.IsSameStream(header) || InfoTag.TryRead(window, position, end, header, out _);
            }

            stream = header;

            long next = position + header.FrameSize;
            if (next <= end || end - position >= FrameSync.ShortestCutFrame)
            {
                Tally.Add(header);
                if (visitor is not null && !visitor(position, header)) return;
            }

            if (next >= end) return;

            position = next;
            bool goesOn = _sync.TryReadHeader(position, out header) && !header.IsFreeFormat
                && (header.IsSameStream(stream) || _sync.IsConfirmedInPlace(position, header));
            if (goesOn) continue;

            HasExpectedSeam |= Tally.Frames == ExpectedSeam;
            if (!_sync.TryFind(position, end, out position, out header)) return;
        }
    }
}
