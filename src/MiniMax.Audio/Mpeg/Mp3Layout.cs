using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>The position of the frames in an MP3, between the tags at its beginning and its end.</summary>
/// <param name="Start">The first byte after the tags at the beginning.</param>
/// <param name="End">The first byte of the tags at the end, or the end of the file.</param>
/// <param name="First">The first frame, which may be an encoder's tag.</param>
/// <param name="Header">The header of that frame.</param>
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

    /// <summary>Finds the first frame of audio: the one after the encoder's tag, unless decoders play the tag's frame itself.</summary>
    /// <returns>Whether there is a tag. The position is negative if no frame follows it.</returns>
    public bool TryFindAudio(ByteWindow window, out XingTag tag, out long position, out FrameHeader header)
    {
        position = First;
        header = Header;
        bool hasTag = XingTag.TryRead(window, First, End, Header, out tag);
        if (hasTag && !tag.IsPlayed)
        {
            position += header.FrameSize;
            position = new FrameSync(window, End).TryReadHeader(position, out header) ? position : -1;
        }

        return hasTag;
    }
}
