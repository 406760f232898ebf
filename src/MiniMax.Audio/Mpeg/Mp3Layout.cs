using MiniMax.Audio.Reading;
using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>Where the frames of an MP3 are, between the tags that players put around them.</summary>
internal readonly struct Mp3Layout
{
    private const int JunkBudget = 1024 * 1024;

    private Mp3Layout(long start, long end, long first, FrameHeader header)
    {
        Start = start;
        End = end;
        First = first;
        Header = header;
    }

    /// <summary>The first byte behind the tags in front.</summary>
    public long Start { get; }

    /// <summary>The first byte of the tags behind, or the end of the file.</summary>
    public long End { get; }

    /// <summary>The first frame, which may be an encoder's tag.</summary>
    public long First { get; }

    public FrameHeader Header { get; }

    /// <summary>Looks for the frames; false if there are none, with the place where they should have been.</summary>
    public static bool TryFind(ByteWindow window, long start, out Mp3Layout layout)
    {
        window.ReadAhead = ByteWindow.Capacity;
        start = TagBounds.SkipApe(window, start);
        long end = TagBounds.FindEnd(window, start);
        bool isFound = new FrameSync(window, end).TryFindFirst(start, start + JunkBudget, out long first, out FrameHeader header);
        layout = new Mp3Layout(start, end, first, header);
        return isFound;
    }

    /// <summary>The first frame of audio: behind the encoder's tag, if there is one that is not played itself.</summary>
    /// <returns>Whether there is a tag. The position is negative if nothing stands behind it.</returns>
    public bool TryFindAudio(ByteWindow window, out XingTag tag, out long position, out FrameHeader header)
    {
        position = First;
        header = Header;
        if (!XingTag.TryRead(window, First, End, Header, out tag))
        {
            return false;
        }

        if (tag.IsPlayed)
        {
            return true;
        }

        position += header.FrameSize;
        if (!new FrameSync(window, End).TryReadHeader(position, out header))
        {
            position = -1;
        }

        return true;
    }
}
