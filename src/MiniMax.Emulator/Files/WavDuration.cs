using System.Buffers.Binary;

namespace MiniMax.Emulator.Files;

/// <summary>The duration that the header of a PCM WAV file declares. Tests describe every other recording.</summary>
internal static class WavDuration
{
    public static TimeSpan? Read(ReadOnlySpan<byte> head, long fileLength)
    {
        if (head.Length < 12 || !head[..4].SequenceEqual("RIFF"u8) || !head[8..12].SequenceEqual("WAVE"u8))
        {
            return null;
        }

        uint bytesPerSecond = 0;
        for (long at = 12; at + 8 <= head.Length;)
        {
            ReadOnlySpan<byte> chunk = head[(int)at..];
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("fmt "u8) && chunk.Length >= 20)
            {
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(chunk[16..]);
            }

            if (chunk[..4].SequenceEqual("data"u8))
            {
                // A header may declare more than the file contains.
                long bytes = Math.Min(size, fileLength - at - 8);
                return bytesPerSecond == 0 ? null : TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            }

            at += 8 + size + (size & 1);
        }

        return null;
    }
}
