using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Bench;

/// <summary>
/// A very large number of small files: time per file, memory and open handles at each tenth; the time until a second run sends with a long
/// checkpoint; four processes with one checkpoint and one folder.
/// </summary>
internal static class ScaleRun
{
    private const int TestedFiles = 100_000;
    private const int SentFiles = 10_000;
    private const int CheckpointLines = 100_000;
    private const int SharedFiles = 1_000;
    private const int Processes = 4;
    private const int FileBytes = 1_000;

    // Little in comparison to the files, much in comparison to uncollected garbage.
    private const double MostGrowthMegabytes = 3;
    private const double MostGrowthHandles = 4;

    // The first tenth is a warm-up for the tiered compilation.
    // All tenths have the same work.
    private const string Tenths = """
        $files = [IO.DirectoryInfo]::new($env:BENCH_FILES).EnumerateFiles('*.wav')
        $tenth = [int]$env:BENCH_COUNT / 10
        $null = $files | Select-Object -First $tenth | <command>
        $done = 0
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $me = [Diagnostics.Process]::GetCurrentProcess()
        $files | <command> | ForEach-Object {
            $done++
            if ($done % $tenth -eq 0) {
                $time = $clock.Elapsed.TotalMilliseconds
                $memory = [GC]::GetTotalMemory($true) / 1MB
                $me.Refresh()
                [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3}', $time / $tenth, $memory, $me.HandleCount, $me.WorkingSet64 / 1MB)
                $clock.Restart()
            }
        }
        """;

    public static void Run(Bars bars, string[] args)
    {
        Flat(bars, "Test", TestedFiles, "Test-MiniMaxPromptAudio", null);
        using var emulator = new EmulatorProcess();
        Flat(bars, "Send", SentFiles, "Send-MiniMaxPromptAudio -WarningAction Ignore -ThrottleLimit 8", emulator);
        Flat(bars, "Send, checkpoint", SentFiles, "Send-MiniMaxPromptAudio -WarningAction Ignore -ThrottleLimit 8 -CheckpointPath ([IO.Path]::GetTempFileName())", emulator);
        LongCheckpoint(bars, emulator);
        FourProcesses(bars, emulator);
    }

