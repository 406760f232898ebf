namespace MiniMax.Audio;

/// <summary>Tells a file by its first bytes.</summary>
internal static class ContentType
{
    /// <summary>Enough for every magic, and for the third packet of a transport stream.</summary>
    public const int HeaderSize = 400;

    /// <summary>The form of WAVE that a file starts as; null if it is none.</summary>
    public static WaveFamily? WaveFamilyOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < 12 || !header.Slice(8).StartsWith("WAVE"u8)) return null;
        if (header.StartsWith("RIFF"u8)) return WaveFamily.Riff;
        if (header.StartsWith("RIFX"u8)) return WaveFamily.Rifx;
        if (header.StartsWith("RF64"u8)) return WaveFamily.Rf64;

        return header.StartsWith("BW64"u8) ? WaveFamily.Bw64 : null;
    }

    public static bool IsIsoMedia(ReadOnlySpan<byte> header) => header.Length >= 8 && header.Slice(4).StartsWith("ftyp"u8);

    /// <summary>Whether the major brand is one of a still or moving picture; null if not, otherwise its name.</summary>
    public static string? PictureBrandOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < 12) return null;

        ReadOnlySpan<byte> brand = header.Slice(8, 4);
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8)) return "an AVIF picture";
        if (brand.SequenceEqual("crx "u8)) return "a Canon raw picture";

        bool isHeif = brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("mif2"u8);
        return isHeif ? "a HEIF picture" : null;
    }

    /// <summary>Whether a file starts with a box that media files have, but without the ftyp that says which kind it is.</summary>
    public static bool IsIsoMediaWithoutType(ReadOnlySpan<byte> header)
    {
        if (header.Length < 8) return false;

        uint type = BoxType.Of(header.Slice(4));
        return type == BoxType.Moov || type == BoxType.Moof
            || BoxType.Text(type) is "mdat" or "free" or "skip" or "wide" or "pnot" or "uuid" or "styp" or "sidx";
    }
}
