using MiniMax.Audio.Mp4;

namespace MiniMax.Audio.Detection;

/// <summary>Recognizes a container by the first bytes of a file.</summary>
internal static class ContentType
{
    /// <summary>The bytes that recognition reads: enough for every signature and for the third packet of a transport stream.</summary>
    public const int HeaderSize = 400;

    public static bool IsIsoMedia(ReadOnlySpan<byte> header) => header.Length >= 8 && header.Slice(4).StartsWith("ftyp"u8);

    /// <summary>The name of the picture type that the major brand declares; null if the brand is not a picture's.</summary>
    public static string? PictureBrandOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < 12)
        {
            return null;
        }

        ReadOnlySpan<byte> brand = header.Slice(8, 4);
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
        {
            return AudioStrings.AvifPicture;
        }

        if (brand.SequenceEqual("crx "u8))
        {
            return AudioStrings.CanonRawPicture;
        }

        bool isHeif = brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("mif2"u8);
        return isHeif ? AudioStrings.HeifPicture : null;
    }

    /// <summary>Whether a file starts with a box of an ISO media file but not with the file type (<c>ftyp</c>).</summary>
    public static bool IsIsoMediaWithoutType(ReadOnlySpan<byte> header)
    {
        if (header.Length < 8)
        {
            return false;
        }

        uint type = FourCharacterCode.FromBytes(header.Slice(4));
        return type == BoxType.Moov || type == BoxType.Moof
            || FourCharacterCode.ToText(type) is "mdat" or "free" or "skip" or "wide" or "pnot" or "uuid" or "styp" or "sidx";
    }
}
