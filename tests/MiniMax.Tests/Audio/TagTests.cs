using System.Text;
using MiniMax.Tests.Audio.Odd;
using static MiniMax.Tests.Audio.Odd.MovieParts;

namespace MiniMax.Tests.Audio;

/// <summary>Tags by their bytes: every name, and every form of a size, a header and a text.</summary>
public class TagTests
{
    private const int Id3v1Size = 128;
    private const int ApeHeaderSize = 32;

    // ID3v2.2.0 §4, ID3v2.3.0 §4 and ID3v2.4.0 frames §4.
    [Theory]
    [InlineData("title", "TIT1 TIT2 TIT3 TT1 TT2 TT3 TOAL TSOT")]
    [InlineData("artist", "TPE1 TPE2 TPE3 TPE4 TP1 TP2 TP3 TP4 TCOM TCM TOPE TOLY TEXT TXT TIPL TMCL IPLS TSOP")]
    [InlineData("album", "TALB TAL TSOA")]
    [InlineData("genre", "TCON TCO")]
    [InlineData("date", "TYER TYE TDRC TDAT TDA TIME TIM TDRL TDOR TORY TRDA TDTG")]
    [InlineData("comment", "COMM COM")]
    [InlineData("lyrics", "USLT ULT SYLT SLT")]
    [InlineData("copyright", "TCOP TCR WCOP TPRO")]
    [InlineData("picture", "APIC PIC")]
    [InlineData("chapters", "CHAP CTOC")]
    [InlineData("other", "GEOB GEO PRIV UFID UFI POPM POP OWNE COMR USER TOWN TENC TEN WXXX WXX")]
    [InlineData(null, "TLEN TLE TBPM TKEY TRCK TSSE TSS RVAD MCDI")]
    public void A_frame_of_ID3v2_counts_by_its_name(string? kind, string names)
    {
        foreach (string name in names.Split(' '))
        {
            Assert.Equal((name, kind), (name, TagsOf([.. Id3(VersionOf(name), Frame(VersionOf(name), name)), .. Audio])));
        }
    }

    // Multimedia Programming Interface and Data Specifications 1.0, and common extensions.
    [Theory]
    [InlineData("title", "INAM TITL")]
    [InlineData("artist", "IART IMUS IWRI ISTR IENG ITCH ICMS")]
    [InlineData("album", "IPRD")]
    [InlineData("genre", "IGNR")]
    [InlineData("date", "ICRD IDIT YEAR")]
    [InlineData("comment", "ICMT COMM")]
    [InlineData("description", "ISBJ IKEY")]
    [InlineData("lyrics", "ILYC")]
    [InlineData("copyright", "ICOP")]
    [InlineData("location", "ILOC ICNT")]
    [InlineData("device", "IMAK IMOD")]
    [InlineData("other", "IARL ISRC ISRF")]
    [InlineData(null, "ISFT IMED ITRK")]
    public void An_INFO_chunk_of_a_WAV_counts_by_its_name(string? kind, string names)
    {
        foreach (string name in names.Split(' '))
        {
            Assert.Equal((name, kind), (name, TagsOfWav(List("INFO", WavBuilder.Chunk(name, "text"u8.ToArray())))));
        }
    }

