namespace MiniMax.Audio.Mpeg;

/// <summary>The ID field of a frame header, with the value 00 that MPEG-2.5 made of a reserved one.</summary>
internal enum MpegVersion
{
    Mpeg25 = 0,
    Reserved = 1,
    Mpeg2 = 2,
    Mpeg1 = 3,
}
