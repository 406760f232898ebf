namespace MiniMax.Audio.Mp4;

/// <summary>A box of an ISO base media file (ISO/IEC 14496-12 §4.2): its type and the position of its content.</summary>
/// <param name="Type">The four-character code of its type.</param>
/// <param name="Start">The first byte of the header.</param>
/// <param name="Content">The first byte after the header.</param>
/// <param name="End">The first byte after the box, or after its parent if the box declares to be longer.</param>
/// <param name="IsCut">Whether the box declares to be longer than its parent.</param>
internal readonly record struct Box(uint Type, long Start, long Content, long End, bool IsCut)
{
    public long ContentSize => End - Content;

    public bool IsMissing => End == 0;
}
