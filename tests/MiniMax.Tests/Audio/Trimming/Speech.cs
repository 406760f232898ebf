namespace MiniMax.Tests.Audio.Trimming;

/// <summary>WAVs that are as loud as speech where there are words and as quiet as a room where there are none: 16 bits, mono.</summary>
internal static class Speech
{
    public const int Rate = 8000;

    private const double Voice = 0.25;
    private const double Room = 0.001;

    /// <summary>Words from second to second, in a recording of so many seconds.</summary>
    public static byte[] Recording(double seconds, params (double From, double To)[] words) =>
        WavBuilder.File(WavBuilder.Format(1, 1, Rate, 2, 16), WavBuilder.Chunk("data", Samples(seconds, words)));

    public static byte[] Samples(double seconds, params (double From, double To)[] words)
    {
        var samples = new byte[2 * (int)(seconds * Rate)];
        for (int i = 0; i < samples.Length / 2; i++)
        {
            double time = (double)i / Rate;
            double level = words.Any(w => time >= w.From && time < w.To) ? Voice : Room;
            BitConverter.TryWriteBytes(samples.AsSpan(2 * i), (short)(level * 32767 * Math.Sin(2 * Math.PI * 200 * time)));
        }

        return samples;
    }
}
