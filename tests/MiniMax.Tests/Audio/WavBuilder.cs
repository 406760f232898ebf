using System.Buffers.Binary;
using System.Text;

namespace MiniMax.Tests.Audio;

/// <summary>Combines chunks, valid or not.</summary>
internal static class WavBuilder
{
    public static byte[] File(params byte[][] chunks) =>
        [.. Encoding.Latin1.GetBytes("RIFF"), .. UInt32((uint)(4 + chunks.Sum(c => c.Length))), .. Encoding.Latin1.GetBytes("WAVE"), .. Bytes.Joined(chunks)];

    public static byte[] Chunk(string id, params byte[] content) => Sized(id, (uint)content.Length, [.. content, .. new byte[content.Length & 1]]);

    /// <summary>A chunk that declares another size.</summary>
    public static byte[] Sized(string id, uint size, params byte[] content) => [.. Encoding.Latin1.GetBytes(id), .. UInt32(size), .. content];

    public static byte[] Format(int tag, int channels, int rate, int blockAlign, int bits) =>
        Chunk("fmt ", [.. UInt16(tag), .. UInt16(channels), .. UInt32((uint)rate), .. UInt32(0), .. UInt16(blockAlign), .. UInt16(bits)]);

    public static byte[] UInt16(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] UInt32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
