namespace MiniMax.Audio.Wave;

/// <summary>The four forms of a WAVE file: RIFF, its big-endian variant, and the two with 64-bit sizes (EBU Tech 3306, ITU-R BS.2088).</summary>
internal enum WaveFamily
{
    Riff,
    Rifx,
    Rf64,
    Bw64,
}