    private static void Flat(Bars bars, string name, int count, string command, EmulatorProcess? emulator)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, count, FileBytes);
        emulator?.Reset();
        string script = Tenths.Replace("<command>", command, StringComparison.Ordinal).Replace("[int]$env:BENCH_COUNT", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        double[][] tenths = [.. ShellScript.Run(script, folder.Path, emulator?.Address).Select(ShellScript.Numbers)];
        double seconds = clock.Elapsed.TotalSeconds;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {count} files of {FileBytes} bytes in {seconds:F0} s"));
        Console.WriteLine();
        var table = new Table(1, "Tenth", "ms a file", "Managed MB", "Handles", "Working set MB");
        for (int i = 0; i < tenths.Length; i++)
        {
            table.Add($"{i + 1}", Table.Number(tenths[i][0], "F3"), Table.Number(tenths[i][1], "F2"), Table.Number(tenths[i][2], "F0"), Table.Number(tenths[i][3], "F0"));
        }

        table.Print();
        bars.Check($"{name}: tenths that came", 10 - tenths.Length, 0, "F0");
        bars.Check($"{name}: last tenth / first, time a file", tenths[^1][0] / tenths[0][0], 1.1);
        bars.Check($"{name}: growth of managed memory, MB", tenths[^1][1] - tenths[0][1], MostGrowthMegabytes, "F1");
        bars.Check($"{name}: growth of open handles", tenths[^1][2] - tenths[0][2], MostGrowthHandles, "F0");
        if (emulator is not null)
        {
            bars.Check($"{name}: files that are not stored", count - emulator.Files().Select(f => f.FileName).Distinct().Count(), 0, "F0");
        }
    }

    private static void LongCheckpoint(Bars bars, EmulatorProcess emulator)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, 100, FileBytes);
        emulator.Reset();
        string checkpoint = Path.Combine(folder.Path, "c.jsonl");
        WriteCheckpoint(checkpoint, emulator.Address);
        const string Script = """
            $file = [IO.DirectoryInfo]::new($env:BENCH_FILES).GetFiles('*.wav')
            $null = $file[0] | Send-MiniMaxPromptAudio -WarningAction Ignore
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $first = $null
            $file | Send-MiniMaxPromptAudio -WarningAction Ignore -CheckpointPath c.jsonl | ForEach-Object { if ($null -eq $first) { $first = $clock.Elapsed.TotalMilliseconds } }
            [string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $first, $clock.Elapsed.TotalMilliseconds)
            """;
        double[] times = ShellScript.Numbers(ShellScript.Run(Script, folder.Path, emulator.Address)[^1]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With a checkpoint of {CheckpointLines} lines ({new FileInfo(checkpoint).Length / 1e6:F0} MB) the first of 100 new files is stored after {times[0]:F0} ms, the last after {times[1]:F0} ms."));
        Console.WriteLine();
        bars.Check($"First upload with a checkpoint of {CheckpointLines} lines, s", times[0] / 1000, 2);
        bars.Check("  … lines that are missing after it", CheckpointLines + 100 - File.ReadLines(checkpoint).Count(), 0, "F0");
    }

    // As after an earlier run.
    private static void WriteCheckpoint(string path, Uri address)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        string baseUri = address.AbsoluteUri.TrimEnd('/');
        for (int i = 0; i < CheckpointLines; i++)
        {
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)));
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"FileId\":{100_000 + i},\"FileName\":\"recording-{i:000000}.wav\",\"Bytes\":650000,\"CreatedAt\":\"2026-01-01T00:00:00+00:00\",\"Purpose\":\"prompt_audio\",\"Path\":\"/home/user/recordings/recording-{i:000000}.wav\",\"Sha256\":\"{sha256}\",\"BaseUri\":\"{baseUri}\",\"Origin\":\"Uploaded\",\"Attempts\":1,\"TraceId\":\"{sha256[..32]}\"}}"));
        }
    }

    private static void FourProcesses(Bars bars, EmulatorProcess emulator)
    {
        using var folder = new TemporaryFolder();
        Recordings.Write(folder.Path, SharedFiles, FileBytes);
        emulator.Reset();
        const string Script = "[IO.DirectoryInfo]::new($env:BENCH_FILES).EnumerateFiles('*.wav') | Send-MiniMaxPromptAudio -WarningAction Ignore -CheckpointPath c.jsonl | ForEach-Object { \"$($_.FileId) $($_.Origin)\" }";
        var clock = Stopwatch.StartNew();
        Process[] processes = [.. Enumerable.Range(0, Processes).Select(_ => ShellScript.Start(Script, folder.Path, emulator.Address))];
        string[][] outputs = Task.WhenAll(processes.Select(async p => ShellScript.Lines(await p.StandardOutput.ReadToEndAsync()))).GetAwaiter().GetResult();
        double seconds = clock.Elapsed.TotalSeconds;
        foreach (Process process in processes)
        {
            process.WaitForExit();
            process.Dispose();
        }

        IReadOnlyList<StoredFile> stored = emulator.Files();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Processes} processes sent {SharedFiles} files with one checkpoint in {seconds:F0} s; uploaded by each: {string.Join(", ", outputs.Select(o => o.Count(l => l.EndsWith("Uploaded", StringComparison.Ordinal))))}."));
        Console.WriteLine();
        bars.Check($"{Processes} processes: files stored over or under one each", Math.Abs(stored.Count - SharedFiles) + (SharedFiles - stored.Select(f => f.FileName).Distinct().Count()), 0, "F0");
        bars.Check("  … ids that a process did not get", outputs.Sum(o => SharedFiles - o.Select(l => l.Split(' ')[0]).Distinct().Count()), 0, "F0");
    }
}