    // The items of ilst, and the boxes of QuickTime and 3GPP (TS 26.244 §8) in udta.
    [Theory]
    [InlineData("title", "\u00A9nam \u00A9TIT \u00A9tr1 titl sonm \u00A9st3 \u00A9grp")]
    [InlineData("artist", "\u00A9ART aART \u00A9wrt \u00A9prf \u00A9art \u00A9aut \u00A9com \u00A9dir \u00A9prd perf auth soar soaa soco")]
    [InlineData("album", "\u00A9alb albm soal")]
    [InlineData("genre", "\u00A9gen gnre")]
    [InlineData("date", "\u00A9day yrrc date")]
    [InlineData("comment", "\u00A9cmt \u00A9inf")]
    [InlineData("description", "desc ldes \u00A9des dscp \u00A9dsc keyw kywd")]
    [InlineData("lyrics", "\u00A9lyr")]
    [InlineData("copyright", "cprt \u00A9cpy")]
    [InlineData("picture", "covr thmb")]
    [InlineData("location", "\u00A9xyz loci")]
    [InlineData("device", "\u00A9mak \u00A9mod manu modl")]
    [InlineData("chapters", "chpl")]
    [InlineData("other", "apID ownr purd Xtra uuid rtng clsf urat")]
    [InlineData(null, "\u00A9too \u00A9enc trkn disk tmpo cpil pgap name")]
    public void A_box_of_an_M4A_counts_by_its_name(string? kind, string names)
    {
        foreach (string name in names.Split(' '))
        {
            Assert.Equal((name, kind), (name, TagsOfMovie(Mp4Builder.Box(name, [0, 1, 0, 0, 65]))));
            Assert.Equal((name, kind), (name, TagsOfMovie(Mp4Builder.FullBox("meta", Mp4Builder.Box("ilst", Mp4Builder.Box(name, Data))))));
            Assert.Null(TagsOfMovie(Mp4Builder.Box(name, [0, 1, 0, 0])));
        }
    }

    [Fact]
    public void Every_form_of_tags_in_an_M4A_counts()
    {
        byte[] id32 = Mp4Builder.FullBox("ID32", [0x15, 0xC7, .. Id3(4, Frame(4, "TIT2"))]);
        byte[] xmp = Mp4Builder.Box("uuid", [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC]);
        byte[] unknown = Mp4Builder.Box("uuid", new byte[16]);
        byte[] free = Mp4Builder.Box("----", Mp4Builder.FullBox("mean", "com.apple.iTunes"u8.ToArray()), Mp4Builder.FullBox("name", "Comment"u8.ToArray()), Data);
        byte[] nameless = Mp4Builder.Box("----", Mp4Builder.FullBox("name"), Data);
        byte[] keys = Mp4Builder.FullBox("keys", [.. Mp4Builder.UInt32(2), .. Mp4Builder.Box("mdta", "com.apple.quicktime.title"u8.ToArray()), .. Mp4Builder.Box("mdta", "com.apple.quicktime.make"u8.ToArray())]);
        byte[] Item(uint number) => [.. Mp4Builder.UInt32((uint)(8 + Data.Length), number), .. Data];

        Assert.Equal("title", TagsOfMovie(Mp4Builder.FullBox("meta", id32)));
        Assert.Equal("title, album", TagsOfMovie(Mp4Builder.FullBox("meta", Mp4Builder.Box("ilst", Mp4Builder.Box("\u00A9alb", Data)), id32)));
        Assert.Equal("title", TagsOfMovie(Mp4Builder.Box("titl", Data), Mp4Builder.FullBox("meta", id32)));
        Assert.Equal("comment", TagsOfMovie(Mp4Builder.FullBox("meta", Mp4Builder.Box("ilst", free, free, nameless))));
        Assert.Equal("title", TagsOfMovie(Mp4Builder.Box("meta", Mp4Builder.Handler("mdta"), keys, Mp4Builder.Box("ilst", Item(1), Item(1), Item(3)))));
        Assert.Equal("title, device", TagsOfMovie(Mp4Builder.Box("meta", Mp4Builder.Handler("mdta"), keys, Mp4Builder.Box("ilst", Item(2), Item(1)))));
        Assert.Equal("title", TagsOfMovie(Mp4Builder.Box("titl", Data), Mp4Builder.Box("\u00A9nam", Data)));
        Assert.Equal("title, artist", TagsOfMovie(Mp4Builder.Box("titl", Data), Mp4Builder.Box("perf", Data)));
        Assert.Equal("other", Inspection.Of([.. Movie(Track()), .. xmp], "a.m4a").Tags);
        Assert.Equal("other", Inspection.Of([.. Movie(Track()), .. xmp, .. xmp], "a.m4a").Tags);
        Assert.Null(Inspection.Of([.. Movie(Track()), .. unknown], "a.m4a").Tags);
        Assert.Null(Inspection.Of([.. Movie(Track()), .. xmp.AsSpan(0, 4), .. "free"u8, .. xmp.AsSpan(8)], "a.m4a").Tags);
        Assert.Equal("title", Inspection.Of([.. Mp4Builder.FileType, .. Mp4Builder.Box("udta", Mp4Builder.Box("titl", Data)), .. Movie(Track()).AsSpan(Mp4Builder.FileType.Length)], "a.m4a").Tags);
        Assert.Equal("title", Inspection.Of(Movie(Track(), Mp4Builder.Box("trak", Mp4Builder.Box("udta", Mp4Builder.Box("titl", Data)))), "a.m4a").Tags);
    }

