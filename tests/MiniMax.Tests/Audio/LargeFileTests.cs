using System.Text;
using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio;

/// <summary>Files of many megabytes that the inspection reads only once.</summary>
public class LargeFileTests
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;

    [Fact]
    public void Twenty_megabytes_of_false_headers_are_read_once()
    {
        // Every third byte starts a valid header; the fourth header of each chain is not valid.
        byte[] bytes = Bytes.Repeated([0xFF, 0xFB, 0x90], TwentyMegabytes / 3);
        for (int i = 1000; i < bytes.Length; i += 1300)
        {
            bytes[i] = 0;
        }

        Inspection.Guarded(bytes, "sync.mp3");
    }

    // Each header is followed by another one, but none of them where its frame would end.
    [Theory]
    [InlineData(1_999_999, false)]
    [InlineData(2_000_000, true)]
    public void Two_million_false_headers_are_damage(int headers, bool isDamage)
    {
        byte[] falseHeaders = Bytes.Repeated([0xFF, 0xFB, 0x90, 0x00], headers);
        byte[] tag = MpegParts.Ape((uint)falseHeaders.Length + 32, 0);

        foreach (byte[] file in (byte[][])[[.. MpegParts.Frames(10), 0x55, .. falseHeaders], [.. MpegParts.Frames(10), .. falseHeaders, .. tag]])
        {
            Assert.Equal(isDamage, Inspection.Of(file).Findings.Any(f => f.Message == "The file is full of bytes that look like frame headers but are not."));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ID3\x03\0\0\0\0\0\0")]
    [InlineData("ID3\x03\0\0\0\x50\0\0")]
    [InlineData("\xFF\xFB\x90\x40")]
    public void Twenty_megabytes_of_interrupted_frames_are_read_once(string junk)
    {
        byte[] piece = [.. MpegParts.Frames(1, version: 2, bitRate: 1, rate: 1), .. Encoding.Latin1.GetBytes(junk), 0x55, 0xFF];
        byte[] bytes = [.. MpegParts.Frames(5, version: 2, bitRate: 1, rate: 1), .. Bytes.Repeated(piece, (TwentyMegabytes - 1000) / piece.Length)];

        Assert.False(Inspection.Guarded(bytes, "pieces.mp3").IsValid);
    }

    [Fact]
    public void Twenty_megabytes_of_zeros_between_two_frames_are_read_once()
    {
        byte[] bytes = [.. MpegParts.Frames(5), .. new byte[TwentyMegabytes - 5000], .. MpegParts.Frames(5)];

        Assert.Equal(10 * 1152, Inspection.Guarded(bytes, "zeros.mp3").SampleCount);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x00)]
    [InlineData(0x41)]
    public void Twenty_megabytes_of_one_byte_are_not_audio(int value)
    {
        byte[] bytes = new byte[TwentyMegabytes];
        bytes.AsSpan().Fill((byte)value);

        PromptAudioReport report = Inspection.Guarded(bytes, "same.mp3");

        Assert.Equal(FindingCode.AudioTypeNotSupported, Assert.Single(report.Findings, f => f.Severity == FindingSeverity.Error).Code);
    }

    [Fact]
    public void Interleaved_tables_larger_than_the_window_are_read_once()
    {
        // A million chunks of one sample each: three tables of megabytes that are read in parallel.
        const int chunks = 700_000;
        byte[] runs = Bytes.Repeated(Mp4Builder.UInt32(1, 1, 1), chunks);
        byte[] tables =
        [
            .. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(1, chunks, 1)),
            .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(chunks), runs),
            .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(0, chunks), new byte[4 * chunks]),
            .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(chunks), new byte[4 * chunks]),
        ];
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 7000), Mp4Builder.AacTrack(44100, [], tables))];

        Inspection.Guarded(file, "interleaved.m4a");
    }
}
