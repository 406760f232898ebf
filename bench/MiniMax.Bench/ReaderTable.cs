using System.Diagnostics;
using System.Globalization;
using TagFile = TagLib.File;

namespace MiniMax.Bench;

/// <summary>Compares readers of durations for files near the limit: how often each gives a duration on the wrong side of the limit, and its time.</summary>
internal static class ReaderTable
{
    private const double Limit = 8;
    private const int Rounds = 21;

    private static readonly AudioPurpose s_purpose = AudioPurpose.PromptAudio;

    public static void Run(Bars bars, string[] args)
    {
        Case[] cases = [.. HonestCases()];
        Console.WriteLine($"Duration of {cases.Length} files, {cases.Count(c => c.Seconds < Limit)} of them shorter than {Limit} s for a decoder. An unreadable file is one for which the reader throws or finds no duration.");
        Console.WriteLine();
        var table = new Table(1, "Reader", "µs a file", "Allocated B a file", "Wrong side of 8 s", "Unreadable");
        int wrong = Add(table, "MiniMax.Audio", cases, Inspect);
        Add(table, "TagLib#", cases, ReadWithTagLib);
        if (Places.Probe is null)
        {
            Console.WriteLine("ffprobe is not installed: it is not in the table.");
        }
        else
        {
            Add(table, "ffprobe, a process a file", cases, Probe, isProcess: true);
        }

        table.Print();
        bars.Check("readers: MiniMax.Audio on the wrong side of 8 s", wrong, 0, "F0");
    }

    /// <summary>The cases with a duration that a decoder confirms and without a deliberately wrong header. Files that could harm a reader in this process are excluded.</summary>
    private static IEnumerable<Case> HonestCases()
    {
        string folder = Path.Combine(Places.Root, "tests", "MiniMax.Tests", "Audio", "Cases");
        foreach (string line in File.ReadLines(Path.Combine(folder, "expected.csv")).Skip(1))
        {
            string[] fields = line.Split(',');
            bool isClear = fields[1] == "reject:long" || fields[1].StartsWith("accept", StringComparison.Ordinal);
            bool isFalse = fields[0].Contains("lie", StringComparison.Ordinal) || fields[0].Contains("hostile", StringComparison.Ordinal);
            if (isClear && !isFalse && double.TryParse(fields[2], CultureInfo.InvariantCulture, out double seconds) && seconds > 0)
            {
                yield return new Case(Path.Combine(folder, fields[0]), seconds);
            }
        }
    }

    /// <summary>Adds the row of a reader, and returns the number of files on the wrong side.</summary>
    private static int Add(Table table, string reader, Case[] cases, Func<string, double?> read, bool isProcess = false)
    {
        double?[] durations = [.. cases.Select(c => read(c.Path))];
        int wrong = cases.Zip(durations).Count(p => p.Second is { } duration && (duration < Limit) != (p.First.Seconds < Limit));

        // Exceptions are slow, so only files that the reader can read are timed.
        string[] readable = [.. cases.Zip(durations).Where(p => p.Second is not null).Select(p => p.First.Path)];
        var times = new List<double>();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        int rounds = isProcess ? 1 : Rounds;
        for (int round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (string path in readable)
            {
                read(path);
            }

            times.Add(clock.Elapsed.TotalMicroseconds / readable.Length);
        }

        long allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / rounds / readable.Length;
        table.Add(
            reader,
            Table.Number(times.Order().ElementAt(rounds / 2)),
            isProcess ? "-" : Table.Number(allocated, "F0"),
            Table.Number(wrong, "F0"),
            Table.Number(cases.Length - readable.Length, "F0"));
        return wrong;
    }

    private static double? Inspect(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return AudioInspector.Inspect(stream, path, s_purpose).Duration?.TotalSeconds;
    }

    private static double? ReadWithTagLib(string path)
    {
        try
        {
            using var file = TagFile.Create(path);
            return file.Properties.Duration > TimeSpan.Zero ? file.Properties.Duration.TotalSeconds : null;
        }
        catch (Exception e) when (e is TagLib.CorruptFileException or OverflowException)
        {
            return null;
        }
    }

    private static double? Probe(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo(Places.Probe!, ["-v", "quiet", "-show_entries", "format=duration", "-of", "csv=p=0", path]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.TryParse(output, CultureInfo.InvariantCulture, out double seconds) ? seconds : null;
    }

    private sealed record Case(string Path, double Seconds);
}
