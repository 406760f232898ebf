using System.Text;

namespace MiniMax.Tests.Audio;

/// <summary>Files of other types are rejected with the name of the type, also after an ID3 tag.</summary>
public class ForeignTypeTests
{
    // The first bytes as Latin-1 text, from the specification of each format.
    public static TheoryData<string, string> Magics => new()
    {
        { "OggS\0", "Ogg" },
        { "fLaC\0\0\0\x22", "FLAC" },
        { "\x1A\x45\xDF\xA3", "Matroska or WebM" },
        { "FORM\0\0\0\0AIFF", "AIFF" },
        { "caff\0\x01", "CAF" },
        { "#!AMR\n", "AMR" },
        { "#!SILK_V3", "SILK" },
        { "\x02#!SILK_V3", "SILK" },
        { "\x30\x26\xB2\x75\x8E\x66\xCF\x11", "ASF (WMA)" },
        { ".snd\0\0\0\x18", "AU" },
        { "riff\x2E\x91\xCF\x11", "Wave64" },
        { "FLV\x01", "FLV" },
        { "Creative Voice File\x1A", "Creative Voice" },
        { "MThd\0\0\0\x06", "MIDI" },
        { "MAC \x96\x0F", "Monkey's Audio (APE)" },
        { "wvpk", "WavPack" },
        { "TTA1", "True Audio (TTA)" },
        { "TTA2", "True Audio (TTA)" },
        { "MPCK", "Musepack" },
        { "MP+\x07", "Musepack" },
        { "OFR ", "OptimFROG" },
        { "tBaK", "TAK" },
        { "ajkg\x02", "Shorten" },
        { "DSD \x1C", "DSD" },
        { "FRM8\0\0\0\0", "DSD" },
        { ".RMF\0\0", "RealMedia" },
        { ".ra\xFD\0\x03", "RealAudio" },
        { "ADIF", "AAC without a container (ADIF)" },
        { "\xFF\xF1\x50\x80", "AAC without a container (ADTS)" },
        { "\xFF\xF9\x50\x80", "AAC without a container (ADTS)" },
        { "\x0B\x77\x12\x34", "AC-3" },
        { "\x7F\xFE\x80\x01", "DTS" },
        { "\0\0\x01\xBA\x44", "an MPEG program stream" },
        { "%PDF-1.7", "PDF" },
        { "PK\x03\x04\x14", "ZIP" },
        { "PK\x05\x06\0", "ZIP" },
        { "\x89PNG\r\n\x1A\n", "a PNG picture" },
        { "\xFF\xD8\xFF\xE0", "a JPEG picture" },
        { "GIF89a", "a GIF picture" },
        { "\x1F\x8B\x08", "gzip" },
        { "7z\xBC\xAF\x27\x1C", "7-Zip" },
        { "Rar!\x1A\x07", "RAR" },
        { "MZ\x90\0", "a Windows program" },
        { "\x7F" + "ELF\x02", "a Linux program" },
        { "RIFF\0\0\0\0AVI LIST", "AVI" },
        { "RIFF\0\0\0\0WEBPVP8 ", "a WebP picture" },
        { "RIFF\0\0\0\0RMID", "a RIFF file that is not a WAVE file" },
        { "<!DOCTYPE html><html>" + "<p>a page of an error in place of a recording</p></html>", "HTML or XML" },
        { "\xEF\xBB\xBF  \r\n\t{\"error\": \"there is no such recording at this address any more\"}", "JSON" },
        { "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]", "JSON" },
        { "Dear reader, this is a letter and no recording, although its name says so.", "text" },
        { "name\tlength\r\nnarrator\t8 s\r\nguest\t7 s\r\nsomebody else whose voice is not known yet\t9 s", "text" },
    };

    [Theory]
    [MemberData(nameof(Magics))]
    public void Another_type_is_rejected_by_its_name(string magic, string name) => AssertRejected(Padded(magic), name);

    [Theory]
    [MemberData(nameof(Magics))]
    public void Another_type_after_an_ID3_tag_is_rejected(string magic, string name) => AssertRejected([.. Id3(20), .. Padded(magic)], name);

    [Fact]
    public void A_WAV_after_an_ID3_tag_is_rejected() => AssertRejected([.. Id3(20), .. Padded("RIFF\0\0\0\0WAVEfmt ")], "a WAV after an ID3 tag");

    [Fact]
    public void An_M4A_after_an_ID3_tag_is_rejected() => AssertRejected([.. Id3(20), .. Padded("\0\0\0\x18" + "ftypM4A ")], "an M4A after an ID3 tag");

