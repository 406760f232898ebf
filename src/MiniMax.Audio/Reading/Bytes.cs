namespace MiniMax.Audio.Reading;

/// <summary>Checks for zeros.</summary>
internal static class Bytes
{
    public static bool AreZeros(ReadOnlySpan<byte> bytes) => CountZeros(bytes) == bytes.Length;

    public static bool AreZeros(ByteWindow window, long position, long end) => SkipZeros(window, position, end) >= end;

    /// <summary>The position of the first byte that is not zero, or the end.</summary>
    public static long SkipZeros(ByteWindow window, long position, long end)
    {
        while (position < end && window.PeekBuffered(position, 1) is { IsEmpty: false } bytes)
        {
            int count = (int)Math.Min(bytes.Length, end - position);
            int zeros = CountZeros(bytes.Slice(0, count));
            position += zeros;
            if (zeros < count)
            {
                break;
            }
        }

        return position;
    }

    private static int CountZeros(ReadOnlySpan<byte> bytes)
    {
        int zeros = 0;
        while (zeros < bytes.Length && bytes[zeros] == 0)
        {
            zeros++;
        }

        return zeros;
    }
}
