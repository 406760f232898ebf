using System.Buffers.Binary;
using System.Text;

namespace MiniMax.Tests.Audio;

/// <summary>Combines boxes (ISO/IEC 14496-12), valid or not.</summary>
internal static class Mp4Builder
{
    public static byte[] Box(string type, params byte[][] content) => Sized(type, 8 + content.Sum(c => c.Length), content);

    /// <summary>A box that declares another size.</summary>
    public static byte[] Sized(string type, long size, params byte[][] content) =>
        [.. UInt32((uint)size), .. Encoding.Latin1.GetBytes(type), .. Bytes.Joined(content)];

    public static byte[] FullBox(string type, params byte[][] content) => Box(type, [UInt32(0), .. content]);

    public static byte[] UInt32(params uint[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }

    public static byte[] UInt64(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] FileType => Box("ftyp", Encoding.Latin1.GetBytes("M4A "), UInt32(0), Encoding.Latin1.GetBytes("M4A isom"));

    public static byte[] MovieHeader(uint scale, uint duration) => FullBox("mvhd", UInt32(0, 0, scale, duration), new byte[80]);

    public static byte[] AacTrack(uint rate, byte[] edits, byte[] sampleTables) => Box("trak", TrackHeader(0), edits, AacMedia(rate, sampleTables));

    public static byte[] AacMedia(uint rate, byte[] sampleTables, byte[]? header = null, byte[]? handler = null, byte[]? description = null) => Box(
        "mdia",
        header ?? MediaHeader(rate, 0),
        handler ?? Handler("soun"),
        Box("minf", Box("stbl", description ?? SampleDescription(rate), sampleTables)));

    public static byte[] TrackHeader(uint duration, uint id = 1) => FullBox("tkhd", UInt32(0, 0, id, 0, duration), new byte[60]);

    public static byte[] MediaHeader(uint scale, uint duration) => FullBox("mdhd", UInt32(0, 0, scale, duration, 0));

    public static byte[] Handler(string type) => FullBox("hdlr", UInt32(0), Encoding.Latin1.GetBytes(type), new byte[13]);

    /// <summary>AAC-LC, stereo, at 44.1 kHz or 48 kHz.</summary>
    public static byte[] SampleDescription(uint rate)
    {
        int config = 2 << 11 | (rate == 48000 ? 3 : 4) << 7 | 2 << 3;
        byte[] specificInfo = [5, 2, (byte)(config >> 8), (byte)config];
        byte[] decoderConfig = [4, (byte)(13 + specificInfo.Length), 0x40, 0x15, .. new byte[11], .. specificInfo];
        byte[] descriptor = [3, (byte)(3 + decoderConfig.Length), 0, 1, 0, .. decoderConfig];
        return FullBox(
            "stsd",
            UInt32(1),
            Box("mp4a", new byte[6], [0, 1], new byte[8], [0, 2, 0, 16], new byte[4], UInt32(rate << 16), FullBox("esds", descriptor)));
    }

    /// <summary>The tables of a track of frames of 1024 samples and 10 bytes, all in one chunk.</summary>
    public static byte[] Tables(uint frames, uint chunkOffset) =>
    [
        .. FullBox("stts", UInt32(1, frames, 1024)),
        .. FullBox("stsc", UInt32(1, 1, frames, 1)),
        .. FullBox("stsz", UInt32(10, frames)),
        .. FullBox("stco", UInt32(1, chunkOffset)),
    ];

    public static byte[] EditList(params (uint Segment, int MediaTime)[] edits) =>
        Box("edts", FullBox("elst", UInt32((uint)edits.Length), [.. edits.SelectMany(e => UInt32(e.Segment, (uint)e.MediaTime, 0x10000))]));

    /// <summary>Bytes other than zero, which could be frames.</summary>
    public static byte[] SampleBytes(long count)
    {
        byte[] data = new byte[count];
        data.AsSpan().Fill(0x21);
        return data;
    }

    /// <summary>A complete file with a track of a number of frames.</summary>
    public static byte[] File(uint frames, byte[] edits, uint movieDuration, params byte[][] moreInMovie) =>
    [
        .. FileType,
        .. Box("mdat", SampleBytes(10 * frames)),
        .. Box("moov", [MovieHeader(1000, movieDuration), AacTrack(44100, edits, Tables(frames, (uint)FileType.Length + 8)), .. moreInMovie]),
    ];
}
