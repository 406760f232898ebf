using System.Globalization;

namespace MiniMax.Audio.Detection;

/// <summary>A content type other than MP3, M4A and WAV, and the remedy for it.</summary>
internal readonly struct ForeignType(string name, RemedyKind remedy)
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
        Magic("OggS", "Ogg"),
        Magic("fLaC", "FLAC"),
        Magic("\x1A\x45\xDF\xA3", nameof(AudioStrings.MatroskaOrWebM)),
        Magic("FORM", "AIFF"),
        Magic("caff", "CAF"),
        Magic("#!AMR", "AMR"),
        Magic("#!SILK", "SILK", RemedyKind.Export),
        Magic("\x02#!SILK", "SILK", RemedyKind.Export),
        Magic("\x30\x26\xB2\x75", "ASF (WMA)"),
        Magic(".snd", "AU"),
        Magic("riff\x2E\x91\xCF\x11", "Wave64"),
        Magic("FLV", "FLV"),
        Magic("Creative Voice File", "Creative Voice"),
        Magic("MThd", "MIDI", RemedyKind.Exclude),
        Magic("MAC ", "Monkey's Audio (APE)"),
        Magic("wvpk", "WavPack"),
        Magic("TTA1", "True Audio (TTA)"),
        Magic("TTA2", "True Audio (TTA)"),
        Magic("MPCK", "Musepack"),
        Magic("MP+", "Musepack"),
        Magic("OFR ", "OptimFROG", RemedyKind.Export),
        Magic("tBaK", "TAK"),
        Magic("ajkg", "Shorten"),
        Magic("DSD ", "DSD"),
        Magic("FRM8", "DSD"),
        Magic(".RMF", "RealMedia"),
        Magic(".ra\xFD", "RealAudio"),
        Magic("ADIF", nameof(AudioStrings.AacAdif), RemedyKind.Export),
        Magic("\x0B\x77", "AC-3"),
        Magic("\x7F\xFE\x80\x01", "DTS"),
        Magic("\0\0\x01\xBA", nameof(AudioStrings.MpegProgramStream)),
        Magic("%PDF", "PDF", RemedyKind.Exclude),
        Magic("PK\x03\x04", "ZIP", RemedyKind.Unpack),
        Magic("PK\x05\x06", "ZIP", RemedyKind.Unpack),
        Magic("\x89PNG", nameof(AudioStrings.PngPicture), RemedyKind.Exclude),
        Magic("\xFF\xD8\xFF", nameof(AudioStrings.JpegPicture), RemedyKind.Exclude),
        Magic("GIF8", nameof(AudioStrings.GifPicture), RemedyKind.Exclude),
        Magic("\x1F\x8B", "gzip", RemedyKind.Unpack),
        Magic("7z\xBC\xAF", "7-Zip", RemedyKind.Unpack),
        Magic("Rar!", "RAR", RemedyKind.Unpack),
        Magic("II*\0", nameof(AudioStrings.TiffPicture), RemedyKind.Exclude),
        Magic("MM\0*", nameof(AudioStrings.TiffPicture), RemedyKind.Exclude),
        Magic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", nameof(AudioStrings.OfficeDocument), RemedyKind.Exclude),
        Magic("{\\rtf", nameof(AudioStrings.OfficeDocument), RemedyKind.Exclude),
        Magic("SQLite format 3\0", nameof(AudioStrings.SqliteDatabase), RemedyKind.Exclude),
        Magic("MZ", nameof(AudioStrings.WindowsProgram), RemedyKind.Exclude),
        Magic("\x7F" + "ELF", nameof(AudioStrings.LinuxProgram), RemedyKind.Exclude),
        Magic("\xFE\xED\xFA\xCE", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
        Magic("\xFE\xED\xFA\xCF", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
        Magic("\xCE\xFA\xED\xFE", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
        Magic("\xCF\xFA\xED\xFE", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
        Magic("\xCA\xFE\xBA\xBE\0\0\0\x01", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
        Magic("\xCA\xFE\xBA\xBE\0\0\0\x02", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
        Magic("\xCA\xFE\xBA\xBE\0\0\0\x03", nameof(AudioStrings.MacProgram), RemedyKind.Exclude),
    ];

    /// <summary>The types that the service transcribes, and their extensions.</summary>
    public static IReadOnlyDictionary<string, string[]> Transcribed { get; } = new Dictionary<string, string[]>
    {
        ["Ogg"] = [".ogg", ".opus"],
        ["FLAC"] = [".flac"],
        ["AIFF"] = [".aiff"],
        [Adts] = [".aac"],
    };

    /// <summary>The name of the text that describes the type, or a name that is the same in every language.</summary>
    public string Name { get; } = name;

    public RemedyKind Remedy { get; } = remedy;

    /// <summary>The text for a type.</summary>
    /// <param name="name">As in <see cref="Name"/>.</param>
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

    private static (byte[] Magic, ForeignType Type) Magic(string latin1, string name, RemedyKind remedy = RemedyKind.Convert) =>
        ([.. latin1.Select(c => (byte)c)], new ForeignType(name, remedy));

    private static ForeignType DescribeRiff(ReadOnlySpan<byte> header)
    {
        string? form = header.Length < 12 ? null : FourCharacterCode.ToText(header.Slice(8));
        return form switch
        {
            null => new ForeignType(nameof(AudioStrings.IncompleteRiff), RemedyKind.FetchAgain),
            "WAVE" => new ForeignType(nameof(AudioStrings.WavAfterId3), RemedyKind.Convert),
            "AVI " => new ForeignType("AVI", RemedyKind.Convert),
            "WEBP" => new ForeignType(nameof(AudioStrings.WebpPicture), RemedyKind.Exclude),
            _ => new ForeignType(nameof(AudioStrings.RiffWithoutWave), RemedyKind.None),
        };
    }

    /// <summary>Whether a ZIP begins with an entry of Office Open XML, or with the media type that OpenDocument and EPUB require.</summary>
    private static bool IsDocument(ReadOnlySpan<byte> header)
    {
        if (header.Length <= ZipNameOffset || !header.StartsWith("PK\x03\x04"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> name = header.Slice(ZipNameOffset);
        return name.StartsWith("[Content_Types].xml"u8) || name.StartsWith("_rels/"u8) || name.StartsWith("docProps/"u8) || name.StartsWith("mimetypeapplication/"u8);
    }

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
