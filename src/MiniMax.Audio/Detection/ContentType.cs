namespace MiniMax.Audio.Detection;

/// <summary>Recognizes a container by the first bytes of a file.</summary>
internal static class ContentType
{
    /// <summary>The bytes that recognition reads: enough for every signature and for the third packet of a transport stream.</summary>
    public const int HeaderSize = 400;

    public static bool IsIsoMedia(ReadOnlySpan<byte> header) => header.Length >= 8 && header.Slice(4).StartsWith("ftyp"u8);

    /// <summary>The name of the picture type that the major brand declares; null if the brand is not a picture's.</summary>
    public static string? PictureBrandOf(ReadOnlySpan<byte> header) => (header.Length < 12 ? null : FourCharacterCode.ToText(header.Slice(8))) switch
    {
        "avif" or "avis" => AudioStrings.AvifPicture,
        "crx " => AudioStrings.CanonRawPicture,
        "mif1" or "msf1" or "mif2" => AudioStrings.HeifPicture,
        string brand when brand.StartsWith("hei", StringComparison.Ordinal) || brand.StartsWith("hev", StringComparison.Ordinal) => AudioStrings.HeifPicture,
        _ => null,
    };

    /// <summary>Whether a file starts with a box of an ISO media file but not with the file type (<c>ftyp</c>).</summary>
    public static bool IsIsoMediaWithoutType(ReadOnlySpan<byte> header) =>
        header.Length >= 8 && FourCharacterCode.ToText(header.Slice(4)) is "moov" or "moof" or "mdat" or "free" or "skip" or "wide" or "pnot" or "uuid" or "styp" or "sidx";
}