    [Theory]
    [InlineData(0, 188, 376, true)]
    [InlineData(0, 188, 377, false)]
    [InlineData(0, 189, 376, false)]
    [InlineData(1, 188, 376, false)]
    public void A_transport_stream_has_three_sync_bytes_at_packet_distance(int first, int second, int third, bool isOne)
    {
        byte[] bytes = Padded("\x01");
        bytes[first] = bytes[second] = bytes[third] = 0x47;

        Assert.Equal(isOne, Message(bytes).Contains("an MPEG transport stream", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, 200, 0x56, 0xE0, true)]
    [InlineData(300, 300, 0x56, 0xFF, true)]
    [InlineData(200, 201, 0x56, 0xE0, false)]
    [InlineData(200, 200, 0x57, 0xE0, false)]
    [InlineData(200, 200, 0x56, 0xC0, false)]
    public void LATM_has_a_second_sync_word_after_its_length(int said, int length, byte first, byte second, bool isOne)
    {
        byte[] bytes = Padded("\x56" + (char)(0xE0 | said >> 8) + (char)(said & 0xFF));
        bytes[3 + length] = first;
        bytes[3 + length + 1] = second;

        Assert.Equal(isOne, Message(bytes).Contains("AAC without a container (LATM)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\x56\xE0\xC8\x01")]
    [InlineData("\x47\x01\x02\x03")]
    [InlineData("\xFF\xF1")]
    [InlineData("ABCD\x01\x02\x03\x04WAVE")]
    [InlineData("Dear reader\x7F, this is a letter of some other kind, and no recording, which it is not")]
    public void A_truncated_or_similar_beginning_does_not_throw(string latin1) => Message(Encoding.Latin1.GetBytes(latin1));

    // The shortest files that have the signature of a type, and files that lack its last byte.
    [Theory]
    [InlineData("\xFF\xF1", "AAC without a container (ADTS)")]
    [InlineData("RIFF\0\0\0\0AVI ", "AVI")]
    [InlineData("RIFF\0\0\0\0AVI", "an incomplete RIFF file")]
    [InlineData("\0\0\0\0ftypheic", "a HEIF picture")]
    [InlineData("PK\x03\x04 14 bytes and 12 for sizes_rels/", "an Office document or e-book")]
    [InlineData("PK\x03\x04 14 bytes and 12 for sizes", "ZIP")]
    [InlineData("BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "a BMP picture")]
    [InlineData("BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0", null)]
    [InlineData("BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\x01\0\0", null)]
    [InlineData("AM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", null)]
    [InlineData("\x01 30 bytes in all, not a ZIP..\0_rels/.rels", null)]
    [InlineData("\x56\xE0\x02\x01\x02\x56\xE0", "AAC without a container (LATM)")]
    [InlineData("\x56\xE0\x02\x01\x02\x56", null)]
    [InlineData("\x56\xE0\x01", null)]
    public void A_signature_needs_all_of_its_bytes(string latin1, string? name) =>
        Assert.StartsWith("The content is " + (name ?? "not MP3, M4A, WAV, or another known type."), Message(Encoding.Latin1.GetBytes(latin1)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\0\0\0\x08" + "ftyp")]
    [InlineData("\0\0\0\x08" + "ftypM4A")]
    [InlineData("\0\0\0\x08" + "moov")]
    [InlineData("\0\0\0\x08" + "mdat")]
    public void The_type_of_the_first_box_identifies_an_M4A(string latin1) =>
        Assert.Equal(AudioFormat.M4a, Inspection.Of(Encoding.Latin1.GetBytes(latin1), "a.m4a").Format);

    [Theory]
    [InlineData(376, false)]
    [InlineData(377, true)]
    public void A_transport_stream_has_more_than_two_packets(int length, bool isOne)
    {
        byte[] bytes = new byte[377];
        bytes[1] = 0x01;
        bytes[0] = bytes[188] = bytes[376] = 0x47;

        Assert.Equal(isOne, Message(bytes[..length]).Contains("an MPEG transport stream", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("OggS\0", "Ogg", ".ogg", ".opus")]
    [InlineData("fLaC\0\0\0\x22", "FLAC", ".flac")]
    [InlineData("FORM\0\0\0\0AIFF", "AIFF", ".aiff")]
    [InlineData("\xFF\xF1\x50\x80", "AAC without a container (ADTS)", ".aac")]
    public void More_types_can_be_transcribed(string magic, string name, params string[] extensions)
    {
        foreach (string extension in extensions)
        {
            Assert.True(Inspection.Of(Padded(magic), "a" + extension, AudioPurpose.Transcription).IsValid);
        }

        PromptAudioFinding finding = Assert.Single(Inspection.Of(Padded(magic), "a.mp3", AudioPurpose.Transcription).Findings);
        Assert.Equal($"The content is {name}, so the extension must be {extensions[0]}, not .mp3.", finding.Message);
        Assert.Contains(extensions[0], finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("heic", "a HEIF picture")]
    [InlineData("hevc", "a HEIF picture")]
    [InlineData("mif1", "a HEIF picture")]
    [InlineData("msf1", "a HEIF picture")]
    [InlineData("mif2", "a HEIF picture")]
    [InlineData("avif", "an AVIF picture")]
    [InlineData("avis", "an AVIF picture")]
    [InlineData("crx ", "a Canon raw picture")]
    public void An_image_in_the_same_container_is_rejected(string brand, string name) =>
        Assert.Equal($"The content is {name}.", Message(Padded("\0\0\0\x18" + "ftyp" + brand), "a.m4a"));

    [Fact]
    public void Unknown_content_is_reported_as_unknown() =>
        Assert.Equal("The content is not MP3, M4A, WAV, or another known type.", Message(Padded("\x01\x02\x03\x04")));

    [Fact]
    public void A_tag_without_audio_is_rejected() => Assert.Equal("The file contains only an ID3 tag.", Message(Id3(100)));

    private static void AssertRejected(byte[] bytes, string name) => Assert.Equal($"The content is {name}, not MP3, M4A, or WAV.", Message(bytes));

    private static string Message(byte[] bytes, string file = "a.mp3")
    {
        PromptAudioReport report = Inspection.Of(bytes, file);

        Assert.False(report.IsValid);
        Assert.Equal(AudioFormat.Unknown, report.Format);
        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal("AudioTypeNotSupported", finding.Code);
        Assert.Equal(2013, finding.ApiCode);
        return finding.Message;
    }

    private static byte[] Padded(string latin1)
    {
        byte[] bytes = new byte[1000];
        Encoding.Latin1.GetBytes(latin1).CopyTo(bytes, 0);
        // After a text, no zeros: a text does not contain them.
        if (latin1.Length > 60)
        {
            bytes.AsSpan(latin1.Length).Fill((byte)'x');
        }

        return bytes;
    }

    private static byte[] Id3(byte length) => [.. "ID3"u8, 4, 0, 0, 0, 0, 0, length, .. new byte[length]];
}
