namespace MiniMax.Tests.Audio.Measuring;

/// <summary>Creates WAVs from samples, where full scale is 1, and measures them.</summary>
internal static class Recording
{
    public const int Rate = 16_000;

    public static double[] Tone(double seconds, double amplitude, int rate = Rate) =>
        [.. Enumerable.Range(0, (int)(seconds * rate)).Select(i => amplitude * Math.Sin(2 * Math.PI * 440 * i / rate))];

    public static byte[] Wav(params double[][] channels) => Wav(Rate, channels);

    /// <summary>Creates a WAV of 16 bits, with channels of equal length.</summary>
    public static byte[] Wav(int rate, params double[][] channels)
    {
        var data = new byte[2 * channels.Length * channels[0].Length];
        for (int i = 0; i < data.Length / 2; i++)
        {
            double value = channels[i % channels.Length][i / channels.Length];
            BitConverter.TryWriteBytes(data.AsSpan(2 * i), (short)Math.Clamp(Math.Round(value * 32768), short.MinValue, short.MaxValue));
        }

        return WavBuilder.File(WavBuilder.Format(1, channels.Length, rate, 2 * channels.Length, 16), WavBuilder.Chunk("data", data));
    }

    public static PromptAudioReport Measure(byte[] bytes, string name = "audio.wav", AudioPurpose? purpose = null)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        AudioDiagnosis diagnosis = AudioInspector.Diagnose(stream, name, purpose ?? AudioPurpose.PromptAudio, measuresSound: true);
        return Errors.AudioRemedies.Word(diagnosis, Path.GetDirectoryName(name));
    }
}
