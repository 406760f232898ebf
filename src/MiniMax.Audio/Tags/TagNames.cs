namespace MiniMax.Audio.Tags;

/// <summary>The names of tags in each container, by kind. Tags that only describe the encoding do not count.</summary>
internal static class TagNames
{
    private const int MaxName = 64;

    /// <summary>ID3v2.2, ID3v2.3 and ID3v2.4 (id3.org).</summary>
    private static readonly Dictionary<uint, TagKinds> s_id3 = Table(
        (TagKinds.Title, "TIT1 TIT2 TIT3 TT1 TT2 TT3 TOAL TSOT"),
        (TagKinds.Artist, "TPE1 TPE2 TPE3 TPE4 TP1 TP2 TP3 TP4 TCOM TCM TOPE TOLY TEXT TXT TIPL TMCL IPLS TSOP"),
        (TagKinds.Album, "TALB TAL TSOA"),
        (TagKinds.Genre, "TCON TCO"),
        (TagKinds.Date, "TYER TYE TDRC TDAT TDA TIME TIM TDRL TDOR TORY TRDA TDTG"),
        (TagKinds.Comment, "COMM COM"),
        (TagKinds.Lyrics, "USLT ULT SYLT SLT"),
        (TagKinds.Copyright, "TCOP TCR WCOP TPRO"),
        (TagKinds.Picture, "APIC PIC"),
        (TagKinds.Chapters, "CHAP CTOC"),
        (TagKinds.Other, "GEOB GEO PRIV UFID UFI POPM POP OWNE COMR USER TOWN TENC TEN WXXX WXX TXXX TXX"));

    /// <summary>The items of <c>ilst</c>, and those of QuickTime and 3GPP (TS 26.244 §8) directly in <c>udta</c>. © represents the byte A9.</summary>
    private static readonly Dictionary<uint, TagKinds> s_mp4 = Table(
        (TagKinds.Title, "©nam ©TIT ©tr1 titl sonm ©st3 ©grp"),
        (TagKinds.Artist, "©ART aART ©wrt ©prf ©art ©aut ©com ©dir ©prd perf auth soar soaa soco"),
        (TagKinds.Album, "©alb albm soal"),
        (TagKinds.Genre, "©gen gnre"),
        (TagKinds.Date, "©day yrrc date"),
        (TagKinds.Comment, "©cmt ©inf"),
        (TagKinds.Description, "desc ldes ©des dscp ©dsc keyw kywd"),
        (TagKinds.Lyrics, "©lyr"),
        (TagKinds.Copyright, "cprt ©cpy"),
        (TagKinds.Picture, "covr thmb"),
        (TagKinds.Location, "©xyz loci"),
        (TagKinds.Device, "©mak ©mod manu modl"),
        (TagKinds.Chapters, "chpl"),
        (TagKinds.Other, "apID ownr purd Xtra uuid rtng clsf urat"));

    /// <summary>INFO chunks of RIFF (Multimedia Programming Interface and Data Specifications 1.0), and common extensions.</summary>
    private static readonly Dictionary<uint, TagKinds> s_info = Table(
        (TagKinds.Title, "INAM TITL"),
        (TagKinds.Artist, "IART IMUS IWRI ISTR IENG ITCH ICMS"),
        (TagKinds.Album, "IPRD"),
        (TagKinds.Genre, "IGNR"),
        (TagKinds.Date, "ICRD IDIT YEAR"),
        (TagKinds.Comment, "ICMT COMM"),
        (TagKinds.Description, "ISBJ IKEY"),
        (TagKinds.Lyrics, "ILYC"),
        (TagKinds.Copyright, "ICOP"),
        (TagKinds.Location, "ILOC ICNT"),
        (TagKinds.Device, "IMAK IMOD"),
        (TagKinds.Other, "IARL ISRC ISRF"));

    /// <summary>Words in free-form names: APE items, TXXX and metadata keys of QuickTime.</summary>
    private static readonly (byte[] Word, TagKinds Kind)[] s_words =
    [
        .. Words(TagKinds.Location, "location gps latitude iso6709"),
        .. Words(TagKinds.Picture, "cover artwork picture"),
        .. Words(TagKinds.Title, "title displayname"),
        .. Words(TagKinds.Artist, "artist author composer performer director"),
        .. Words(TagKinds.Album, "album"),
        .. Words(TagKinds.Genre, "genre"),
        .. Words(TagKinds.Date, "year date"),
        .. Words(TagKinds.Comment, "comment"),
        .. Words(TagKinds.Description, "description keywords"),
        .. Words(TagKinds.Lyrics, "lyrics"),
        .. Words(TagKinds.Copyright, "copyright"),
        .. Words(TagKinds.Device, "make model"),
    ];

    /// <summary>Names of tags without personal data.</summary>
    private static readonly (byte[] Word, TagKinds Kind)[] s_technical =
        [.. Words(TagKinds.None, "itun encod software replaygain mp3gain major_brand minor_version compatible_brands tool cdec accurate track disc android player.version")];

    /// <summary>The kinds as text for the report; null if there are none.</summary>
    public static string? Format(TagKinds kinds) => kinds == TagKinds.None ? null : kinds.ToString().ToLowerInvariant();

    public static TagKinds FindId3(uint id) => Find(s_id3, id);

    public static TagKinds FindMp4(uint type) => Find(s_mp4, type);

    public static TagKinds FindInfo(uint id) => Find(s_info, id);

    /// <summary>The kind of a tag with a free-form name, in ASCII or in UTF-16.</summary>
    public static TagKinds FindName(ReadOnlySpan<byte> text)
    {
        Span<byte> lower = stackalloc byte[MaxName];
        int length = 0;
        foreach (byte b in text)
        {
            if (b != 0 && length < MaxName)
            {
                lower[length++] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
            }
        }

        ReadOnlySpan<byte> name = lower.Slice(0, length);
        return length == 0 ? TagKinds.None : FindWord(name, s_technical) ?? FindWord(name, s_words) ?? TagKinds.Other;
    }

    private static TagKinds? FindWord(ReadOnlySpan<byte> name, (byte[] Word, TagKinds Kind)[] words)
    {
        foreach ((byte[] word, TagKinds kind) in words)
        {
            if (name.IndexOf(word) >= 0)
            {
                return kind;
            }
        }

        return null;
    }

    private static TagKinds Find(Dictionary<uint, TagKinds> table, uint name) => table.TryGetValue(name, out TagKinds kind) ? kind : TagKinds.None;

    private static IEnumerable<(byte[] Word, TagKinds Kind)> Words(TagKinds kind, string words) =>
        words.Split(' ').Select(w => (w.Select(c => (byte)c).ToArray(), kind));

    private static Dictionary<uint, TagKinds> Table(params (TagKinds Kind, string Names)[] rows) =>
        rows.SelectMany(r => r.Names.Split(' ').Select(n => (Code(n), r.Kind))).ToDictionary(r => r.Item1, r => r.Kind);

    /// <summary>Three or four characters as a number.</summary>
    private static uint Code(string name) => name.Aggregate(0u, (code, c) => code << 8 | (byte)c);
}
