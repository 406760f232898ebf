using System.Text;

namespace MiniMax.Tests.Audio;

/// <summary>The message for a file without audio names its content and a remedy, without a command that cannot work.</summary>
public class ContentNameTests
{
    private const string Hex = "49443304000000000023545353450000000f0000034c61766635392e32372e313030000000000000000000000000";

    private static readonly string s_base64 = Convert.ToBase64String([.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))]);

    public static TheoryData<string, string, string> Texts => new()
    {
        { "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}", "JSON,", "error" },
        { "  [ {\"error\": \"错误\"} ]", "JSON,", "error" },
        { "{\"data\":{\"audio\":\"" + Hex + Hex + "\",\"status\":2}}", "JSON with hexadecimal text in it,", "JSON" },
        { "{\"audioContent\":\"" + s_base64 + "\"}", "JSON with Base64 text in it,", "JSON" },
        { "{\"trace_id\":\"04ef8a1d3a0b4c0a9d1e2f3a4b5c6d7e\"}", "JSON,", "error" },
        { "<!DOCTYPE html><title>502</title>", "HTML or XML,", "error" },
        { "\n<HTML></HTML>", "HTML or XML,", "error" },
        { "<?xml version=\"1.0\"?><Error/>", "HTML or XML,", "error" },
        { "Internal Server Error", "text,", "error" },
        { "服务暂时不可用，请稍后再试", "text,", "error" },
        { "Служба временно недоступна", "text,", "error" },
        { "서비스를 사용할 수 없습니다", "text,", "error" },
        { "~\u00A0\u05FF\u2000\u206F\u3000\u9FFF\uAC00\uD7A3\uFF00\uFFEF", "text,", "error" },
        { " \r\n\t", "only white space,", "error" },
        { Hex, "hexadecimal text,", "hexadecimal" },
        { "\"" + Hex + "\"", "hexadecimal text,", "hexadecimal" },
        { "0x" + Hex, "hexadecimal text,", "hexadecimal" },
        { string.Join(", ", Hex.Chunk(2).Select(c => new string(c))), "hexadecimal text,", "hexadecimal" },
        { "0000000 49443304", "a hexadecimal dump,", "hexadecimal" },
        { "0000000 4944330", "text,", "error" },
        { "00000000", "text,", "error" },
        { "{\"audio\":\"" + s_base64 + "\\n\"}", "JSON with Base64 text in it,", "JSON" },
        { "सेवा उपलब्ध नहीं", "text,", "error" },
        { "😀 error", "text,", "error" },
        { "\u07FF\u0800\uFFFD", "text,", "error" },
        { new string('a', 63) + "é", "text,", "error" },
        { "00000000: 4944 3304 0000 0000 0023 5453 5345 0000  ID3......#TSSE..", "a hexadecimal dump,", "hexadecimal" },
        { s_base64, "Base64 text,", "Base64" },
        { string.Concat(s_base64.Chunk(76).Select(c => new string(c) + "\r\n")), "Base64 text,", "Base64" },
        { "data:audio/mpeg;base64," + s_base64, "a data URL,", "data URL" },
        { "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "a Git LFS pointer,", "Git LFS" },
        { "/annex/objects/SHA256E-s12345--4d7a.wav\n", "a git-annex pointer,", "git-annex" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_file_is_identified(string text, string name, string word)
    {
        foreach (string file in (string[])["a.mp3", "a.M4A", "a.wav"])
        {
            AssertNamed(Encoding.UTF8.GetBytes(text), file, name, word);
            AssertNamed([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], file, name, word);
        }

        // UTF-16 is recognized by the scripts of the languages that services use.
        if (text.All(c => c is < '\u0600' or (>= '\u2000' and < '\uD800') or (>= '\uFF00' and < '\uFFF0')))
        {
            AssertNamed([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], "a.wav", name.TrimEnd(',') + " in UTF-16,", word);
            AssertNamed([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], "a.wav", name.TrimEnd(',') + " in UTF-16,", word);
        }
    }

    // The bytes as Latin-1 text, without anything after them.
    [Theory]
    [InlineData("<p>caf\u00E9</p>", "HTML or XML,")]
    [InlineData("{\"error\":\"\u00E9\"}", "JSON,")]
    [InlineData("[\"\u00E9\"]", "JSON,")]
    [InlineData(" {\"error\":\"\u00E9\"}", "JSON,")]
    [InlineData("\t{\"error\":\"\u00E9\"}", "JSON,")]
    [InlineData("\r{\"error\":\"\u00E9\"}", "JSON,")]
    [InlineData("\n{\"error\":\"\u00E9\"}", "JSON,")]
    [InlineData("t\0e\0x\0t\0", "text in UTF-16,")]
    [InlineData("\0t\0e\0x\0t", "text in UTF-16,")]
    [InlineData("\0t\0e\0x", null)]
    [InlineData("\u00FE\u00FF", null)]
    [InlineData("\u00FF\u00FE", null)]
    [InlineData("X\u00FF\0t\0e\0x\0t", null)]
    [InlineData("caf\u00E9 au lait", null)]
    [InlineData("error\u0080error", null)]
    [InlineData("error\u00C1\u0080error", null)]
    [InlineData("error\u00F5\u0080\u0080\u0080error", null)]
    [InlineData("error\u00E0\u0080(error", null)]
    public void Text_is_identified_by_its_bytes(string latin1, string? name)
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(Encoding.Latin1.GetBytes(latin1), "a.wav").Findings);

        Assert.StartsWith("The content is " + (name ?? "not MP3, M4A, WAV, or another known type."), finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_characters_identify_UTF_16() =>
        AssertNamed([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(new string('a', 40) + "\x01")], "a.wav", "text in UTF-16,", "error");

    [Theory]
    [InlineData('\x1F')]
    [InlineData('\x7F')]
    [InlineData('\x9F')]
    [InlineData('\u0600')]
    [InlineData('\u1FFF')]
    [InlineData('\u2070')]
    [InlineData('\u2FFF')]
    [InlineData('\uA000')]
    [InlineData('\uABFF')]
    [InlineData('\uD7A4')]
    [InlineData('\uFEFF')]
    [InlineData('\uFFF0')]
    public void A_file_with_an_unusual_character_is_not_text_in_UTF_16(char character) =>
        Assert.DoesNotContain("UTF-16", Assert.Single(Inspection.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("error" + character + "error")], "a.wav").Findings).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("notes.txt", "shopping list\n", true)]
    [InlineData("data.json", "{\"a\": 1}", true)]
    [InlineData("README", "# Read me\n", true)]
    [InlineData("tool", "\x7F" + "ELF\x02\x01\x01", true)]
    [InlineData("paper.pdf", "%PDF-1.7\n", true)]
    [InlineData("text.wav", "shopping list\n", false)]
    [InlineData("tool.MP3", "MZ\x90", true)]
    [InlineData("paper.m4a", "%PDF-1.7\n", true)]
    public void The_remedy_excludes_a_file_that_is_not_a_recording(string name, string content, bool isLeftOut)
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of([.. Encoding.Latin1.GetBytes(content), .. new byte[100]], name).Findings);

        Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
        Assert.Equal(isLeftOut, finding.Remedy.StartsWith("The file is not a recording. Exclude it, for example: Get-ChildItem ", StringComparison.Ordinal));
    }

    /// <summary>The name, and the first bytes as Latin-1 text.</summary>
    public static TheoryData<string, string> OtherFiles => new()
    {
        { "a Windows program", "MZ\x90\0" },
        { "a Linux program", "\x7F" + "ELF\x02\x01\x01" },
        { "a macOS program", "\xCF\xFA\xED\xFE\x07\0\0\x01" },
        { "a macOS program", "\xCA\xFE\xBA\xBE\0\0\0\x02" },
        { "PDF", "%PDF-1.7\n" },
        { "an Office document or e-book", "PK\x03\x04" + new string('\0', 26) + "[Content_Types].xml" },
        { "an Office document or e-book", "PK\x03\x04" + new string('\0', 26) + "mimetypeapplication/vnd.oasis.opendocument.text" },
        { "an Office document or e-book", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" },
        { "an Office document or e-book", "{\\rtf1\\ansi" },
        { "a SQLite database", "SQLite format 3\0" },
        { "a PNG picture", "\x89PNG\r\n\x1A\n" },
        { "a JPEG picture", "\xFF\xD8\xFF\xE0" },
        { "a GIF picture", "GIF89a" },
        { "a WebP picture", "RIFF\0\x10\0\0WEBPVP8 " },
        { "a TIFF picture", "II*\0\x08\0\0\0" },
        { "a TIFF picture", "MM\0*\0\0\0\x08" },
        { "a BMP picture", "BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" },
        { "a HEIF picture", "\0\0\0\x18" + "ftypheic" },
        { "MIDI", "MThd\0\0\0\x06" },
    };

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void The_remedy_excludes_other_content_whatever_its_extension(string name, string content)
    {
        foreach (string file in (string[])["a.mp3", "a.M4A", "a.wav", "a.dat", "a"])
        {
            PromptAudioFinding finding = Assert.Single(Inspection.Of([.. Encoding.Latin1.GetBytes(content), .. new byte[100]], file).Findings);

            Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
            Assert.StartsWith("The content is " + name, finding.Message, StringComparison.Ordinal);
            Assert.StartsWith("The file is not a recording.", finding.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a.wav", false)]
    [InlineData("notes.txt", true)]
    [InlineData(".gitkeep", true)]
    public void The_remedy_for_an_empty_file_copies_it_again_only_if_its_extension_is_audio(string name, bool isLeftOut)
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of([], name).Findings);

        Assert.Equal(FindingCode.FileEmpty, finding.Code);
        Assert.StartsWith(isLeftOut ? "The file is not a recording." : "Copy, download, or record the file again.", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(1_000_000)]
    public void A_file_of_zeros_is_identified(int length)
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(new byte[length], "a.m4a").Findings);

        Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
        Assert.Contains("only zeros", finding.Message, StringComparison.Ordinal);
        Assert.Contains("download", finding.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("ffmpeg", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0050, "MP2", true)]
    [InlineData(0x0022, "TrueSpeech", true)]
    [InlineData(0x0083, "G.729", false)]
    [InlineData(0x0161, "Windows Media Audio 2", false)]
    [InlineData(0x4321, "0x4321", false)]
    public void A_WAV_codec_is_named(int tag, string name, bool isDecoded)
    {
        byte[] file = WavBuilder.File(WavBuilder.Format(tag, 1, 8000, 32, 0), WavBuilder.Chunk("data", new byte[3200]));

        AssertCodec(file, name, isDecoded);
    }

    [Theory]
    [InlineData(1, "ambisonic B-format (PCM),")]
    [InlineData(3, "ambisonic B-format (IEEE float),")]
    public void Ambisonic_audio_is_named(byte format, string name) => AssertCodec(Extensible([format, 0, 0, 0, 0x21, 0x07, 0xD3, 0x11, 0x86, 0x44, 0xC8, 0xC1, 0xCA, 0, 0, 0]), name, true);

    [Fact]
    public void An_unknown_sub_format_is_named_by_its_GUID() =>
        AssertCodec(Extensible([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 1, 2, 3, 4, 5, 6, 7, 8]), "{44332211-6655-8877-0102-030405060708}", false);

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Extensible_G_711_has_one_byte_per_sample(byte tag)
    {
        foreach (ushort bits in (ushort[])[0, 4, 8, 12, 16, 24])
        {
            byte[] file = Extensible([tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71], bits, samples: 12 * 8000);

            Assert.Equal([FindingCode.AudioTooLong], Inspection.Of(file, "a.wav").Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Code));
            Assert.Equal(12 * 8000, Inspection.Of(file, "a.wav").SampleCount);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void Floating_point_of_unusual_widths_is_not_supported(ushort bits)
    {
        byte[] plain = WavBuilder.File(WavBuilder.Format(3, 1, 8000, bits / 8, bits), WavBuilder.Chunk("data", new byte[8000 * bits / 8]));
        byte[] extensible = Extensible([3, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71], bits, samples: 8000 * bits / 8);

        foreach (byte[] file in (byte[][])[plain, extensible])
        {
            PromptAudioFinding finding = Assert.Single(Inspection.Of(file, "a.wav").Findings);
            Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
            Assert.DoesNotContain("ffmpeg -i", finding.Remedy, StringComparison.Ordinal);
        }
    }

    private static byte[] Extensible(byte[] subFormat, ushort bits = 16, int samples = 16_000)
    {
        byte[] fields =
        [
            .. WavBuilder.UInt16(0xFFFE), .. WavBuilder.UInt16(1), .. WavBuilder.UInt32(8000), .. WavBuilder.UInt32(8000), .. WavBuilder.UInt16((ushort)Math.Max(1, bits / 8)), .. WavBuilder.UInt16(bits),
            .. WavBuilder.UInt16(22), .. WavBuilder.UInt16(bits), .. WavBuilder.UInt32(4), .. subFormat,
        ];
        return WavBuilder.File(WavBuilder.Chunk("fmt ", fields), WavBuilder.Chunk("data", new byte[samples]));
    }

    private static void AssertCodec(byte[] file, string name, bool isDecoded)
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(file, "a.wav").Findings);
        Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
        Assert.Contains($"the codec {name}", finding.Message, StringComparison.Ordinal);
        Assert.Equal(isDecoded, finding.Remedy.Contains("ffmpeg -i", StringComparison.Ordinal));
    }

    private static void AssertNamed(byte[] content, string file, string name, string word)
    {
        PromptAudioReport report = Inspection.Of(content, file);

        PromptAudioFinding finding = Assert.Single(report.Findings);
        Assert.Equal(FindingCode.AudioTypeNotSupported, finding.Code);
        Assert.StartsWith("The content is " + name, finding.Message, StringComparison.Ordinal);
        Assert.Contains(word, finding.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("ffmpeg", finding.Remedy, StringComparison.Ordinal);
    }
}
