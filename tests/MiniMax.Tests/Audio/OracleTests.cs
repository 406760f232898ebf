using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MiniMax.Tests.Audio;

/// <summary>Compares the duration of each case in this module and in other readers with the known one. FFmpeg decodes the file, the others read its headers.</summary>
public class OracleTests(ITestOutputHelper output)
{
    private const double Limit = 8;
    private const double Agreement = 0.001;

    // One process for all files. An exception of mutagen means that it cannot read the file.
    private const string MutagenScript =
        """
        import json, sys, mutagen
        lengths = {}
        for path in sys.stdin.read().split("\n"):
            try:
                file = mutagen.File(path)
                lengths[path] = file.info.length if file is not None and file.info.length > 0 else None
            except Exception:
                lengths[path] = None
        print(json.dumps(lengths))
        """;

    /// <summary>Prints the table, and the files for which a reader is on the wrong side of the limit.</summary>
    [Fact]
    public void The_module_puts_no_case_on_the_wrong_side_of_the_limit()
    {
        List<AudioCase> cases = [.. CaseTests.ComparableCases.Where(c => c.IsHonest)];
        List<string> paths = [.. cases.Select(c => Path.Combine(AudioCase.Folder, c.File))];
        using var copies = new TemporaryFolder();
        List<string> copied = [.. paths.Select(copies.Copy)];
        var known = cases.Zip(paths).ToDictionary(c => c.Second, c => c.First.Seconds!.Value);
        var readers = new Dictionary<string, Dictionary<string, double?>?>
        {
            ["MiniMax"] = paths.ToDictionary(p => p, p => Seconds(Inspection.Of(File.ReadAllBytes(p), p))),
            ["FFmpeg"] = new(paths.Zip(Ffmpeg.SecondsOf(copied), KeyValuePair.Create)),
            ["TagLib#"] = paths.ToDictionary(p => p, TagLibSeconds),
            ["mutagen"] = Mutagen(paths),
            ["SoX"] = Sox(paths),
        };

        var table = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{paths.Count} files").AppendLine("reader    read   off by more than 1 ms   50 ms   wrong side of 8 s");
        var wrongSides = new List<string>();
        foreach (var (reader, lengths) in readers)
        {
            if (lengths is null)
            {
                table.AppendLine(CultureInfo.InvariantCulture, $"{reader,-8}  is not installed");
                continue;
            }

            List<(string Path, double Own, double Known)> both = [.. lengths.Where(l => l.Value is not null).Select(l => (l.Key, l.Value!.Value, known[l.Key]))];
            List<(string Path, double Own, double Known)> wrong = [.. both.Where(b => b.Own < Limit != b.Known < Limit)];
            table.AppendLine(CultureInfo.InvariantCulture, $"{reader,-8}  {both.Count,4}   {both.Count(b => Off(b) > Agreement),21}   {both.Count(b => Off(b) > 0.05),5}   {wrong.Count,17}");
            wrongSides.AddRange(wrong.Select(w => string.Create(CultureInfo.InvariantCulture, $"{reader}: {Path.GetFileName(w.Path)}: {w.Own:0.000} s in place of {w.Known:0.000} s")));
        }

        output.WriteLine(table.AppendJoin(Environment.NewLine, wrongSides).ToString());
        Assert.All(paths, p => Assert.InRange(Math.Abs(readers["MiniMax"]![p]!.Value - known[p]), 0, Agreement));
        Assert.DoesNotContain(wrongSides, w => w.StartsWith("MiniMax", StringComparison.Ordinal));
    }

    private static double Off((string Path, double Own, double Known) length) => Math.Abs(length.Own - length.Known);

    private static double? Seconds(PromptAudioReport report) => (double?)report.SampleCount / report.SampleRate;

    private static double? TagLibSeconds(string path)
    {
        try
        {
            using var file = TagLib.File.Create(path);
            var seconds = file.Properties.Duration.TotalSeconds;
            return seconds > 0 ? seconds : null;
        }
        catch (Exception e) when (e is TagLib.CorruptFileException or TagLib.UnsupportedFormatException or OverflowException)
        {
            return null;
        }
    }

    private static Dictionary<string, double?>? Mutagen(List<string> paths) =>
        new[] { "python3", "/usr/bin/python3" }.Select(p => TryRun(p, ["-c", MutagenScript], string.Join('\n', paths))).FirstOrDefault(t => t is { Length: > 0 }) is { } json
            ? JsonSerializer.Deserialize<Dictionary<string, double?>>(json)
            : null;

    private static Dictionary<string, double?>? Sox(List<string> paths) =>
        TryRun("sox", ["--version"], "") is null
            ? null
            : paths.ToDictionary(p => p, p => double.TryParse(TryRun("sox", ["--info", "-D", p], ""), CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : (double?)null);

    // The output of a program; null if it is not installed.
    private static string? TryRun(string tool, string[] arguments, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.GetAwaiter().GetResult();
            return text;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
