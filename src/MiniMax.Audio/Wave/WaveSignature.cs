namespace MiniMax.Audio.Wave;

/// <summary>The four forms of a WAVE file: RIFF, its big-endian variant, and the two with 64-bit sizes (EBU Tech 3306, ITU-R BS.2088).</summary>
internal enum WaveFamily
{
    Riff,
    Rifx,
    Rf64,
    Bw64,
}

/// <summary>Recognizes a WAVE file by its first bytes.</summary>
internal static class WaveSignature
{
    public const int Size = 12;

    /// <summary>The form that a header declares; null if the file is not a WAVE file.</summary>
    public static WaveFamily? Find(ReadOnlySpan<byte> header) => header switch
    {
        _ when header.Length < Size || !header.Slice(8).StartsWith("WAVE"u8) => null,
        _ when header.StartsWith("RIFF"u8) => WaveFamily.Riff,
        _ when header.StartsWith("RIFX"u8) => WaveFamily.Rifx,
        _ when header.StartsWith("RF64"u8) => WaveFamily.Rf64,
        _ when header.StartsWith("BW64"u8) => WaveFamily.Bw64,
        _ => null,
    };
}
