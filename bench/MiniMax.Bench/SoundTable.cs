using System.Diagnostics;

namespace MiniMax.Bench;

/// <summary>The time to measure the sound of a file: of a WAV compared with reading it, of an MP3 compared with ffmpeg, which decodes it.</summary>
internal static class SoundTable
{
    private const int Runs = 2001;
    private const int ProcessRuns = 21;
    private const double MaxReads = 2;
    private const double MaxDecodings = 0.1;

    public static void Run(Bars bars, string[] args)
    {
        Console.WriteLine($"Inspection with the sound measured: of a WAV beside File.ReadAllBytes, of an MP3 beside ffmpeg -f null, a process a file. The fastest of {Runs} runs, of {ProcessRuns} for ffmpeg.");
        Console.WriteLine();
        var table = new Table(1, "File", "Beside", "µs", "Inspection µs", "With sound µs", "/ beside");
        string cases = Path.Combine(Places.Root, "tests", "MiniMax.Tests", "Audio", "Cases");
        string samples = Path.Combine(Places.Root, "samples", "audio");
        foreach (string path in new[] { Path.Combine(cases, "wav-abps0_7p9.wav"), Path.Combine(samples, "greeting.wav") })
        {
            Add(bars, table, path, "reading", Fastest(Runs, () => File.ReadAllBytes(path)), MaxReads);
        }

        foreach (string path in new[] { Path.Combine(cases, "mp3-cutlast36_7p9.mp3"), Path.Combine(samples, "fox.mp3") })
        {
            if (!CanDecode(path))
            {
                Console.WriteLine("ffmpeg is not installed: an MP3 was not set beside it.");
                break;
            }

            Add(bars, table, path, "ffmpeg", Fastest(ProcessRuns, () => CanDecode(path)), MaxDecodings);
        }

        table.Print();
    }

    private static void Add(Bars bars, Table table, string path, string floor, double floorTime, double atMost)
    {
        double quiet = Fastest(Runs, () => Inspect(path, measuresSound: false));
        double sound = Fastest(Runs, () => Inspect(path, measuresSound: true));
        string name = Path.GetFileName(path);
        table.Add(name, floor, Table.Number(floorTime), Table.Number(quiet), Table.Number(sound), Table.Number(sound / floorTime, "F3"));
        bars.Check($"{name}: with sound / {floor}", sound / floorTime, atMost, "F3");
    }

    private static PromptAudioReport Inspect(string path, bool measuresSound)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return AudioInspector.Diagnose(stream, path, AudioPurpose.PromptAudio, measuresSound).Report;
    }

    private static bool CanDecode(string path)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-i", path, "-f", "null", "-"]))!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The shortest time in microseconds, which other work on the machine affects least.</summary>
    private static double Fastest<T>(int runs, Func<T> run)
    {
        double fastest = double.MaxValue;
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            GC.KeepAlive(run());
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return fastest;
    }
}
