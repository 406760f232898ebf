namespace MiniMax.Tests.Audio.Measuring;

/// <summary>
/// Sounds with the dynamics of read speech: voiced syllables with three formants, fricatives, stops, and pauses
/// between phrases, in a quiet room. The same seed creates the same samples.
/// </summary>
internal sealed class SyntheticSpeech
{
    private readonly Random _random;
    private readonly int _rate;
    private readonly double _pitch;
    private readonly double _tract;

    private SyntheticSpeech(int seed, int rate)
    {
        _random = new Random(seed);
        _rate = rate;
        _pitch = Between(90, 220);
        _tract = Between(0.85, 1.2);
    }

    /// <summary>A prompt of studio quality: 5 to 7.9 s, the peak at -9 to -2 dBFS, the room 50 to 70 dB below.</summary>
    public static double[] Prompt(int seed, int rate = Recording.Rate)
    {
        var speech = new SyntheticSpeech(seed, rate);
        double[] samples = speech.Read(speech.Between(5, 7.9));
        double gain = Math.Pow(10, speech.Between(-9, -2) / 20) / samples.Max(Math.Abs);
        double room = Math.Pow(10, speech.Between(-70, -50) / 20);
        return [.. samples.Select(v => gain * v + room * speech.Noise() * gain)];
    }

    private double Between(double from, double to) => from + _random.NextDouble() * (to - from);

    /// <summary>Noise with a mean square of 1.</summary>
    private double Noise() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private double[] Read(double seconds)
    {
        var samples = new double[(int)(seconds * _rate)];
        double time = Between(0.05, 0.25);
        int left = _random.Next(4, 12);
        while (time < seconds - 0.3)
        {
            if (_random.NextDouble() < 0.4)
            {
                time += Fricative(samples, time);
            }

            time += Syllable(samples, time, stress: Between(0.4, 1), final: left == 1);
            time += _random.NextDouble() < 0.5 ? Between(0.02, 0.07) : 0;
            if (--left == 0)
            {
                time += Between(0.25, 0.6);
                left = _random.Next(4, 12);
            }
        }

        return samples;
    }

    private double Fricative(double[] samples, double time)
    {
        double length = Between(0.05, 0.12);
        double level = Between(0.01, 0.05);
        double last = 0;
        Add(samples, time, length, (_, envelope) =>
        {
            double value = Noise();
            double high = value - last;
            last = value;
            return level * envelope * high;
        });
        return length;
    }

    private double Syllable(double[] samples, double time, double stress, bool final)
    {
        double length = Between(0.12, final ? 0.35 : 0.22);
        double pitch = _pitch * Between(0.85, 1.2) * (final ? 0.8 : 1);
        double[] formants = [Between(300, 750) * _tract, Between(900, 2200) * _tract, Between(2300, 2900) * _tract];
        double[] widths = [80, 110, 160];
        double[] gains = [1, 0.5, 0.25];
        var first = new double[3];
        var second = new double[3];
        double phase = 0;
        Add(samples, time, length, (t, envelope) =>
        {
            phase += pitch * (1 - 0.15 * t / length) * (1 + 0.01 * Noise()) / _rate;
            double pulse = phase >= 1 ? 1 : 0;
            phase -= pulse;
            double sum = 0;
            for (int i = 0; i < 3; i++)
            {
                double radius = Math.Exp(-Math.PI * widths[i] / _rate);
                double next = pulse + 2 * radius * Math.Cos(2 * Math.PI * formants[i] / _rate) * first[i] - radius * radius * second[i];
                second[i] = first[i];
                first[i] = next;
                sum += gains[i] * next;
            }

            return 0.1 * stress * envelope * sum;
        });
        return length;
    }

    private void Add(double[] samples, double time, double length, Func<double, double, double> valueAt)
    {
        int start = (int)(time * _rate);
        int count = (int)(length * _rate);
        for (int i = 0; i < count && start + i < samples.Length; i++)
        {
            double share = (double)i / count;
            samples[start + i] += valueAt((double)i / _rate, Math.Pow(Math.Sin(Math.PI * share), 0.7));
        }
    }
}
