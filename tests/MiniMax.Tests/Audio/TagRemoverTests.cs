using System.Text;

namespace MiniMax.Tests.Audio;

/// <summary>Tags that TagLib# does not write.</summary>
public class TagRemoverTests
{
    private const int Rate = 44_100;

    public static TheoryData<string, byte[], string> Movies => new()
    {
        { "place of a phone", Mp4Builder.Box("udta", Mp4Builder.Box("\u00A9xyz", [0, 18, 0x15, 0xC7, .. Encoding.ASCII.GetBytes("+52.5200+013.4050/")])), "location" },
        { "place of 3GPP", Mp4Builder.Box("udta", Mp4Builder.FullBox("loci", new byte[20]), Mp4Builder.FullBox("titl", [0x15, 0xC7, 65, 0])), "title, location" },
        { "QuickTime", Mp4Builder.Box("udta", Mp4Builder.Box("\u00A9nam", [0, 1, 0, 0, 65]), Mp4Builder.Box("\u00A9mak", [0, 1, 0, 0, 65])), "title, device" },
        { "iTunes", Mp4Builder.Box("udta", Meta(Item("\u00A9nam"), Item("\u00A9ART"), Item("covr"), Item("\u00A9too"))), "title, artist, picture" },
        { "keys of QuickTime", Keys("com.apple.quicktime.location.ISO6709", "com.apple.quicktime.author", "com.apple.quicktime.software"), "artist, location" },
        { "XMP", Mp4Builder.Box("uuid", [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC, 60, 120]), "other" },
        { "chapters", Mp4Builder.Box("udta", Mp4Builder.FullBox("chpl", new byte[20])), "chapters" },
    };

    [Theory]
    [MemberData(nameof(Movies))]
    public void Tags_of_a_movie_are_named_and_removed(string name, byte[] tags, string kinds)
    {
        Assert.NotEmpty(name);
        byte[] file = Movie(tags);
        PromptAudioReport before = Inspection.Of(file, "a.m4a");
        Assert.Equal(kinds, before.Tags);

        byte[] copy = Copy(file, AudioFormat.M4a);

        PromptAudioReport after = Inspection.Of(copy, "a.m4a");
        Assert.Equal(file.Length, copy.Length);
        Assert.Null(after.Tags);
        Assert.Equal(before.SampleCount, after.SampleCount);
        Assert.Equal(before.Findings.Select(f => f.Message), after.Findings.Select(f => f.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gapless_comment_of_iTunes_stays_if_there_is_no_edit_list(bool hasEditList)
    {
        byte[] comment = Mp4Builder.Box(
            "----", Mp4Builder.FullBox("mean", Encoding.ASCII.GetBytes("com.apple.iTunes")), Mp4Builder.FullBox("name", Encoding.ASCII.GetBytes("iTunSMPB")), Mp4Builder.Box("data", [0, 0, 0, 1, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(" 00000000 00000840 000001CA 000000000003F2F6")]));
        byte[] file = Movie(Mp4Builder.Box("udta", Mp4Builder.Box("\u00A9xyz", [0, 1, 0, 0, 65]), Meta(Item("\u00A9nam"), comment, Item("covr"))), hasEditList ? Mp4Builder.EditList((6000, 1024)) : []);

        byte[] copy = Copy(file, AudioFormat.M4a);

        Assert.Equal("title, picture, location", Inspection.Of(file, "a.m4a").Tags);
        Assert.Null(Inspection.Of(copy, "a.m4a").Tags);
        Assert.Equal(Inspection.Of(file, "a.m4a").SampleCount, Inspection.Of(copy, "a.m4a").SampleCount);
        Assert.Equal(!hasEditList, Encoding.Latin1.GetString(copy).Contains("iTunSMPB", StringComparison.Ordinal));
        Assert.DoesNotContain("TAGTEXT", Encoding.Latin1.GetString(copy), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_of_a_WAV_are_named_and_removed()
    {
        byte[] bext = new byte[602];
        "Interview"u8.CopyTo(bext);
        byte[] list = [.. "INFO"u8, .. WavBuilder.Chunk("INAM", [65, 66, 67, 0]), .. WavBuilder.Chunk("ILOC", [65, 66, 67, 0]), .. WavBuilder.Chunk("ISFT", [65, 66, 67, 0])];
        byte[] file = WavBuilder.File(WavBuilder.Chunk("bext", bext), WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", Noise(16_001)), WavBuilder.Chunk("LIST", list), WavBuilder.Chunk("iXML", [60, 120]));

        byte[] copy = Copy(file, AudioFormat.Wav);

        Assert.Equal("title, description, location, other", Inspection.Of(file, "a.wav").Tags);
        Assert.Equal(WavBuilder.File(WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", Noise(16_001))), copy);
    }

    [Fact]
    public void A_tag_with_a_name_and_no_content_is_not_a_tag() =>
        Assert.Null(Inspection.Of(WavBuilder.File(WavBuilder.Format(1, 1, 8000, 2, 16), WavBuilder.Chunk("data", Noise(16_000)), WavBuilder.Chunk("LIST", [.. "INFO"u8, .. WavBuilder.Chunk("INAM", [0])])), "a.wav").Tags);

    internal static byte[] Copy(byte[] file, AudioFormat format)
    {
        using var source = new MemoryStream(file);
        using var target = new MemoryStream();
        TagRemover.Copy(source, format, target);
        return target.ToArray();
    }

    private static byte[] Movie(byte[] tags, byte[]? edits = null)
    {
        byte[] tables = [.. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(1, 250, 1024)), .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(1, 1, 1000, 1)), .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(10, 250)), .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(1, 36))];
        return [.. Mp4Builder.FileType, .. Mp4Builder.Box("mdat", Mp4Builder.SampleBytes(2500)), .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 5805), Mp4Builder.AacTrack(Rate, edits ?? [], tables), tags)];
    }

    private static byte[] Meta(params byte[][] items) =>
        Mp4Builder.FullBox("meta", [.. Mp4Builder.FullBox("hdlr", [0, 0, 0, 0, .. "mdirappl"u8, .. new byte[9]]), .. Mp4Builder.Box("ilst", items)]);

    private static byte[] Item(string type) => Mp4Builder.Box(type, Mp4Builder.Box("data", [0, 0, 0, 1, 0, 0, 0, 0, .. "TAGTEXT"u8]));

    /// <summary>QuickTime metadata: the names in one box, the values in another.</summary>
    private static byte[] Keys(params string[] names)
    {
        byte[] keys = [.. names.SelectMany(n => Mp4Builder.Box("mdta", Encoding.ASCII.GetBytes(n)))];
        byte[] items = [.. names.SelectMany((_, i) => Mp4Builder.Box(Encoding.Latin1.GetString([0, 0, 0, (byte)(i + 1)]), Mp4Builder.Box("data", [0, 0, 0, 1, 0, 0, 0, 0, 65])))];
        return Mp4Builder.Box("meta", [.. Mp4Builder.FullBox("hdlr", [0, 0, 0, 0, .. "mdta"u8, .. new byte[13]]), .. Mp4Builder.FullBox("keys", [.. Mp4Builder.UInt32((uint)names.Length), .. keys]), .. Mp4Builder.Box("ilst", items)]);
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
