using System.Globalization;

namespace MiniMax.Bench;

/// <summary>Creates WAV files with different content.</summary>
internal static class Recordings
{
    private const int Header = 44;

    /// <summary>Writes files of a given size in bytes, at 48 kHz and 16 bits: 650 KB are a little less than 7 s.</summary>
    public static void Write(string folder, int count, int bytes, string prefix = "r")
    {
        byte[] content = Content(bytes);
        for (int i = 0; i < count; i++)
        {
            Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:000000}.wav")), content, i);
        }
    }

    /// <summary>Writes a file whose first samples are a number, so that all files differ.</summary>
    public static void Write(string path, byte[] content, long number)
    {
        BitConverter.TryWriteBytes(content.AsSpan(Header), number);
        File.WriteAllBytes(path, content);
    }

    public static byte[] Content(int bytes)
    {
        const int Rate = 48_000;
        byte[] content = new byte[bytes];
        using var writer = new BinaryWriter(new MemoryStream(content));
        writer.Write("RIFF"u8);
        writer.Write(bytes - 8);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(Rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes - Header);
        return content;
    }
}
