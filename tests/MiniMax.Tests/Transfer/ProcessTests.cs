using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Whole processes: a kill during uploads, and several processes with one checkpoint.</summary>
public class ProcessTests : ModuleTest
{
    private const string Send = "Get-ChildItem *.wav | Send-MiniMaxPromptAudio -ThrottleLimit 6 -CheckpointPath c.jsonl -WarningAction Ignore | ForEach-Object { \"$($_.FileId) $($_.Origin)\" }";

    [Fact]
    public async Task After_a_kill_the_remaining_files_are_sent_and_no_file_is_stored_twice()
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

    [Fact]
    public async Task Four_processes_share_a_checkpoint_and_each_file_is_uploaded_once()
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
