using System.Text;
using static MiniMax.Tests.Audio.Bytes;
using static MiniMax.Tests.Audio.Odd.MpegParts;

namespace MiniMax.Tests.Audio.Odd;

/// <summary>MP3 files at the limits of frames and tags.</summary>
internal static class OddMpegs
{
    public static IEnumerable<OddFile> All => [.. Streams, .. EncoderTags, .. TagsInFront, .. TagsBehind, .. FreeFormats];

    /// <summary>Each version, layer, bit rate, sample rate and channel mode of the tables.</summary>
    public static IEnumerable<OddFile> Kinds =>
        from version in new[] { 1, 2, 25 }
        from layer in new[] { 1, 2, 3 }
        from bitRate in Enumerable.Range(1, 14)
        from rate in layer == 3 || bitRate == 9 ? new[] { 0, 1, 2 } : [0]
        let mode = bitRate % 2 == 0 ? SingleChannel : JointStereo
        select new OddFile($"kind-mpeg{version}-layer{layer}-bitrate{bitRate}-rate{rate}.mp3", Frames(5, version, layer, bitRate, rate, mode, isPadded: bitRate % 3 == 0));

    private static IEnumerable<OddFile> Streams =>
    [
        new("stream-of-one-frame.mp3", Frames(1)),
        new("stream-of-one-frame-and-a-byte.mp3", [.. Frames(1), 0]),
        new("stream-of-one-frame-cut.mp3", Frames(1).AsSpan(0, 400).ToArray()),
        new("stream-of-two-frames.mp3", Frames(2)),
        new("stream-of-two-frames-and-a-byte.mp3", [.. Frames(2), 0]),
        new("stream-of-two-frames-behind-junk.mp3", [.. new byte[10], .. Frames(2)]),
        new("stream-of-three-frames-behind-junk.mp3", [.. new byte[10], .. Frames(3)]),
        new("stream-of-three-frames-and-junk-behind-junk.mp3", [.. new byte[10], .. Frames(3), .. new byte[10]]),
        new("stream-of-four-frames-and-junk-behind-junk.mp3", [.. new byte[10], .. Frames(4), .. new byte[10]]),
        new("stream-cut-at-31-bytes.mp3", Frames(4).AsSpan(0, 3 * 417 + 31).ToArray()),
        new("stream-cut-at-32-bytes.mp3", Frames(4).AsSpan(0, 3 * 417 + 32).ToArray()),
        new("stream-with-a-byte-between.mp3", [.. Frames(4), 0, .. Frames(4)]),
        new("stream-with-junk-between.mp3", [.. Frames(4), .. new byte[3], .. Frames(4)]),
        new("stream-with-junk-and-too-few-frames-behind.mp3", [.. Frames(4), .. new byte[3], .. Frames(2), .. new byte[3]]),
        new("stream-of-another-kind-behind.mp3", [.. Frames(4), .. Frames(4, version: 2)]),
        new("stream-of-another-kind-behind-too-short.mp3", [.. Frames(4), .. Frames(1, version: 2), .. new byte[100]]),
        new("stream-of-one-frame-of-another-kind-behind.mp3", [.. Frames(4), .. Frames(1, version: 2)]),
        new("stream-of-another-bit-rate-behind.mp3", [.. Frames(4), .. Frames(4, bitRate: 5)]),
        new("stream-of-another-mode-behind.mp3", [.. Frames(4), .. Frames(4, mode: SingleChannel)]),
        new("stream-of-three-rates.mp3", [.. Frames(4), .. Frames(4, rate: 1), .. Frames(4, rate: 2)]),
        new("stream-of-nine-rates.mp3", [.. from version in new[] { 1, 2, 25 } from rate in new[] { 0, 1, 2 } from b in Frames(10, version, rate: rate) select b]),
        new("stream-with-checksums.mp3", Frames(4, hasCrc: true)),
        new("stream-with-reserved-version.mp3", Changed(Frames(9), 1, 0xEB)),
        new("stream-with-reserved-layer.mp3", Changed(Frames(9), 1, 0xF9)),
        new("stream-with-forbidden-bit-rate.mp3", Changed(Frames(9), 2, 0xF0)),
        new("stream-with-reserved-rate.mp3", Changed(Frames(9), 2, 0x9C)),
        new("stream-of-a-reserved-version-behind.mp3", [.. Frames(5), .. Repeated([0xFF, 0xEB, 0x90, 0x40, .. new byte[518]], 9)]),
        new("stream-of-a-reserved-layer-behind.mp3", [.. Frames(5), .. Changed(Frames(9), 1, 0xF9)]),
        new("stream-of-a-reserved-rate-behind.mp3", [.. Frames(5), .. Repeated([0xFF, 0xFB, 0x9C, 0x40, .. new byte[572]], 9)]),
        new("stream-without-the-eleventh-bit.mp3", Changed(Frames(9), 1, 0xDB)),
        new("stream-of-8-s.mp3", Frames(222, rate: 2)),
        new("stream-of-a-frame-more-than-8-s.mp3", Frames(223, rate: 2)),
        new("stream-of-layer-1.mp3", Frames(9, layer: 1)),
        new("stream-of-layer-2.mp3", Frames(9, layer: 2)),
        new("stream-of-three-frames-and-junk.mp3", [.. Frames(3), .. Junk(10)]),
        new("stream-with-eight-single-frames-behind.mp3", [.. Frames(4), .. Singles(8)]),
        new("stream-with-nine-single-frames-behind.mp3", [.. Frames(4), .. Singles(9)]),
        new("stream-of-8-s-with-single-frames-behind.mp3", [.. Frames(300), .. Singles(10)]),
        new("stream-with-4095-zeros-behind.mp3", [.. Frames(20), .. new byte[4095]]),
        new("stream-with-4096-zeros-behind.mp3", [.. Frames(20), .. new byte[4096]]),
        new("stream-with-2-percent-of-zeros-behind.mp3", [.. Frames(490), .. new byte[4170]]),
        new("stream-with-more-than-2-percent-of-zeros-behind.mp3", [.. Frames(490), .. new byte[4171]]),
        new("stream-with-zeros-behind-and-a-large-tag.mp3", [.. Id3v2("ID3", 3, 0, 0, 0, 12, 0, 0), .. new byte[12 << 14], .. Frames(100), .. new byte[4200]]),
    ];

