namespace MiniMax.Audio.Mp4;

/// <summary>A box of an ISO base media file (ISO/IEC 14496-12 §4.2): its type and the position of its content.</summary>
internal readonly struct Box(uint type, long start, long content, long end, bool isCut)
{
    public uint Type { get; } = type;

    /// <summary>The first byte of the header.</summary>
    public long Start { get; } = start;

    /// <summary>The first byte after the header.</summary>
    public long Content { get; } = content;

    /// <summary>The first byte after the box, or after its parent if the box declares to be longer.</summary>
    public long End { get; } = end;

    /// <summary>Whether the box declares to be longer than its parent.</summary>
    public bool IsCut { get; } = isCut;

    public long ContentSize => End - Content;

    public bool IsMissing => End == 0;
}
