using MiniMax.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>The memory of a whole process. The emulator, which is in the process of the tests, does not keep contents.</summary>
public class ProcessMemoryTests() : ModuleTest(new EmulatorOptions { KeepContent = false })
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 24)]
    public async Task Memory_does_not_grow_with_the_files(int throttle, int count)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        const int Size = 20_000_000;
        const long Allowed = 30 * 1024 * 1024;
        var big = NewFile("r000.wav", new byte[Size]).FullName;
        for (var i = 1; i < count; i++)
        {
            // Links are enough, because the content does not matter.
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
        // IDs are kept for the session, in tables that double their size when they are full.
        const int AllowedEach = 200;
        NewRecordings(100);

        using var shell = ShellProcess.Start(
            $$"""
            $files = Get-ChildItem *.wav
            foreach ($i in 1..10) { $null = $files | Send-MiniMaxPromptAudio -ThrottleLimit 8 -WarningAction Ignore }
            $before = [GC]::GetTotalMemory($true)
            foreach ($i in 1..{{Uploads / 100}}) { $null = $files | Send-MiniMaxPromptAudio -ThrottleLimit 8 -WarningAction Ignore }
            [GC]::GetTotalMemory($true) - $before
            """,
            Folder,
            Server.Address,
            Key);
        var growth = long.Parse((await shell.ReadToEndAsync(Soon)).Trim(), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(Uploads + 1000, State.Files.Count);
        Assert.InRange(growth, long.MinValue, Uploads * AllowedEach);
    }
}
