using System.Text;

namespace MiniMax.Tests.Audio;

/// <summary>The sample entry and the descriptor determine the codec of a track.</summary>
public class TrackCodecTests
{
    private const byte Aac = 0x40;

    [Theory]
    [InlineData("ac-3", "AC-3")]
    [InlineData("ec-3", "E-AC-3")]
    [InlineData("ac-4", "AC-4")]
    [InlineData("Opus", "Opus")]
    [InlineData("fLaC", "FLAC")]
    [InlineData("samr", "AMR-NB")]
    [InlineData("sawb", "AMR-WB")]
    [InlineData("sowt", "PCM")]
    [InlineData("twos", "PCM")]
    [InlineData("lpcm", "PCM")]
    [InlineData("in24", "PCM")]
    [InlineData("in32", "PCM")]
    [InlineData("ipcm", "PCM")]
    [InlineData("raw ", "PCM")]
    [InlineData("NONE", "PCM")]
    [InlineData("fl32", "IEEE float")]
    [InlineData("fl64", "IEEE float")]
    [InlineData("fpcm", "IEEE float")]
    [InlineData("alaw", "A-law")]
    [InlineData("ulaw", "µ-law")]
    [InlineData("ima4", "IMA ADPCM")]
    [InlineData(".mp3", "MP3 in MP4")]
    [InlineData("Qclp", "Qclp")]
    [InlineData("QDM2", "QDM2")]
    [InlineData("QDMC", "QDMC")]
    [InlineData("MAC3", "MAC3")]
    [InlineData("MAC6", "MAC6")]
    [InlineData("sqcp", "sqcp")]
    [InlineData("dtsc", "DTS")]
    [InlineData("dtsh", "DTS")]
    [InlineData("dtsl", "DTS")]
    [InlineData("dtse", "DTS")]
    [InlineData("mlpa", "TrueHD")]
    [InlineData("apac", "APAC")]
    public void Another_sample_entry_is_accepted_with_a_warning_that_names_it(string entry, string name) => AssertUnusual(Entry(entry), name);

    [Theory]
    [InlineData(0x69, "MP3 in MP4")]
    [InlineData(0x6B, "MP3 in MP4")]
    [InlineData(0xA5, "AC-3")]
    [InlineData(0xA6, "E-AC-3")]
    [InlineData(0xA9, "DTS")]
    [InlineData(0xAD, "Opus")]
    [InlineData(0xDD, "Vorbis")]
    [InlineData(0x99, "MPEG-4 audio")]
    public void Another_object_type_is_accepted_with_a_warning_that_names_it(byte objectType, string name) => AssertUnusual(ObjectType(objectType), name);

    [Theory]
    [InlineData(0x66, "MPEG-2 AAC Main")]
    [InlineData(0x67, "MPEG-2 AAC-LC")]
    [InlineData(0x68, "MPEG-2 AAC SSR")]
    public void MPEG_2_AAC_is_accepted_like_MPEG_4_AAC(byte objectType, string name) => AssertUsual(ObjectType(objectType), name);

    [Fact]
    public void Low_complexity_AAC_is_the_usual_profile() => AssertUsual(AacKind(2), "AAC-LC");

    [Theory]
    [InlineData(1, "AAC Main")]
    [InlineData(3, "AAC SSR")]
    [InlineData(4, "AAC LTP")]
    public void Another_profile_of_AAC_is_unusual(byte kind, string name) => AssertUnusual(AacKind(kind), name);

    [Theory]
    [InlineData("enca")]
    [InlineData("encv")]
    [InlineData("drms")]
    [InlineData("drmi")]
    [InlineData("aavd")]
    [InlineData("p608")]
    public void An_encrypted_track_is_rejected(string entry) => AssertNotSupported(Entry(entry), "encrypted");

    [Theory]
    [InlineData("xyz ", "'xyz'")]
    [InlineData("zzzz", "'zzzz'")]
    public void An_unknown_codec_is_rejected(string entry, string name) => AssertNotSupported(Entry(entry), name);

    private static void AssertNotSupported(byte[] file, string word)
    {
        PromptAudioReport report = Inspection.Of(file, "a.m4a");

        PromptAudioFinding finding = Assert.Single(report.Findings, f => f.Severity == FindingSeverity.Error);
        Assert.Equal("AudioTypeNotSupported", finding.Code);
        Assert.Contains(word, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ffmpeg", finding.Remedy, StringComparison.Ordinal);
    }

    private static void AssertUnusual(byte[] file, string name)
    {
        PromptAudioReport report = Inspection.Of(file, "a.m4a");

        Assert.Equal(name, report.Codec);
        Assert.True(report.IsValid, string.Join('\n', report.Findings.Select(f => f.Message)));
        Assert.Contains(report.Findings, f => f.Code == "UnusualCodec" && f.Message.Contains(name, StringComparison.Ordinal));
    }

    private static void AssertUsual(byte[] file, string name)
    {
        PromptAudioReport report = Inspection.Of(file, "a.m4a");

        Assert.Equal(name, report.Codec);
        Assert.True(report.IsValid, string.Join('\n', report.Findings.Select(f => f.Message)));
        Assert.Empty(report.Findings);
    }

    // 129 frames of 1024 samples at 44.1 kHz: 2.995 s.
    private static byte[] File => Mp4Builder.File(129, [], 2995);

    private static byte[] Entry(string type) => Replaced(File, "mp4a"u8, Encoding.Latin1.GetBytes(type));

    private static byte[] ObjectType(byte type) => Replaced(File, [Aac, 0x15], [type, 0x15]);

    // AAC-LC, stereo, 44.1 kHz is 00010 0100 0010 000.
    private static byte[] AacKind(byte kind) => Replaced(File, [5, 2, 0x12, 0x10], [5, 2, (byte)(kind << 3 | 2), 0x10]);

    private static byte[] Replaced(byte[] file, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        int at = file.AsSpan().IndexOf(from);
        Assert.NotEqual(-1, at);
        to.CopyTo(file.AsSpan(at));
        return file;
    }
}
