namespace MiniMax.Audio.Reading;

/// <summary>Checks for zeros.</summary>
internal static class Bytes
{
    private const int BlockSize = 8 * 1024;

    public static bool AreZeros(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (b != 0)
            {
                return false;
            }
        }

        return true;
    }

    public static bool AreZeros(ByteWindow window, long position, long end)
    {
        while (position < end)
        {
            ReadOnlySpan<byte> bytes = window.Peek(position, (int)Math.Min(BlockSize, end - position));
            if (bytes.IsEmpty || !AreZeros(bytes))
            {
                return false;
            }

            position += bytes.Length;
        }

        return true;
    }
}