    private static IEnumerable<OddFile> EncoderTags =>
        from kind in new[] { "Xing", "Info", "None" }
        from flags in Enumerable.Range(0, 16)
        select new OddFile($"tag-{kind}-with-flags-{flags}.mp3", [.. Tagged(Frames(1), Xing(kind, (uint)flags, 20, "LAME3.100", 600, 700)), .. Frames(20)]);

    private static IEnumerable<OddFile> TagsInFront =>
    [
        .. from encoder in new[] { "LAME3.100", "Lavf60.3", "Lavc60.3", "GOGO3.02", "lame3.10", "" } select new OddFile($"encoder-{encoder}.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20, encoder, 600, 700)), .. Frames(20)]),
        .. from padding in new[] { 0, 528, 529, 530, 4095 } select new OddFile($"padding-{padding}.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20, "LAME3.100", 0, padding)), .. Frames(20)]),
        .. from delay in new[] { 0, 1, 576, 4095 } select new OddFile($"delay-{delay}.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20, "LAME3.100", delay, 529)), .. Frames(20)]),
        .. from frames in new uint[] { 0, 18, 19, 20, 21, 22 } select new OddFile($"tag-of-{frames}-frames.mp3", [.. Tagged(Frames(1), Xing("Xing", 1, frames, "LAME3.100", 600, 700)), .. Frames(20)]),
        .. from frames in new uint[] { 0, 18, 19, 20, 21, 22 } select new OddFile($"vbri-of-{frames}-frames.mp3", [.. Tagged(Frames(1), Vbri(frames)), .. Frames(20)]),
        new("tag-in-mono.mp3", [.. Tagged(Frames(1, mode: SingleChannel), Xing("Info", 1, 20, "LAME3.100", 600, 700), 21), .. Frames(20, mode: SingleChannel)]),
        new("tag-in-mpeg-2.mp3", [.. Tagged(Frames(1, version: 2), Xing("Info", 1, 20, "LAME3.100", 600, 700), 21), .. Frames(20, version: 2)]),
        new("tag-in-mono-of-mpeg-2.mp3", [.. Tagged(Frames(1, version: 2, mode: SingleChannel), Xing("Info", 1, 20, "LAME3.100", 600, 700), 13), .. Frames(20, version: 2, mode: SingleChannel)]),
        new("tag-where-none-belongs.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 99, "LAME3.100", 600, 700), 37), .. Frames(20)]),
        new("tag-cut-behind-its-name.mp3", [.. Tagged(Frames(1, version: 25, bitRate: 1, mode: SingleChannel), "Info"u8.ToArray(), 13), .. Frames(20, version: 25, bitRate: 1, mode: SingleChannel)]),
        new("tag-in-a-frame-too-small-for-it.mp3", [.. Tagged(Frames(1, version: 25, bitRate: 2, rate: 1, mode: SingleChannel), Xing("Info", 1, 20, "LAME3.100", 600, 700), 13), .. Frames(20, version: 25, bitRate: 2, rate: 1, mode: SingleChannel)]),
        new("tag-and-nothing-behind.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20, "LAME3.100", 600, 700)), .. Frames(2).AsSpan(0, 3)]),
        new("tag-of-two-in-all.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 1, "LAME3.100", 0, 529)), .. Frames(1)]),
        new("tag-that-leaves-nothing.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 3, "LAME3.100", 2927, 529)), .. Frames(3)]),
        new("tag-that-leaves-one-sample.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 3, "LAME3.100", 2926, 529)), .. Frames(3)]),
        new("tag-of-8-s.mp3", [.. Tagged(Frames(1, rate: 2), Xing("Info", 1, 222, "LAME3.100", 600, 700)), .. Frames(222, rate: 2)]),
        new("tag-that-says-8-s.mp3", [.. Tagged(Frames(1, rate: 2), Xing("Info", 1, 222, "", 0, 0)), .. Frames(221, rate: 2)]),
        new("tag-that-says-more-than-8-s.mp3", [.. Tagged(Frames(1, rate: 2), Xing("Info", 1, 223)), .. Frames(222, rate: 2)]),
        new("tag-in-front-of-two-rates.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 40, "LAME3.100", 600, 700)), .. Frames(20), .. Frames(20, rate: 1)]),
        new("joined-where-the-tag-says.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Xing("Info", 1, 30)), .. Frames(30)]),
        new("joined-one-frame-later.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(21), .. Tagged(Frames(1), Xing("Info", 1, 30)), .. Frames(30)]),
        new("joined-with-another-stream.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Frames(30, rate: 1)]),
        new("joined-behind-an-id3.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Id3v2("ID3", 3, 0, 0, 0, 0, 0, 5), 0, 0, 0, 0, 0, .. Frames(30)]),
        new("joined-behind-an-id3-with-a-tag.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Id3v2("ID3", 3, 0, 0, 0, 0, 0, 5), 0, 0, 0, 0, 0, .. Tagged(Frames(1), Xing("Info", 1, 30)), .. Frames(30)]),
        new("longer-than-its-tag-in-one-piece.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(50)]),
        new("joined-with-a-tag-cut-behind-its-name.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Xing("Info", 1, 30)).AsSpan(0, 36 + 7)]),
        new("joined-with-a-tag-cut-behind-its-flags.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Xing("Info", 1, 30)).AsSpan(0, 36 + 8)]),
        new("joined-with-a-tag-cut-in-its-frames.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Xing("Info", 1, 30)).AsSpan(0, 36 + 11)]),
        new("joined-with-a-tag-cut-behind-its-frames.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Xing("Info", 3, 30)).AsSpan(0, 36 + 12)]),
        new("joined-with-a-tag-cut-in-its-bytes.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Xing("Info", 3, 30)).AsSpan(0, 36 + 15)]),
        new("joined-with-a-vbri-cut-in-its-frames.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Vbri(30)).AsSpan(0, 36 + 17)]),
        new("joined-with-a-vbri-cut-behind-its-frames.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(20), .. Tagged(Frames(1), Vbri(30)).AsSpan(0, 36 + 18)]),
        new("tag-of-2-percent-more.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 100)), .. Frames(98)]),
        new("tag-of-8-s-and-2-percent-less-behind.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 307)), .. Frames(302)]),
        new("tag-of-less-than-the-8-s-behind.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 300, "LAME3.100", 4000, 4000)), .. Frames(307)]),
        new("junk-later-than-its-tag-says.mp3", [.. Tagged(Frames(1), Xing("Info", 1, 20)), .. Frames(22), .. new byte[5], .. Frames(30)]),
        new("id3-of-nothing.mp3", [.. Id3v2("ID3", 3, 0, 0, 0, 0, 0, 0), .. Frames(5)]),
        new("id3-version-255.mp3", [.. Id3v2("ID3", 255, 0, 0, 0, 0, 0, 0), .. Frames(5)]),
        new("id3-revision-255.mp3", [.. Id3v2("ID3", 3, 255, 0, 0, 0, 0, 0), .. Frames(5)]),
        .. from i in Enumerable.Range(0, 4) select new OddFile($"id3-size-byte-{i}-above-127.mp3", [.. Id3v2("ID3", 3, 0, 0, [.. Enumerable.Range(0, 4).Select(b => (byte)(b == i ? 0x80 : 0))]), .. Frames(5)]),
        .. from i in Enumerable.Range(1, 3) select new OddFile($"id3-size-byte-{i}.mp3", [.. Id3v2("ID3", 3, 0, 0, [.. Enumerable.Range(0, 4).Select(b => (byte)(b == i ? 1 : 0))]), .. new byte[1 << 7 * (3 - i)], .. Frames(5)]),
        new("id3-of-20000-bytes-of-frames.mp3", [.. Id3v2("ID3", 3, 0, 0, 0, 1, 28, 32), .. Frames(47), .. new byte[401], .. Frames(5)]),
        new("id3-of-two-mebibytes-of-frames.mp3", [.. Id3v2("ID3", 3, 0, 0, 1, 0, 0, 0), .. Frames(5029), .. new byte[59], .. Frames(5)]),
        new("id3-with-a-footer.mp3", [.. Id3v2("ID3", 4, 0, 0x10, 0, 0, 0, 5), .. new byte[15], .. Frames(5)]),
        new("id3-up-to-the-end.mp3", [.. Id3v2("ID3", 4, 0, 0, 0, 0, 0, 5), .. new byte[5]]),
        new("id3-behind-the-end.mp3", [.. Id3v2("ID3", 4, 0, 0, 0, 0, 0, 6), .. new byte[5]]),
        new("id3-64-times.mp3", [.. Repeated(Id3v2("ID3", 3, 0, 0, 0, 0, 0, 0), 64), .. Frames(5)]),
        new("id3-129-times.mp3", [.. Repeated(Id3v2("ID3", 3, 0, 0, 0, 0, 0, 0), 129), .. Frames(5)]),
        new("ape-in-front.mp3", [.. Ape(100, 0xA0), .. new byte[100], .. Frames(5)]),
        new("ape-in-front-and-id3.mp3", [.. Ape(100, 0xA0), .. new byte[100], .. Id3v2("ID3", 3, 0, 0, 0, 0, 0, 5), .. new byte[5], .. Frames(5)]),
        new("id3-129-times-with-frames-in-the-last.mp3", [.. Repeated(Id3v2("ID3", 3, 0, 0, 0, 0, 0, 0), 128), .. Id3v2("ID3", 3, 0, 0, 0, 0, 29, 41), .. Frames(9), .. Frames(5)]),
        new("ape-of-frames-in-front.mp3", [.. Ape(9 * 417 + 32, 0xA0), .. Frames(9), .. Ape(9 * 417 + 32, 0x80), .. Frames(5)]),
        new("ape-behind-the-end.mp3", [.. Ape(5000, 0xA0), .. Frames(5)]),
        new("ape-cut.mp3", Ape(100, 0xA0).AsSpan(0, 31).ToArray()),
    ];

    private static IEnumerable<OddFile> TagsBehind =>
    [
        new("behind-id3v1.mp3", [.. Frames(5), .. Id3v1]),
        new("behind-id3v1-of-127-bytes.mp3", [.. Frames(5), .. Id3v1.AsSpan(0, 127)]),
        new("behind-id3v1-twice.mp3", [.. Frames(5), .. Id3v1, .. Id3v1]),
        new("behind-id3v1-only.mp3", [.. Frames(1).AsSpan(0, 3), .. Id3v1]),
        new("behind-ape.mp3", [.. Frames(5), .. Frames(2), .. Ape(2 * 417 + 32, 0)]),
        new("behind-ape-with-header.mp3", [.. Frames(5), .. Ape(2 * 417 + 32, 0xA0), .. Frames(2), .. Ape(2 * 417 + 32, 0x80)]),
        new("behind-ape-in-front-of-the-file.mp3", [.. Frames(5), .. Ape(100_000, 0)]),
        new("behind-ape-and-frames-that-are-smaller.mp3", [.. Smallest(5), .. Ape(32, 0)]),
        new("behind-lyrics-of-small-frames.mp3", [.. Smallest(20), .. Smallest(4), .. Encoding.Latin1.GetBytes("000096LYRICS200")]),
        new("behind-lyrics.mp3", [.. Frames(5), .. Frames(2), .. Encoding.Latin1.GetBytes("000834LYRICS200")]),
        new("behind-lyrics-of-no-number.mp3", [.. Frames(5), .. Frames(2), .. Encoding.Latin1.GetBytes("00083ALYRICS200")]),
        new("behind-lyrics-of-no-number-either.mp3", [.. Frames(5), .. Frames(2), .. Encoding.Latin1.GetBytes("0008/4LYRICS200")]),
        new("behind-lyrics-in-front-of-the-file.mp3", [.. Frames(5), .. Encoding.Latin1.GetBytes("999999LYRICS200")]),
        new("behind-id3v2.mp3", [.. Frames(5), .. Id3v2("ID3", 4, 0, 0x10, 0, 0, 6, 66), .. Frames(2), .. Id3v2("3DI", 4, 0, 0x10, 0, 0, 6, 66)]),
        new("behind-id3v2-of-frames.mp3", [.. Frames(5), .. Id3v2("ID3", 4, 0, 0x10, 0, 0, 29, 41), .. Frames(9), .. Id3v2("3DI", 4, 0, 0x10, 0, 0, 29, 41)]),
        new("behind-id3v2-without-the-flag.mp3", [.. Frames(5), .. Id3v2("3DI", 4, 0, 0, 0, 0, 0, 0)]),
        new("behind-all-in-one-order.mp3", [.. Frames(5), .. Ape(32, 0), .. Encoding.Latin1.GetBytes("000000LYRICS200"), .. Id3v1]),
        new("behind-all-in-another-order.mp3", [.. Frames(5), .. Id3v1, .. Encoding.Latin1.GetBytes("000000LYRICS200"), .. Ape(32, 0)]),
        new("behind-64-times.mp3", [.. Frames(5), .. Repeated(Ape(32, 0), 64)]),
        new("behind-65-times.mp3", [.. Frames(5), .. Repeated(Ape(32, 0), 65)]),
        new("behind-65-times-with-frames-in-the-first.mp3", [.. Frames(5), .. Frames(9), .. Ape(9 * 417 + 32, 0), .. Repeated(Ape(32, 0), 64)]),
        new("behind-ape-with-the-rest-of-8-s.mp3", [.. Frames(300), .. Frames(10), .. Ape(10 * 417 + 32, 0)]),
        new("behind-ape-with-the-rest-of-8-s-at-another-rate.mp3", [.. Frames(300), .. Frames(10, rate: 1), .. Ape(10 * 384 + 32, 0)]),
        new("behind-ape-with-a-single-frame-behind-zeros.mp3", [.. Frames(306), .. new byte[10], .. Frames(1), .. Junk(10), .. Ape(10 + 417 + 10 + 32, 0)]),
        new("behind-id3v1-with-the-rest-of-8-s.mp3", [.. Smallest(332), .. "TAG"u8, .. Smallest(5), .. new byte[5]]),
        new("behind-ape-with-the-rest-of-8-s-in-front.mp3", [.. Ape(10 * 417 + 32, 0xA0), .. Frames(10), .. Ape(10 * 417 + 32, 0x80), .. Frames(300)]),
    ];

    private static IEnumerable<OddFile> FreeFormats =>
    [
        new("free-format.mp3", Repeated([.. Free, .. new byte[396]], 50)),
        new("free-format-of-three-frames.mp3", Repeated([.. Free, .. new byte[396]], 3)),
        new("free-format-of-two-frames.mp3", Repeated([.. Free, .. new byte[396]], 2)),
        new("free-format-with-a-slot-more.mp3", [.. Free, .. new byte[396], .. Free, .. new byte[397], .. Free, .. new byte[396]]),
        new("free-format-with-a-slot-less.mp3", [.. Free, .. new byte[397], .. Free, .. new byte[396], .. Free, .. new byte[396]]),
        new("free-format-with-two-slots-more.mp3", [.. Free, .. new byte[396], .. Free, .. new byte[398], .. Free, .. new byte[396]]),
        new("free-format-of-4095-bytes.mp3", Repeated([.. Free, .. new byte[4091]], 3)),
        new("free-format-of-4096-bytes.mp3", Repeated([.. Free, .. new byte[4092]], 3)),
        new("free-format-of-layer-2.mp3", Repeated([0xFF, 0xFD, 0x00, 0x40, .. new byte[396]], 5)),
        new("free-format-in-frames.mp3", [.. Frames(5), .. Repeated([.. Free, .. new byte[396]], 5)]),
    ];

    private static byte[] Free => [0xFF, 0xFB, 0x00, 0x40];

    /// <summary>Frames of 24 bytes, which are shorter than a footer.</summary>
    private static byte[] Smallest(int count) => Frames(count, version: 2, bitRate: 1, rate: 1, mode: SingleChannel);

    private static byte[] Junk(int count) => Repeated([0x55], count);

    /// <summary>Frames with other bytes before and after each of them.</summary>
    private static byte[] Singles(int count) => [.. Repeated([.. Junk(5), .. Frames(1)], count), .. Junk(5)];

    /// <summary>Changes one byte of each frame.</summary>
    private static byte[] Changed(byte[] frames, int offset, byte value)
    {
        for (int frame = 0; frame < frames.Length; frame += 417)
        {
            frames[frame + offset] = value;
        }

        return frames;
    }
}
