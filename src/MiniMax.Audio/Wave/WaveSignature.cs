namespace MiniMax.Audio.Wave;

/// <summary>Recognizes a WAVE file by its first bytes.</summary>
internal static class WaveSignature
{
    /// <summary>The bytes of the file header.</summary>
    public const int Size = 12;

    /// <summary>The form that a header declares; null if the file is not a WAVE file.</summary>
    public static WaveFamily? Find(ReadOnlySpan<byte> header)
    {
        if (header.Length < Size || !header.Slice(8).StartsWith("WAVE"u8))
        {
            return null;
        }

        if (header.StartsWith("RIFF"u8))
        {
            return WaveFamily.Riff;
        }

        if (header.StartsWith("RIFX"u8))
        {
            return WaveFamily.Rifx;
        }

        if (header.StartsWith("RF64"u8))
        {
            return WaveFamily.Rf64;
        }

        return header.StartsWith("BW64"u8) ? WaveFamily.Bw64 : null;
    }
}
