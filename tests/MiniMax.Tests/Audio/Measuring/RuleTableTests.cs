using System.Globalization;

namespace MiniMax.Tests.Audio.Measuring;

/// <summary>The share of good prompts that each warning flags, and of degraded ones that it detects. The output of the test contains the table.</summary>
public class RuleTableTests(ITestOutputHelper output)
{
    private const int Prompts = 200;

    // Enough for the shares below.
    private const int DegradedPrompts = 50;

    private static readonly Lazy<double[][]> s_prompts = new(() => [.. Enumerable.Range(1, Prompts).Select(seed => SyntheticSpeech.Prompt(seed))]);

    /// <summary>The code, the degradation, and the calibrated shares: minimum, maximum.</summary>
    private static readonly (string Code, string Name, double Min, double Max, Func<double[], int, byte[]> Degrade)[] s_rows =
    [
        (FindingCode.NearlySilent, "-50 dB", 1, 1, (p, _) => Recording.Wav(Degradation.Gain(p, -50))),
        (FindingCode.NearlySilent, "zeros", 1, 1, (p, _) => Recording.Wav(Degradation.Gain(p, double.NegativeInfinity))),
        (FindingCode.NearlySilent, "-20 dB", 0, 0, (p, _) => Recording.Wav(Degradation.Gain(p, -20))),
        (FindingCode.TooQuiet, "-20 dB", 1, 1, (p, _) => Recording.Wav(Degradation.Gain(p, -20))),
        (FindingCode.Clipped, "+9 dB", 0.8, 1, (p, _) => Recording.Wav(Degradation.Gain(p, 9))),
        (FindingCode.Clipped, "+12 dB", 1, 1, (p, _) => Recording.Wav(Degradation.Gain(p, 12))),
        (FindingCode.Clipped, "+12 dB, then -5 dB", 1, 1, (p, _) => Recording.Wav(Degradation.Gain([.. Degradation.Gain(p, 12).Select(v => Math.Clamp(v, -1, 1))], -5))),
        (FindingCode.Noisy, "SNR 5 dB", 1, 1, (p, seed) => Recording.Wav(Degradation.Gain(Degradation.AddNoise(p, 5, seed), -6))),
        (FindingCode.Noisy, "SNR 10 dB", 0.6, 1, (p, seed) => Recording.Wav(Degradation.Gain(Degradation.AddNoise(p, 10, seed), -6))),
        (FindingCode.Noisy, "SNR 30 dB", 0, 0, (p, seed) => Recording.Wav(Degradation.Gain(Degradation.AddNoise(p, 30, seed), -6))),
        (FindingCode.MostlySilence, "60 % silence", 1, 1, (p, seed) => Recording.Wav(Degradation.AddSilence(p, 0.6, seed))),
        (FindingCode.SilentChannel, "second channel -50 dB", 1, 1, (p, _) => Recording.Wav(p, Degradation.Gain(p, -50))),
        (FindingCode.SilentChannel, "second channel -20 dB", 0, 0, (p, _) => Recording.Wav(p, Degradation.Gain(p, -20))),
        (FindingCode.LowSampleRate, "8 kHz", 1, 1, (p, _) => Recording.Wav(8000, [.. p.Where((_, i) => i % 2 == 0)])),
        (FindingCode.ShortPrompt, "4.9 s of it", 1, 1, (p, _) => Recording.Wav(p[..(int)(4.9 * Recording.Rate)])),
    ];

    [Fact]
    public void Rules_do_not_flag_good_prompts_and_detect_degraded_ones()
    {
        IEnumerable<string> codes = s_rows.Select(r => r.Code).Distinct();
        var honest = s_prompts.Value.AsParallel().Select(p => Codes(Recording.Wav(p))).ToList();
        output.WriteLine($"{"Code",-14} {"Rule is tried on",-24} {"Flagged",8}");
        List<string> failures = [];
        foreach (string code in codes)
        {
            Add(code, $"{Prompts} honest prompts", (double)honest.Count(c => c.Contains(code)) / Prompts, 0, code == FindingCode.Clipped ? 0.0025 : 0);
        }

        foreach (var (code, name, min, max, degrade) in s_rows)
        {
            double caught = (double)Enumerable.Range(0, DegradedPrompts).AsParallel().Count(i => Codes(degrade(s_prompts.Value[i], i)).Contains(code)) / DegradedPrompts;
            Add(code, name, caught, min, max);
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));

        void Add(string code, string name, double share, double min, double max)
        {
            string line = string.Create(CultureInfo.InvariantCulture, $"{code,-14} {name,-24} {100 * share,6:0.0} %");
            output.WriteLine(line);
            if (share < min || share > max)
            {
                failures.Add(line);
            }
        }
    }

    private static HashSet<string> Codes(byte[] wav) => [.. Recording.Measure(wav).Findings.Select(f => f.Code)];
}