    // Multimedia Programming Interface and Data Specifications 1.0, "Associated Data Chunk".
    [Theory]
    [InlineData("comment", "adtl", "labl")]
    [InlineData("comment", "adtl", "note")]
    [InlineData("comment", "adtl", "ltxt")]
    [InlineData(null, "adtl", "file")]
    [InlineData(null, "adtl", "INAM")]
    [InlineData(null, "INFO", "labl")]
    [InlineData(null, "wavl", "INAM")]
    [InlineData(null, "wavl", "labl")]
    public void A_chunk_in_a_list_counts_by_the_form_of_the_list(string? kind, string form, string name) =>
        Assert.Equal(kind, TagsOfWav(List(form, WavBuilder.Chunk(name, 1, 0, 0, 0, 65, 0))));

    [Fact]
    public void Every_chunk_of_a_list_counts_if_it_is_not_empty()
    {
        byte[] odd = WavBuilder.Chunk("INAM", 65, 66, 0);
        byte[] even = WavBuilder.Chunk("IART", 65, 66);
        byte[] zero = WavBuilder.Chunk("ICMT", 0);

        Assert.Equal("title, artist", TagsOfWav(List("INFO", odd, even)));
        Assert.Equal("title, artist", TagsOfWav(List("INFO", even, odd)));
        Assert.Equal("title, artist", TagsOfWav(List("INFO", even), List("INFO", odd)));
        Assert.Equal("title", TagsOfWav(List("INFO", zero, odd, zero)));
        Assert.Equal("title", TagsOfWav(List("INFO", odd, WavBuilder.Chunk("TITL", 65, 66))));
        Assert.Equal("comment", TagsOfWav(List("adtl", WavBuilder.Chunk("labl", 1, 0, 0, 0, 65, 0), WavBuilder.Chunk("note", 1, 0, 0, 0, 65, 0))));
        Assert.Null(TagsOfWav(List("INFO", zero)));
        Assert.Null(TagsOfWav(List("INFO")));
    }

    // EBU Tech 3285 §2.3: Description has 256 bytes, Originator and OriginatorReference have 32 each.
    [Theory]
    [InlineData(602, 65, 0, "description")]
    [InlineData(602, 0, 65, "other")]
    [InlineData(602, 65, 65, "description, other")]
    [InlineData(602, 0, 0, null)]
    [InlineData(257, 0, 65, "other")]
    [InlineData(256, 65, 0, "description")]
    [InlineData(1, 65, 0, "description")]
    [InlineData(0, 0, 0, null)]
    public void A_broadcast_chunk_counts_by_its_fields(int size, byte description, byte originator, string? kinds)
    {
        byte[] fields = new byte[size];
        if (size > 0)
        {
            fields[0] = description;
        }

        if (size > 256)
        {
            fields[256] = originator;
        }

        Assert.Equal(kinds, TagsOfWav(WavBuilder.Chunk("bext", fields)));
    }

