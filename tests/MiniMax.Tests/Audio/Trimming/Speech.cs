namespace MiniMax.Tests.Audio.Trimming;

/// <summary>WAVs with the level of speech for words and that of a room for pauses: 16 bits, mono.</summary>
internal static class Speech
{
    public const int Rate = 8000;

    private const double Voice = 0.25;
    private const double Room = 0.001;

    /// <summary>Words from one second to another, in a recording of a number of seconds.</summary>
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
