using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio.Fuzz;

/// <summary>Finds the frames of an undamaged MP3, or of one in a WAV.</summary>
internal static class MpegFrames
{
    private const int FewestFrames = 20;

    /// <summary>Returns the position of the first byte of each frame; empty if the bytes are not an MP3.</summary>
    public static List<int> PlacesIn(byte[] bytes)
    {
        for (int start = 0; start < Math.Min(bytes.Length, 100_000); start++)
        {
            List<int> places = Chain(bytes, start);
            if (places.Count >= FewestFrames)
            {
                return places;
            }
        }

        return [];
    }

    private static List<int> Chain(byte[] bytes, int start)
    {
        List<int> places = [];
        for (int position = start; SizeAt(bytes, position) is int size and > 0; position += size)
        {
            places.Add(position);
        }

        return places;
    }

    private static int SizeAt(byte[] bytes, int position)
    {
        if (position + 4 > bytes.Length || bytes[position] != 0xFF || (bytes[position + 1] & 0xE6) != 0xE2)
        {
            return 0;
        }

        int version = (bytes[position + 1] >> 3 & 3) switch { 3 => 1, 2 => 2, 0 => 25, _ => 0 };
        int bitRate = bytes[position + 2] >> 4;
        int rate = bytes[position + 2] >> 2 & 3;
        return version == 0 || bitRate is 0 or 15 || rate == 3 ? 0 : MpegParts.SizeOf(version, 3, bitRate, rate, (bytes[position + 2] & 2) != 0);
    }
}
