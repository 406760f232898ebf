using System.Globalization;

namespace MiniMax.Audio.Detection;

/// <summary>A content type other than MP3, M4A and WAV. Its name is the same in every language, or is that of a text in <see cref="AudioStrings"/>.</summary>
internal readonly record struct ForeignType(string Name, RemedyKind Remedy)
{
    private const int TransportPacket = 188;

    /// <summary>Where a local file header of a ZIP has the name of the entry.</summary>
    private const int ZipNameOffset = 30;

    /// <summary>The file header of a bitmap, and the size of the information header.</summary>
    private const int BitmapHeaderSize = 18;
    private const string Adts = nameof(AudioStrings.AacAdts);

    /// <summary>The first bytes of each type, as Latin-1 text.</summary>
    private static readonly (byte[] Magic, ForeignType Type)[] s_magics =
    [
        .. Magics("Ogg", RemedyKind.Convert, "OggS"),
        .. Magics("FLAC", RemedyKind.Convert, "fLaC"),
        .. Magics(nameof(AudioStrings.MatroskaOrWebM), RemedyKind.Convert, "\x1A\x45\xDF\xA3"),
        .. Magics("AIFF", RemedyKind.Convert, "FORM"),
        .. Magics("CAF", RemedyKind.Convert, "caff"),
        .. Magics("AMR", RemedyKind.Convert, "#!AMR"),
        .. Magics("SILK", RemedyKind.Export, "#!SILK", "\x02#!SILK"),
        .. Magics("ASF (WMA)", RemedyKind.Convert, "\x30\x26\xB2\x75"),
        .. Magics("AU", RemedyKind.Convert, ".snd"),
        .. Magics("Wave64", RemedyKind.Convert, "riff\x2E\x91\xCF\x11"),
        .. Magics("FLV", RemedyKind.Convert, "FLV"),
        .. Magics("Creative Voice", RemedyKind.Convert, "Creative Voice File"),
        .. Magics("MIDI", RemedyKind.Exclude, "MThd"),
        .. Magics("Monkey's Audio (APE)", RemedyKind.Convert, "MAC "),
        .. Magics("WavPack", RemedyKind.Convert, "wvpk"),
        .. Magics("True Audio (TTA)", RemedyKind.Convert, "TTA1", "TTA2"),
        .. Magics("Musepack", RemedyKind.Convert, "MPCK", "MP+"),
        .. Magics("OptimFROG", RemedyKind.Export, "OFR "),
        .. Magics("TAK", RemedyKind.Convert, "tBaK"),
        .. Magics("Shorten", RemedyKind.Convert, "ajkg"),
        .. Magics("DSD", RemedyKind.Convert, "DSD ", "FRM8"),
        .. Magics("RealMedia", RemedyKind.Convert, ".RMF"),
        .. Magics("RealAudio", RemedyKind.Convert, ".ra\xFD"),
        .. Magics(nameof(AudioStrings.AacAdif), RemedyKind.Export, "ADIF"),
        .. Magics("AC-3", RemedyKind.Convert, "\x0B\x77"),
        .. Magics("DTS", RemedyKind.Convert, "\x7F\xFE\x80\x01"),
        .. Magics(nameof(AudioStrings.MpegProgramStream), RemedyKind.Convert, "\0\0\x01\xBA"),
        .. Magics("PDF", RemedyKind.Exclude, "%PDF"),
        .. Magics("ZIP", RemedyKind.Unpack, "PK\x03\x04", "PK\x05\x06"),
        .. Magics("gzip", RemedyKind.Unpack, "\x1F\x8B"),
        .. Magics("7-Zip", RemedyKind.Unpack, "7z\xBC\xAF"),
        .. Magics("RAR", RemedyKind.Unpack, "Rar!"),
        .. Magics(nameof(AudioStrings.PngPicture), RemedyKind.Exclude, "\x89PNG"),
        .. Magics(nameof(AudioStrings.JpegPicture), RemedyKind.Exclude, "\xFF\xD8\xFF"),
        .. Magics(nameof(AudioStrings.GifPicture), RemedyKind.Exclude, "GIF8"),
        .. Magics(nameof(AudioStrings.TiffPicture), RemedyKind.Exclude, "II*\0", "MM\0*"),
        .. Magics(nameof(AudioStrings.OfficeDocument), RemedyKind.Exclude, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "{\\rtf"),
        .. Magics(nameof(AudioStrings.SqliteDatabase), RemedyKind.Exclude, "SQLite format 3\0"),
        .. Magics(nameof(AudioStrings.WindowsProgram), RemedyKind.Exclude, "MZ"),
        .. Magics(nameof(AudioStrings.LinuxProgram), RemedyKind.Exclude, "\x7F" + "ELF"),
        .. Magics(nameof(AudioStrings.MacProgram), RemedyKind.Exclude, "\xFE\xED\xFA\xCE", "\xFE\xED\xFA\xCF", "\xCE\xFA\xED\xFE", "\xCF\xFA\xED\xFE"),
        .. Magics(nameof(AudioStrings.MacProgram), RemedyKind.Exclude, "\xCA\xFE\xBA\xBE\0\0\0\x01", "\xCA\xFE\xBA\xBE\0\0\0\x02", "\xCA\xFE\xBA\xBE\0\0\0\x03"),
    ];

    /// <summary>The types that the service transcribes, and their extensions.</summary>
    public static IReadOnlyDictionary<string, string[]> Transcribed { get; } = new Dictionary<string, string[]>
    {
        ["Ogg"] = [".ogg", ".opus"],
        ["FLAC"] = [".flac"],
        ["AIFF"] = [".aiff"],
        [Adts] = [".aac"],
    };

    /// <summary>The text for the <see cref="Name"/> of a type.</summary>
    public static string Describe(string name) => AudioStrings.ResourceManager.GetString(name, CultureInfo.CurrentUICulture) ?? name;

    /// <summary>Identifies the content by its first bytes; null if they match no known type.</summary>
    public static ForeignType? Find(ReadOnlySpan<byte> header) => header switch
    {
        _ when header.StartsWith("RIFF"u8) || header.StartsWith("RIFX"u8) || header.StartsWith("RF64"u8) || header.StartsWith("BW64"u8) => DescribeRiff(header),
        _ when ContentType.IsIsoMedia(header) => new ForeignType(nameof(AudioStrings.M4aAfterId3), RemedyKind.Export),
        // A sync word with layer 00, which MPEG audio does not use (ISO/IEC 13818-7 §6.2).
        _ when header.Length >= 2 && header[0] == 0xFF && (header[1] & 0xF6) == 0xF0 => new ForeignType(Adts, RemedyKind.Convert),
        _ when IsDocument(header) => new ForeignType(nameof(AudioStrings.OfficeDocument), RemedyKind.Exclude),
        _ when IsBitmap(header) => new ForeignType(nameof(AudioStrings.BmpPicture), RemedyKind.Exclude),
        _ when FindMagic(header) is ForeignType type => type,
        _ when IsTransportStream(header) => new ForeignType(nameof(AudioStrings.MpegTransportStream), RemedyKind.Convert),
        _ when IsLoas(header) => new ForeignType(nameof(AudioStrings.AacLatm), RemedyKind.Convert),
        _ => TextType.Find(header),
    };

    private static ForeignType? FindMagic(ReadOnlySpan<byte> header)
    {
        foreach ((byte[] magic, ForeignType type) in s_magics)
        {
            if (header.StartsWith(magic))
            {
                return type;
            }
        }

        return null;
    }

    private static IEnumerable<(byte[] Magic, ForeignType Type)> Magics(string name, RemedyKind remedy, params string[] latin1) =>
        latin1.Select(magic => (magic.Select(c => (byte)c).ToArray(), new ForeignType(name, remedy)));

    private static ForeignType DescribeRiff(ReadOnlySpan<byte> header) => (header.Length < 12 ? null : FourCharacterCode.ToText(header.Slice(8))) switch
    {
        null => new ForeignType(nameof(AudioStrings.IncompleteRiff), RemedyKind.FetchAgain),
        "WAVE" => new ForeignType(nameof(AudioStrings.WavAfterId3), RemedyKind.Convert),
        "AVI " => new ForeignType("AVI", RemedyKind.Convert),
        "WEBP" => new ForeignType(nameof(AudioStrings.WebpPicture), RemedyKind.Exclude),
        _ => new ForeignType(nameof(AudioStrings.RiffWithoutWave), RemedyKind.None),
    };

    /// <summary>Whether a ZIP begins with an entry of Office Open XML, or with the media type that OpenDocument and EPUB require.</summary>
    private static bool IsDocument(ReadOnlySpan<byte> header) =>
        header.Length > ZipNameOffset && header.StartsWith("PK\x03\x04"u8) && IsDocumentEntry(header.Slice(ZipNameOffset));

    private static bool IsDocumentEntry(ReadOnlySpan<byte> name) =>
        name.StartsWith("[Content_Types].xml"u8) || name.StartsWith("_rels/"u8) || name.StartsWith("docProps/"u8) || name.StartsWith("mimetypeapplication/"u8);

    /// <summary>Whether a bitmap file header is followed by one of the sizes of an information header.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> header) =>
        header.Length >= BitmapHeaderSize && header.StartsWith("BM"u8) && header[BitmapHeaderSize - 4] is 12 or 40 or 52 or 56 or 64 or 108 or 124 && header[BitmapHeaderSize - 3] == 0;

    /// <summary>Whether three sync bytes are one packet apart (ISO/IEC 13818-1 §2.4.3).</summary>
    private static bool IsTransportStream(ReadOnlySpan<byte> header) =>
        header.Length > 2 * TransportPacket && header[0] == 0x47 && header[TransportPacket] == 0x47 && header[2 * TransportPacket] == 0x47;

    /// <summary>Whether the sync word of LOAS/LATM repeats at the distance that the header declares (ISO/IEC 14496-3 §1.7.2).</summary>
    private static bool IsLoas(ReadOnlySpan<byte> header)
    {
        if (header.Length < 3 || !IsLoasSync(header))
        {
            return false;
        }

        int next = 3 + ((header[1] & 0x1F) << 8 | header[2]);
        return next + 1 < header.Length && IsLoasSync(header.Slice(next));
    }

    private static bool IsLoasSync(ReadOnlySpan<byte> bytes) => bytes[0] == 0x56 && (bytes[1] & 0xE0) == 0xE0;
}
