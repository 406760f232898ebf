namespace MiniMax.Audio.Mp4;

/// <summary>A box of an ISO base media file (ISO/IEC 14496-12 §4.2): its type and where its content lies.</summary>
internal readonly struct Box(uint type, long start, long content, long end, bool isCut)
{
    public uint Type { get; } = type;

    /// <summary>The first byte of the header.</summary>
    public long Start { get; } = start;

    /// <summary>The first byte behind the header.</summary>
    public long Content { get; } = content;

    /// <summary>The first byte behind the box, or behind what holds it if the box says that it is longer.</summary>
    public long End { get; } = end;

    /// <summary>Whether the box says that it is longer than what holds it.</summary>
    public bool IsCut { get; } = isCut;

    public long ContentSize => End - Content;

    public bool IsMissing => End == 0;
}
