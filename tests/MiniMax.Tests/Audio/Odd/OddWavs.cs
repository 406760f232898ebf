using System.Text;
using static MiniMax.Tests.Audio.WavBuilder;

namespace MiniMax.Tests.Audio.Odd;

/// <summary>WAV files at the limits of their chunks.</summary>
internal static class OddWavs
{
    private const int Rate = 8000;

    private static byte[] Data => Chunk("data", new byte[16_000]);

    private static byte[] Mp3 => Format(0x55, 2, 44_100, 1, 0);

    private static byte[] Pcm16 => Format(1, 1, Rate, 2, 16);

    public static IEnumerable<OddFile> All =>
    [
        new("header-only.wav", File()),
        new("header-of-11-bytes.wav", File().AsSpan(0, 11).ToArray()),
        new("no-fmt.wav", File(Data)),
        new("no-data.wav", File(Pcm16)),
        new("no-samples.wav", File(Pcm16, Chunk("data"))),
        new("half-a-sample.wav", File(Pcm16, Chunk("data", 1))),
        new("one-sample.wav", File(Pcm16, Chunk("data", 1, 2))),
        new("data-first.wav", File(Data, Pcm16)),
        new("two-fmt.wav", File(Pcm16, Format(1, 2, 48_000, 4, 16), Data)),
        new("two-data.wav", File(Pcm16, Data, Data)),
        new("odd-chunk-padded.wav", File(Pcm16, Chunk("odd ", 1, 2, 3), Data)),
        new("chunk-too-long.wav", File(Pcm16, Sized("LIST", 0x7F000000), Data)),
        new("chunk-too-long-by-one.wav", File(Pcm16, Sized("LIST", 5, 1, 2, 3, 4))),
        new("chunk-that-just-fits.wav", File(Pcm16, Data, Sized("LIST", 4, 1, 2, 3, 4))),
        new("chunk-too-long-behind-the-data.wav", File(Pcm16, Data, Sized("LIST", 5, 1, 2, 3, 4))),
        new("seven-bytes-behind.wav", [.. File(Pcm16, Data), .. new byte[7]]),
        new("eight-bytes-behind.wav", [.. File(Pcm16, Data), .. "junk"u8, 0, 0, 0, 0]),
        new("10000-chunks.wav", File([Pcm16, Data, .. Enumerable.Repeat(Chunk("note"), 9_998)])),
        new("10001-chunks.wav", File([Pcm16, Data, .. Enumerable.Repeat(Chunk("note"), 9_999)])),
        new("fmt-of-13-bytes.wav", File(Chunk("fmt ", Pcm16.AsSpan(8, 13).ToArray()), Data)),
        new("fmt-of-14-bytes.wav", File(Chunk("fmt ", Pcm16.AsSpan(8, 14).ToArray()), Data)),
        new("fmt-of-15-bytes.wav", File(Chunk("fmt ", Pcm16.AsSpan(8, 15).ToArray()), Data)),
        new("extensible-pcm.wav", File(Extensible(1), Data)),
        new("extensible-float.wav", File(Extensible(3, bits: 32), Data)),
        new("extensible-of-another-maker.wav", File(Extensible(1, tail: 0x72), Data)),
        new("extensible-with-a-short-extension.wav", File(Extensible(1, extension: 21), Data)),
        new("extensible-of-39-bytes.wav", File(Chunk("fmt ", Extensible(1).AsSpan(8, 39).ToArray()), Data)),
        new("channels-64.wav", File(Format(1, 64, Rate, 128, 16), Data)),
        new("channels-65.wav", File(Format(1, 65, Rate, 130, 16), Data)),
        new("rate-1.wav", File(Format(1, 1, 1, 2, 16), Chunk("data", new byte[14]))),
        new("rate-768000.wav", File(Format(1, 1, 768_000, 2, 16), Data)),
        new("rate-768001.wav", File(Format(1, 1, 768_001, 2, 16), Data)),
        new("rate-ffffffff.wav", File(Format(1, 1, -1, 2, 16), Data)),
        new("bits-64.wav", File(Format(3, 1, Rate, 8, 64), Data)),
        new("bits-65.wav", File(Format(3, 1, Rate, 8, 65), Data)),
        new("bits-8.wav", File(Format(1, 1, Rate, 1, 8), Data)),
        new("bits-9.wav", File(Format(1, 1, Rate, 2, 9), Data)),
        new("g726-without-bits.wav", File(Format(0x45, 1, Rate, 1, 0), Data)),
        new("gsm-without-bits.wav", File(Format(0x31, 1, Rate, 65, 0), Chunk("data", new byte[650]))),
        new("ima-block-as-small-as-its-header.wav", File(Format(0x11, 2, Rate, 8, 4), Data)),
        new("ima-block-larger-than-its-header.wav", File(Format(0x11, 2, Rate, 16, 4), Chunk("data", new byte[160]))),
        new("ima-cut-in-a-header.wav", File(Format(0x11, 1, Rate, 256, 4), Chunk("data", new byte[256 + 3]))),
        new("ima-cut-behind-a-header.wav", File(Format(0x11, 1, Rate, 256, 4), Chunk("data", new byte[256 + 4]))),
        new("ms-adpcm-block-as-small-as-its-header.wav", File(Format(0x02, 1, Rate, 7, 4), Data)),
        new("ms-adpcm-cut-behind-a-header.wav", File(Format(0x02, 1, Rate, 256, 4), Chunk("data", new byte[256 + 7]))),
        new("g722.wav", File(Format(0x65, 2, 16_000, 1, 0), Data)),
        new("g722-by-another-tag.wav", File(Format(0x028F, 1, 16_000, 1, 0), Data)),
        new("g726-at-14.wav", File(Format(0x14, 1, Rate, 1, 5), Chunk("data", new byte[1000]))),
        new("g726-at-40.wav", File(Format(0x40, 1, Rate, 1, 2), Chunk("data", new byte[1000]))),
        new("g726-at-64.wav", File(Format(0x64, 2, Rate, 1, 3), Chunk("data", new byte[1000]))),
        .. from bits in Enumerable.Range(1, 6) from channels in new[] { 1, 2 } select new OddFile($"g726-of-4-bits-and-{bits}-by-its-rate-in-{channels}-channels.wav", File(Rated(0x45, channels, 1_000 * bits, 1, 4), Chunk("data", new byte[12_000]))),
        .. from bits in new[] { 2, 3, 5 } from channels in new[] { 1, 2 } select new OddFile($"ima-of-{bits}-bits-in-{channels}-channels.wav", File(Format(0x11, channels, Rate, 256, bits), Chunk("data", new byte[1_024]))),
        .. from block in new[] { 31, 32, 35, 38, 62, 64, 65, 66 } select new OddFile($"gsm-with-blocks-of-{block}.wav", File(Format(0x31, 1, Rate, block, 0), Chunk("data", new byte[65 * 62 * 35]))),
        new("pcm-of-8-s-by-its-blocks.wav", File(Format(1, 1, Rate, 1, 16), Chunk("data", new byte[80_000]))),
        new("pcm-in-two-channels-of-other-blocks.wav", File(Format(1, 2, Rate, 2, 16), Chunk("data", new byte[40_000]))),
        new("pcm-in-two-channels-of-larger-blocks.wav", File(Format(1, 2, Rate, 8, 16), Chunk("data", new byte[40_000]))),
        .. from valid in new[] { 0, 8, 12, 16, 24, 64, 65 } from channels in new[] { 1, 2 } select new OddFile($"extensible-of-16-bits-with-{valid}-valid-in-{channels}-channels.wav", File(Valid(channels, valid, 0), Chunk("data", new byte[40_000]))),
        new("extensible-of-16-bits-with-8-valid-and-a-rate-that-agrees.wav", File(Valid(2, 8, 4 * Rate), Chunk("data", new byte[40_000]))),
        new("extensible-of-16-bits-with-8-valid-and-a-rate-of-8.wav", File(Valid(2, 8, 2 * Rate), Chunk("data", new byte[40_000]))),
        new("mp3-with-junk-between.wav", File(Mp3, Chunk("data", [.. MpegParts.Frames(20), .. Bytes.Repeated([0x55], 100), .. MpegParts.Frames(20)]))),
        new("mp3-of-8-s-with-frames-in-junk.wav", File(Mp3, Chunk("data", [.. Bytes.Repeated([0x55, 0x55, .. MpegParts.Frames(3)], 80), 0x55, .. MpegParts.Frames(100)]))),
        new("unknown-codec.wav", File(Format(0xABCD, 1, Rate, 2, 16), Data)),
        new("unknown-codec-without-channels.wav", File(Format(0x0A, 0, 0, 2, 16), Data)),
        new("mp3-tag-without-mp3.wav", File(Format(0x55, 1, Rate, 1, 0), Data)),
        new("overrun.wav", File(Pcm16, Sized("data", 20_000, new byte[16_000]))),
        new("overrun-of-a-block.wav", File(Format(0x11, 1, Rate, 256, 4), Sized("data", 5_120, new byte[2_560]))),
        new("overrun-of-100-times-the-file.wav", File(Pcm16, Sized("data", 100 * 16_044, new byte[16_000]))),
        new("placeholder-of-101-times-the-file.wav", File(Pcm16, Sized("data", 101 * 16_044, new byte[16_000]))),
        new("overrun-of-a-sample.wav", File(Pcm16, Sized("data", 16_002, new byte[16_000]))),
        new("overrun-of-two-samples.wav", File(Pcm16, Sized("data", 16_004, new byte[16_000]))),
        new("overrun-in-a-riff-that-agrees.wav", Riff(20_036, Pcm16, Sized("data", 20_000, new byte[16_000]))),
        new("overrun-in-a-riff-a-byte-smaller.wav", Riff(20_035, Pcm16, Sized("data", 20_000, new byte[16_000]))),
        new("overrun-of-2-percent-in-a-riff-that-agrees.wav", Riff(20_036, Pcm16, Sized("data", 20_000, new byte[19_600]))),
        new("overrun-of-more-than-2-percent-in-a-riff-that-agrees.wav", Riff(20_036, Pcm16, Sized("data", 20_000, new byte[19_598]))),
        new("joined.wav", [.. File(Pcm16, Data), .. File(Pcm16, Data)]),
        new("joined-three-times-with-the-last-cut.wav", [.. File(Pcm16, Data), .. File(Pcm16, Data), .. File(Pcm16, Data).AsSpan(0, 8_044)]),
        new("placeholder-that-is-true.wav", File(Pcm16, Sized("data", 16_000, new byte[16_000]))),
        new("rifx.wav", [.. "RIFX"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 0, 0, 0, 16, 0, 1, 0, 2, 0, 0, 0x1F, 0x40, 0, 0, 0, 0, 0, 4, 0, 16, .. "data"u8, 0, 0, 0x10, 0, .. new byte[4096]]),
        new("rf64.wav", Long("RF64", Size64(16_000), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-of-a-plain-size.wav", Long("RF64", Size64(1), Pcm16, Data)),
        new("rf64-without-sizes.wav", Long("RF64", Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-with-sizes-cut.wav", Long("RF64", Chunk("ds64", new byte[15]), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-with-sizes-of-16-bytes.wav", Long("RF64", Chunk("ds64", [.. new byte[8], .. BitConverter.GetBytes(16_000L)]), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-with-junk-in-front-of-its-sizes.wav", Long("RF64", Chunk("JUNK", new byte[28]), Size64(16_000), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-of-8-s-by-its-ds64.wav", Long("RF64", Size64(130_000), Pcm16, Sized("data", 100_000, new byte[130_000]))),
        new("rf64-of-no-size.wav", Long("RF64", Size64(0), Pcm16, Data)),
        new("rf64-with-two-sizes.wav", Long("RF64", Size64(8_000), Size64(16_000), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-longer-than-the-file.wav", Long("RF64", Size64(20_000), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("rf64-of-any-size.wav", Long("RF64", Size64(ulong.MaxValue), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("bw64.wav", Long("BW64", Size64(16_000), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
        new("riff-with-ds64.wav", File(Size64(8_000), Pcm16, Sized("data", uint.MaxValue, new byte[16_000]))),
    ];

    private static byte[] Long(string family, params byte[][] chunks) =>
        [.. Encoding.Latin1.GetBytes(family), .. UInt32(uint.MaxValue), .. "WAVE"u8, .. chunks.SelectMany(c => c)];

    /// <summary>A format with bytes per second.</summary>
    private static byte[] Rated(int tag, int channels, int bytesPerSecond, int blockAlign, int bits) =>
        Chunk("fmt ", [.. UInt16(tag), .. UInt16(channels), .. UInt32(Rate), .. UInt32((uint)bytesPerSecond), .. UInt16(blockAlign), .. UInt16(bits)]);

    /// <summary>PCM of 16 bits with a number of valid bits.</summary>
    private static byte[] Valid(int channels, int valid, int bytesPerSecond) =>
        Chunk("fmt ", [.. Rated(0xFFFE, channels, bytesPerSecond, 2 * channels, 16).AsSpan(8), 22, 0, .. UInt16(valid), 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);

    /// <summary>A file with another RIFF size.</summary>
    private static byte[] Riff(uint size, params byte[][] chunks) => [.. "RIFF"u8, .. UInt32(size), .. "WAVE"u8, .. chunks.SelectMany(c => c)];

    private static byte[] Size64(ulong size) =>
        Chunk("ds64", [.. new byte[8], .. BitConverter.GetBytes(size), .. new byte[12]]);

    private static byte[] Extensible(byte subFormat, byte bits = 16, byte extension = 22, byte tail = 0x71) =>
        Chunk("fmt ", [.. UInt16(0xFFFE), .. UInt16(1), .. UInt32(Rate), .. UInt32(0), .. UInt16(bits / 8), .. UInt16(bits), extension, 0, bits, 0, 4, 0, 0, 0, subFormat, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, tail]);
}