    [Theory]
    [InlineData("title", "DISP")]
    [InlineData("other", "iXML axml _PMX cart afsp")]
    [InlineData(null, "fact JUNK cue  smpl")]
    public void Another_chunk_of_a_WAV_counts_by_its_name(string? kind, string names)
    {
        foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal((name, kind), (name, TagsOfWav(WavBuilder.Chunk(name.PadRight(4), 65, 66))));
        }
    }

    [Fact]
    public void ID3v2_in_a_chunk_of_a_WAV_counts()
    {
        Assert.Equal("title", TagsOfWav(WavBuilder.Chunk("id3 ", Id3(3, Frame(3, "TIT2")))));
        Assert.Equal("title", TagsOfWav(WavBuilder.Chunk("ID3 ", Id3(3, Frame(3, "TIT2")))));
        Assert.Equal("title", TagsOfWav(WavBuilder.Chunk("id3 ", Id3(3, Frame(3, "TIT2"))), List("INFO", WavBuilder.Chunk("INAM", 65, 66))));
        Assert.Null(TagsOfWav(WavBuilder.Chunk("id3 ", 65, 66)));
    }

    // A free-form name counts by the word that it contains, in every encoding of ID3v2.4.0 structure §4.
    [Theory]
    [InlineData("location", "location GPSCoordinates latitude com.apple.quicktime.ISO6709")]
    [InlineData("picture", "Cover artwork PICTURE")]
    [InlineData("title", "title DisplayName")]
    [InlineData("artist", "artist Author composer performer Director")]
    [InlineData("album", "album")]
    [InlineData("genre", "Genre")]
    [InlineData("date", "year Date")]
    [InlineData("comment", "my-comment")]
    [InlineData("description", "description KEYWORDS")]
    [InlineData("lyrics", "lyrics")]
    [InlineData("copyright", "Copyright")]
    [InlineData("device", "make Model")]
    [InlineData("other", "x Unknown")]
    [InlineData(null, "iTunNORM Encoder software REPLAYGAIN_TRACK_PEAK MP3GAIN_MINMAX major_brand minor_version compatible_brands tool cdec AccurateRip TrackNumber disc android.version player.version")]
    public void A_free_form_name_counts_by_its_words(string? kind, string names)
    {
        foreach (string name in names.Split(' '))
        {
            foreach (byte[] text in new byte[][]
            {
                [0, .. Encoding.Latin1.GetBytes(name), 0],
                [1, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes(name), 0, 0],
                [1, 0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(name), 0, 0],
                [2, .. Encoding.BigEndianUnicode.GetBytes(name), 0, 0],
                [3, .. Encoding.UTF8.GetBytes(name), 0],
            })
            {
                Assert.Equal((name, kind), (name, TagsOf([.. Id3(4, Frame(4, "TXXX", [.. text, .. "title"u8])), .. Audio])));
            }

            Assert.Equal((name, kind), (name, TagsOf([.. Id3(2, Frame(2, "TXX", [0, .. Encoding.Latin1.GetBytes(name), 0, .. "title"u8])), .. Audio])));
            Assert.Equal((name, kind), (name, TagsOf([.. Audio, .. Ape(ApeItem(name))])));
        }
    }

    [Theory]
    [InlineData(2, "TT2", 0, null)]
    [InlineData(2, "TT2", 1, null)]
    [InlineData(2, "TT2", 2, "title")]
    [InlineData(3, "TIT2", 0, null)]
    [InlineData(3, "TIT2", 1, null)]
    [InlineData(3, "TIT2", 2, "title")]
    [InlineData(4, "TIT2", 1, null)]
    [InlineData(4, "TIT2", 2, "title")]
    [InlineData(4, "TXXX", 0, null)]
    [InlineData(4, "TXXX", 1, null)]
    public void A_frame_with_only_the_byte_of_its_encoding_is_empty(int version, string name, int size, string? kind) =>
        Assert.Equal(kind, TagsOf([.. Id3(version, Frame(version, name, new byte[size]), new byte[20]), .. Audio]));

    // The second frame is found only if the size of the first one was read right.
    [Theory]
    [InlineData(2, 100)]
    [InlineData(2, 200)]
    [InlineData(2, 1000)]
    [InlineData(2, 70_000)]
    [InlineData(3, 100)]
    [InlineData(3, 200)]
    [InlineData(3, 1000)]
    [InlineData(3, 70_000)]
    [InlineData(4, 100)]
    [InlineData(4, 1000)]
    [InlineData(4, 70_000)]
    [InlineData(4, 2_100_000)]
    public void The_size_of_a_frame_leads_to_the_next(int version, int size)
    {
        byte[] first = Frame(version, version == 2 ? "TT2" : "TIT2", new byte[size]);
        byte[] second = Frame(version, version == 2 ? "TAL" : "TALB");

        Assert.Equal("title, album", TagsOf([.. Id3(version, first, second), .. Audio]));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(384)]
    [InlineData(32_784)]
    public void A_frame_of_ID3v2_4_with_a_size_of_ID3v2_3_leads_to_the_next(int size) =>
        Assert.Equal("title, album", TagsOf([.. Id3(4, Frame(3, "TIT2", new byte[size]), Frame(4, "TALB")), .. Audio]));

    // No recording has as many; the limits bound the time of an inspection.
    [Theory]
    [InlineData(999, "title")]
    [InlineData(1000, null)]
    public void A_tag_counts_up_to_its_thousandth_frame(int others, string? kinds)
    {
        byte[][] Followed(byte[] other, byte[] title) => [.. Enumerable.Repeat(other, others), title];
        byte[] keys = Mp4Builder.FullBox("keys", [.. Mp4Builder.UInt32(1001), .. Bytes.Joined(Followed(Mp4Builder.Box("mdta", "encoder"u8.ToArray()), Mp4Builder.Box("mdta", "title"u8.ToArray())))]);
        byte[] item = [.. Mp4Builder.UInt32((uint)(8 + Data.Length), (uint)others + 1), .. Data];

        Assert.Equal(kinds, TagsOf([.. Id3(4, Followed(Frame(4, "TLEN"), Frame(4, "TIT2"))), .. Audio]));
        Assert.Equal(kinds, TagsOf([.. Audio, .. Ape(Followed(ApeItem("Encoder"), ApeItem("Title")))]));
        Assert.Equal(kinds, TagsOfWav(List("INFO", Followed(WavBuilder.Chunk("ISFT", 65, 66), WavBuilder.Chunk("INAM", 65, 66)))));
        Assert.Equal(kinds, TagsOfMovie(Mp4Builder.Box("meta", Mp4Builder.Handler("mdta"), keys, Mp4Builder.Box("ilst", item))));
    }

    [Theory]
    [InlineData(63, "title")]
    [InlineData(64, null)]
    public void Tags_in_front_count_up_to_the_64th(int others, string? kinds) =>
        Assert.Equal(kinds, TagsOf([.. Bytes.Repeated(Id3(4, Frame(4, "TLEN")), others), .. Id3(4, Frame(4, "TIT2")), .. Audio]));

    // ID3v2.3.0 §3.2: without its own four bytes. ID3v2.4.0 structure §3.2: with them, 7 bits in a byte.
    [Theory]
    [InlineData(3, new byte[] { 0, 0, 0, 6 }, 6)]
    [InlineData(3, new byte[] { 0, 0, 0, 200 }, 200)]
    [InlineData(4, new byte[] { 0, 0, 0, 6 }, 2)]
    [InlineData(4, new byte[] { 0, 0, 1, 0x48 }, 196)]
    public void An_extended_header_is_skipped(int version, byte[] size, int more) =>
        Assert.Equal("title", TagsOf([.. Id3(version, 0x40, [.. size, .. new byte[more]], Frame(version, "TIT2")), .. Audio]));

    [Fact]
    public void ID3v2_2_has_no_extended_header() =>
        Assert.Equal("title", TagsOf([.. Id3(2, 0x40, Frame(2, "TT2")), .. Audio]));

    [Fact]
    public void An_extended_header_that_does_not_fit_ends_the_tag() =>
        Assert.Null(TagsOf([.. Id3(3, 0x40, [0xFF, 0xFF, 0xFF, 0xFF], Frame(3, "TIT2")), .. Audio]));

    // ID3v2.3.0 §5: after FF, unsynchronization inserts a zero, which the size of the frame does not include.
    [Theory]
    [InlineData(new byte[] { 1, 0xFF, 0x00, 0xFE, 65, 0 }, 5)]
    [InlineData(new byte[] { 0, 0xFF, 0x00, 0xFF, 0x00 }, 3)]
    [InlineData(new byte[] { 0, 65, 66 }, 3)]
    public void Inserted_zeros_do_not_count_in_a_size_of_ID3v2_3(byte[] content, byte size)
    {
        byte[] frame = [.. "TIT2"u8, 0, 0, 0, size, 0, 0, .. content];

        Assert.Equal("title, album", TagsOf([.. Id3(3, 0x80, frame, Frame(3, "TALB")), .. Audio]));
        Assert.Equal("title, album", TagsOf([.. Id3(4, 0x80, Frame(4, "TIT2", content), Frame(4, "TALB")), .. Audio]));
    }

    [Fact]
    public void Inserted_zeros_count_across_the_blocks_of_a_long_frame()
    {
        byte[] content = Bytes.Repeated([65, 0xFF, 0x00], 10_000);
        byte[] frame = [.. "TIT2"u8, .. MpegParts.BigEndian(20_000), 0, 0, .. content];

        Assert.Equal("title, album", TagsOf([.. Id3(3, 0x80, frame, Frame(3, "TALB")), .. Audio]));
    }

    [Theory]
    [InlineData("title", 3, 30)]
    [InlineData("artist", 33, 30)]
    [InlineData("album", 63, 30)]
    [InlineData("date", 93, 4)]
    [InlineData("comment", 97, 28)]
    [InlineData(null, 125, 3)]
    public void A_field_of_ID3v1_counts_from_its_first_to_its_last_byte(string? kind, int start, int length)
    {
        foreach (int position in new[] { start, start + length - 1 })
        {
            byte[] tag = [.. "TAG"u8, .. new byte[60], .. Enumerable.Repeat((byte)' ', 62), 0, 1, 2];
            tag[position] = 65;
            Assert.Equal((position, kind), (position, TagsOf([.. Audio, .. tag])));
        }
    }

    [Fact]
    public void Several_tags_at_one_end_all_count()
    {
        byte[] id3v1 = [.. "TAG"u8, 65, .. new byte[Id3v1Size - 4]];
        byte[] lyrics = Encoding.ASCII.GetBytes("LYRICSBEGININD0000210LYR00001a");
        byte[] withSize = [.. lyrics, .. Encoding.ASCII.GetBytes($"{lyrics.Length:D6}LYRICS200")];

        Assert.Equal("title, album", TagsOf([.. Id3(3, Frame(3, "TIT2")), .. Id3(4, Frame(4, "TALB")), .. Audio]));
        Assert.Equal("title, album", TagsOf([.. Id3(3, Frame(3, "TIT2")), .. Ape(hasHeader: true, ApeItem("Album")), .. Audio]));
        Assert.Equal("title, album", TagsOf([.. Audio, .. Ape(ApeItem("Album")), .. id3v1]));
        Assert.Equal("title, album", TagsOf([.. Audio, .. Ape(hasHeader: true, ApeItem("Album")), .. id3v1]));
        Assert.Equal("title, lyrics", TagsOf([.. Audio, .. withSize, .. id3v1]));
        Assert.Equal("lyrics", TagsOf([.. Audio, .. withSize]));
        Assert.Equal("title, album, genre", TagsOf([.. Id3(3, Frame(3, "TCON")), .. Audio, .. Ape(ApeItem("Album")), .. id3v1]));
        Assert.Equal("album", TagsOf([.. Audio, .. Id3(4, 0x10, Frame(4, "TALB")), .. "3DI"u8, 4, 0, 0x10, 0, 0, 0, (byte)Frame(4, "TALB").Length]));
    }

    [Fact]
    public void Every_item_of_an_APE_tag_counts_if_it_is_not_empty()
    {
        Assert.Equal("artist, album", TagsOf([.. Audio, .. Ape(ApeItem("Title", 0), ApeItem("Album", 300), ApeItem("Artist", 1))]));
        Assert.Equal("artist, album", TagsOf([.. Ape(hasHeader: true, ApeItem("Title", 0), ApeItem("Album", 300), ApeItem("Artist", 1)), .. Audio]));
        Assert.Null(TagsOf([.. Audio, .. Ape()]));
    }

    [Fact]
    public void A_kind_of_tag_counts_however_often_it_occurs()
    {
        byte[] id3v1 = [.. "TAG"u8, 65, .. new byte[Id3v1Size - 4]];
        byte[] title = Id3(3, Frame(3, "TIT2"));
        byte[] lyrics = Encoding.ASCII.GetBytes("LYRICSBEGININD0000210LYR00001a");
        byte[] withSize = [.. lyrics, .. Encoding.ASCII.GetBytes($"{lyrics.Length:D6}LYRICS200")];

        Assert.Equal("title", TagsOf([.. Id3(3, Frame(3, "TIT2"), Frame(3, "TIT1")), .. Audio]));
        Assert.Equal("title", TagsOf([.. title, .. title, .. Audio]));
        Assert.Equal("title", TagsOf([.. title, .. Ape(hasHeader: true, ApeItem("Title"), ApeItem("Title2")), .. Audio]));
        Assert.Equal("title", TagsOf([.. title, .. Audio, .. id3v1]));
        Assert.Equal("title", TagsOf([.. title, .. Audio, .. Ape(ApeItem("Title")), .. id3v1]));
        Assert.Equal("title", TagsOf([.. Audio, .. id3v1, .. Ape(ApeItem("Title")), .. id3v1]));
        Assert.Equal("title", TagsOf([.. Audio, .. Ape(ApeItem("Title")), .. Ape(ApeItem("Title"))]));
        Assert.Equal("title, lyrics", TagsOf([.. Id3(4, Frame(4, "USLT")), .. Audio, .. withSize, .. id3v1]));
    }

    private static byte[] Audio => MpegParts.Frames(50);

    /// <summary>The value of an item of <c>ilst</c>.</summary>
    private static byte[] Data => Mp4Builder.Box("data", Mp4Builder.UInt32(1, 0), "text"u8.ToArray());

    private static byte[] List(string form, params byte[][] chunks) => WavBuilder.Chunk("LIST", [.. Encoding.ASCII.GetBytes(form), .. chunks.SelectMany(c => c)]);

    private static string? TagsOfWav(params byte[][] chunks) =>
        Inspection.Of(WavBuilder.File([WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", new byte[16_000]), .. chunks]), "a.wav").Tags;

    private static string? TagsOfMovie(params byte[][] userData) =>
        Inspection.Of(Movie(Track(), Mp4Builder.Box("udta", userData)), "a.m4a").Tags;

    private static int VersionOf(string name) => name.Length == 3 ? 2 : 4;

    private static string? TagsOf(byte[] file) => Inspection.Of(file, "a.mp3").Tags;

    private static byte[] Id3(int version, params byte[][] frames) => Id3(version, 0, frames);

    private static byte[] Id3(int version, byte flags, params byte[][] frames)
    {
        byte[] content = Bytes.Joined(frames);
        return [.. "ID3"u8, (byte)version, 0, flags, .. SyncSafe(content.Length), .. content];
    }

    private static byte[] Frame(int version, string name) => Frame(version, name, [0, 65, 66]);

    private static byte[] Frame(int version, string name, byte[] content) =>
    [
        .. Encoding.ASCII.GetBytes(name),
        .. version == 2 ? MpegParts.BigEndian((uint)content.Length)[1..] : version == 3 ? MpegParts.BigEndian((uint)content.Length) : SyncSafe(content.Length),
        .. version == 2 ? [] : new byte[2],
        .. content,
    ];

    private static byte[] SyncSafe(int size) => [(byte)(size >> 21), (byte)(size >> 14 & 0x7F), (byte)(size >> 7 & 0x7F), (byte)(size & 0x7F)];

    private static byte[] ApeItem(string name, int size = 2) =>
        [.. WavBuilder.UInt32((uint)size), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(name), 0, .. Enumerable.Repeat((byte)65, size)];

    private static byte[] Ape(params byte[][] items) => Ape(hasHeader: false, items);

    // APEv2: the size in header and footer includes the footer and the items.
    private static byte[] Ape(bool hasHeader, params byte[][] items)
    {
        byte[] content = Bytes.Joined(items);
        byte[] Part(byte flags) => [.. "APETAGEX"u8, .. WavBuilder.UInt32(2000), .. WavBuilder.UInt32((uint)(content.Length + ApeHeaderSize)), .. WavBuilder.UInt32((uint)items.Length), 0, 0, 0, flags, .. new byte[8]];
        byte flags = hasHeader ? (byte)0x80 : (byte)0;
        return [.. hasHeader ? Part(0xA0) : [], .. content, .. Part(flags)];
    }
}
