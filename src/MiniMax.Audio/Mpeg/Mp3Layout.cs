using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>The position of the frames in an MP3, between the tags at its beginning and its end.</summary>
internal readonly struct Mp3Layout(long start, long end, long first, FrameHeader header)
{
    private const int JunkBudget = 1024 * 1024;

    /// <summary>The first byte after the tags at the beginning.</summary>
    public long Start { get; } = start;

    /// <summary>The first byte of the tags at the end, or the end of the file.</summary>
    public long End { get; } = end;

    /// <summary>The first frame, which may be an encoder's tag.</summary>
    public long First { get; } = first;

    public FrameHeader Header { get; } = header;

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

    /// <summary>Finds the first frame of audio: the one after the encoder's tag, unless decoders play the tag's frame itself.</summary>
    /// <returns>Whether there is a tag. The position is negative if no frame follows it.</returns>
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
