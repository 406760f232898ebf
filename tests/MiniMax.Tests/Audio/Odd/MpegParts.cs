using System.Buffers.Binary;
using System.Text;

namespace MiniMax.Tests.Audio.Odd;

/// <summary>Frames of MPEG audio, and the tags that programs add to them.</summary>
internal static class MpegParts
{
    public const int JointStereo = 1;

    public const int SingleChannel = 3;

    private static readonly int[] s_mpeg1Layer3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] s_mpeg1Layer2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    private static readonly int[] s_mpeg1Layer1 = [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    private static readonly int[] s_mpeg2Layer1 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    private static readonly int[] s_mpeg2Others = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    /// <summary>Silent frames of one kind (ISO/IEC 11172-3, 2.4.1.3): rates as in its tables, version 1, 2 or 25.</summary>
    public static byte[] Frames(int count, int version = 1, int layer = 3, int bitRate = 9, int rate = 0, int mode = JointStereo, bool isPadded = false, bool hasCrc = false)
    {
        byte[] frame = new byte[SizeOf(version, layer, bitRate, rate, isPadded)];
        frame[0] = 0xFF;
        frame[1] = (byte)(0xE0 | (version switch { 1 => 3, 2 => 2, _ => 0 }) << 3 | (4 - layer) << 1 | (hasCrc ? 0 : 1));
        frame[2] = (byte)(bitRate << 4 | rate << 2 | (isPadded ? 2 : 0));
        frame[3] = (byte)(mode << 6);
        return Bytes.Repeated(frame, count);
    }

    public static int SizeOf(int version, int layer, int bitRate, int rate, bool isPadded)
    {
        int[] table = (version, layer) switch
        {
            (1, 3) => s_mpeg1Layer3,
            (1, 2) => s_mpeg1Layer2,
            (1, _) => s_mpeg1Layer1,
            (_, 1) => s_mpeg2Layer1,
            _ => s_mpeg2Others,
        };
        int hertz = new[] { 44_100, 48_000, 32_000 }[rate] / (version switch { 1 => 1, 2 => 2, _ => 4 });
        int samples = layer switch { 1 => 384, 2 => 1152, _ => version == 1 ? 1152 : 576 };
        int slot = layer == 1 ? 4 : 1;
        return (samples / 8 * 1000 * table[bitRate] / slot / hertz + (isPadded ? 1 : 0)) * slot;
    }

    /// <summary>A frame with a tag after the side information, or at a given position.</summary>
    public static byte[] Tagged(byte[] frame, byte[] tag, int offset = 36)
    {
        byte[] tagged = [.. frame];
        tag.AsSpan(0, Math.Min(tag.Length, tagged.Length - offset)).CopyTo(tagged.AsSpan(offset));
        return tagged;
    }

    /// <summary>A Xing tag with the fields that its flags declare, and the data that an encoder adds.</summary>
    public static byte[] Xing(string name, uint flags, uint frames, string encoder = "", int delay = 0, int padding = 0)
    {
        byte[] extension = new byte[24];
        Encoding.Latin1.GetBytes(encoder).CopyTo(extension, 0);
        extension[21] = (byte)(delay >> 4);
        extension[22] = (byte)(delay << 4 | padding >> 8);
        extension[23] = (byte)padding;
        return
        [
            .. Encoding.Latin1.GetBytes(name),
            .. BigEndian(flags),
            .. (flags & 1) != 0 ? BigEndian(frames) : [],
            .. (flags & 2) != 0 ? BigEndian(99_999) : [],
            .. (flags & 4) != 0 ? new byte[100] : [],
            .. (flags & 8) != 0 ? BigEndian(50) : [],
            .. extension,
        ];
    }

    public static byte[] Vbri(uint frames) => [.. "VBRI"u8, 0, 1, 0, 0, 0, 0, .. BigEndian(99_999), .. BigEndian(frames), .. new byte[8]];

    public static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Id3v2(string identifier, byte major, byte revision, byte flags, params byte[] size) => [.. Encoding.Latin1.GetBytes(identifier), major, revision, flags, .. size];

    public static byte[] Id3v1 => [.. "TAG"u8, .. new byte[125]];

    /// <summary>The header or footer of an APE tag: its size with the footer, and the highest byte of its flags.</summary>
    public static byte[] Ape(uint size, byte flags) =>
        [.. "APETAGEX"u8, .. WavBuilder.UInt32(2000), .. WavBuilder.UInt32(size), .. WavBuilder.UInt32(0), 0, 0, 0, flags, .. new byte[8]];
}
