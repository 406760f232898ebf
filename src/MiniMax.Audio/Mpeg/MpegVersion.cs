namespace MiniMax.Audio.Mpeg;

/// <summary>The ID field of a frame header. MPEG-2.5 uses the value 00, which ISO/IEC 11172-3 reserves.</summary>
internal enum MpegVersion
{
    Mpeg25 = 0,
    Reserved = 1,
    Mpeg2 = 2,
    Mpeg1 = 3,
}
