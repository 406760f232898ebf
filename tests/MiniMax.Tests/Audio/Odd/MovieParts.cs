using static MiniMax.Tests.Audio.Mp4Builder;

namespace MiniMax.Tests.Audio.Odd;

/// <summary>The parts of a movie with one track of 129 frames of AAC-LC at 44.1 kHz, 2.995 s. Tests replace one of them at a time.</summary>
internal static class MovieParts
{
    public const uint Frames = 129;

    public const uint Milliseconds = 2995;

    public const uint Rate = 44_100;

    /// <summary>The position of the first byte of the samples.</summary>
    public static uint Data => (uint)FileType.Length + 8;

    public static byte[] Movie(params byte[][] tracks) => MovieOf(MovieHeader(1000, Milliseconds), tracks);

    public static byte[] MovieOf(byte[] header, params byte[][] tracks) =>
        [.. FileType, .. Box("mdat", Mp4Builder.SampleBytes(10 * Frames)), .. Box("moov", [header, .. tracks])];

    public static byte[] Track(byte[]? header = null, byte[]? edits = null, byte[]? mediaHeader = null, byte[]? handler = null, byte[]? description = null, byte[]? tables = null) =>
        Box("trak", header ?? TrackHeader(0), edits ?? [], Media(mediaHeader, handler, description, tables));

    public static byte[] Media(byte[]? header = null, byte[]? handler = null, byte[]? description = null, byte[]? tables = null) =>
        AacMedia(Rate, tables ?? Tables(Frames, Data), header, handler, description);

    /// <summary>The tables with replacements; an empty table is left out.</summary>
    public static byte[] TablesWith(byte[]? durations = null, byte[]? runs = null, byte[]? sizes = null, byte[]? offsets = null) =>
    [
        .. durations ?? FullBox("stts", UInt32(1, Frames, 1024)),
        .. runs ?? FullBox("stsc", UInt32(1, 1, Frames, 1)),
        .. sizes ?? FullBox("stsz", UInt32(10, Frames)),
        .. offsets ?? FullBox("stco", UInt32(1, Data)),
    ];

    /// <summary>A sound sample description of a version, with the bytes after its fields.</summary>
    public static byte[] Sound(string type, int version, int channels, uint rate, params byte[][] behind) =>
        FullBox("stsd", UInt32(1), Box(type, [new byte[6], [0, 1], [0, (byte)version], new byte[6], [0, (byte)channels, 0, 16], new byte[4], UInt32(rate << 16), .. behind]));

    /// <summary>An <c>esds</c> box with an object type and the bytes for the decoder.</summary>
    public static byte[] Descriptor(byte objectType, params byte[] specificInfo)
    {
        byte[] info = specificInfo.Length == 0 ? [] : [5, (byte)specificInfo.Length, .. specificInfo];
        return DescriptorOf(0, [], [4, (byte)(13 + info.Length), objectType, 0x15, .. new byte[11], .. info]);
    }

    /// <summary>An <c>esds</c> box with the flags of its stream and the optional fields that the flags declare.</summary>
    public static byte[] DescriptorOf(byte flags, byte[] optional, byte[] config) =>
        FullBox("esds", [3, (byte)(3 + optional.Length + config.Length), 0, 1, flags, .. optional, .. config]);

    /// <summary>Bits as in a table of a standard, padded with zeros to whole bytes.</summary>
    public static byte[] Bits(string bits)
    {
        string digits = bits.Replace(" ", "", StringComparison.Ordinal);
        digits = digits.PadRight((digits.Length + 7) / 8 * 8, '0');
        return [.. Enumerable.Range(0, digits.Length / 8).Select(i => Convert.ToByte(digits.Substring(8 * i, 8), 2))];
    }
}
