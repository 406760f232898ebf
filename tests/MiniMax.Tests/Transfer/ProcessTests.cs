using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>What holds for a whole process: a kill in the middle, and memory.</summary>
public class ProcessTests() : ModuleTest(new EmulatorOptions { KeepContent = false })
{
    private const string Send = "Get-ChildItem *.wav | Send-MiniMaxPromptAudio -ThrottleLimit 6 -CheckpointPath c.jsonl | ForEach-Object { \"$($_.FileId) $($_.Origin)\" }";

    [Fact]
    public async Task After_a_kill_the_rest_is_sent_and_nothing_is_stored_twice()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        const int Count = 200;
        NewRecordings(Count);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 30 });

        using (var first = ShellProcess.Start(Send, Folder, Server.Address, Key))
        {
            await State.WhenAsync(s => s.UploadsStored >= 70, Soon);
            await first.KillAsync(Soon);
        }

        await State.WhenAsync(s => s.Concurrent == 0, Soon);
        var storedBefore = State.Files.Count;
        State.Faults.Clear();
        using var second = ShellProcess.Start(Send, Folder, Server.Address, Key);
        var lines = (await second.ReadToEndAsync(Soon)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.InRange(storedBefore, 70, Count - 1);
        Assert.Equal(Count, lines.Select(l => l.Split(' ')[0]).Distinct().Count());
        Assert.Equal(Count, State.Files.Count);
        Assert.Equal(Count, State.Files.Select(f => f.FileName).Distinct().Count());
        Assert.Equal(storedBefore, lines.Count(l => l.EndsWith("Checkpoint", StringComparison.Ordinal) || l.EndsWith("Recovered", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 64)]
    public async Task Memory_does_not_grow_with_the_files(int throttle, int count)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        const int Size = 20_000_000;
        const long Allowed = 30 * 1024 * 1024;
        var big = NewFile("r000.wav", new byte[Size]).FullName;
        for (var i = 1; i < count; i++)
        {
            // Names are enough: the bytes are the same.
            File.CreateSymbolicLink(Path.Combine(Folder, $"r{i:000}.wav"), big);
        }

        using var shell = ShellProcess.Start(
            $$"""
            $null = Test-MiniMaxPromptAudio r000.wav
            $idle = [GC]::GetTotalMemory($true); $peak = $idle
            $null = Get-ChildItem *.wav | Send-MiniMaxPromptAudio -SkipTest -ThrottleLimit {{throttle}} -Verbose 4>&1 |
                ForEach-Object { $now = [GC]::GetTotalMemory($false); if ($now -gt $peak) { $peak = $now } }
            $peak - $idle
            """,
            Folder,
            Server.Address,
            Key);
        var lines = (await shell.ReadToEndAsync(Soon)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal(count, State.Files.Count);
        Assert.InRange(long.Parse(lines[^1], System.Globalization.CultureInfo.InvariantCulture), long.MinValue, Allowed);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_uploads_of_a_long_session()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        const int Uploads = 5000;
        const int AllowedEach = 100;
        NewRecordings(100);

        using var shell = ShellProcess.Start(
            $$"""
            $files = Get-ChildItem *.wav
            foreach ($i in 1..10) { $null = $files | Send-MiniMaxPromptAudio -ThrottleLimit 8 }
            $before = [GC]::GetTotalMemory($true)
            foreach ($i in 1..{{Uploads / 100}}) { $null = $files | Send-MiniMaxPromptAudio -ThrottleLimit 8 }
            [GC]::GetTotalMemory($true) - $before
            """,
            Folder,
            Server.Address,
            Key);
        var growth = long.Parse((await shell.ReadToEndAsync(Soon)).Trim(), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(Uploads + 1000, State.Files.Count);
        Assert.InRange(growth, long.MinValue, Uploads * AllowedEach);
    }

    [Fact]
    public async Task Four_processes_share_a_checkpoint_and_each_file_goes_up_once()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        const int Count = 100;
        NewRecordings(Count);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 20 });

        var shells = Enumerable.Range(0, 4).Select(_ => ShellProcess.Start(Send, Folder, Server.Address, Key)).ToList();
        try
        {
            var outputs = await Task.WhenAll(shells.Select(s => s.ReadToEndAsync(Soon)));

            Assert.All(outputs, o => Assert.Equal(Count, o.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]).Distinct().Count()));
            Assert.Equal(Count, State.Files.Count);
            Assert.Equal(Count, State.Files.Select(f => f.FileName).Distinct().Count());
        }
        finally
        {
            shells.ForEach(s => s.Dispose());
        }
    }
}
