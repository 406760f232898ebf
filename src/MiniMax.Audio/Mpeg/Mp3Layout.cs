using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>
/// The position of the frames in an MP3, from the end of the tags at its beginning to the tags at its end or the end of the
/// file, and the first frame with its header, which may be an encoder's tag.
/// </summary>
internal readonly record struct Mp3Layout(long Start, long End, long First, FrameHeader Header)
{
    private const int JunkBudget = 1024 * 1024;

    /// <summary>Finds the frames; false if there are none, with the position at which they were expected.</summary>
    public static bool TryFind(ByteWindow window, long start, out Mp3Layout layout)
    {
        window.ReadAhead = ByteWindow.Capacity;
        start = TagBounds.SkipApe(window, start);
        long end = TagBounds.FindEnd(window, start);
        bool isFound = new FrameSync(window, end).TryFindFirst(start, start + JunkBudget, out long first, out FrameHeader header);
        layout = new Mp3Layout(start, end, first, header);
        return isFound;
    }

    /// <summary>Finds the first frame of audio, after the encoder's tag unless decoders play it. Returns the tag, or the default without one.</summary>
    public XingTag FindAudio(ByteWindow window, out long position, out FrameHeader header)
    {
        position = First;
        header = Header;
        if (XingTag.TryRead(window, First, End, Header, out XingTag tag) && !tag.IsPlayed)
        {
            // The first frame counts as one only if another follows it.
            position += header.FrameSize;
            new FrameSync(window, End).TryReadHeader(position, out header);
        }

        return tag;
    }
}
