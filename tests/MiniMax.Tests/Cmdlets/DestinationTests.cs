using System.Diagnostics;
using System.Globalization;
using MiniMax.Tests.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Whatever the destination is, no file of the user is lost.</summary>
public class DestinationTests : ModuleTest
{
    public static TheoryData<string, string> Destinations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var command in (string[])["Save-MiniMaxFile $id -Force -Path out/talk.wav", "ConvertTo-MiniMaxPromptAudio talk.wav -Force -Destination out", "New-MiniMaxVoice narrator-01 -FileId $id -Text 'Hello.' -Model speech-2.8-hd -OutFile out/talk.wav"])
            {
                data.Add(command, "a pipe");
                data.Add(command, "a device");
                data.Add(command, "a symbolic link");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Destinations))]
    public void A_destination_that_is_not_a_file_is_rejected_and_stays_unchanged(string command, string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        NewFile("talk.wav", Audio.Trimming.Speech.Recording(20, (0, 20)));
        var kept = NewFile("kept.txt", "kept"u8.ToArray());
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "out")).FullName, "talk.wav");
        switch (kind)
        {
            case "a pipe":
                Execute("mkfifo", path);
                break;
            case "a device":
                Assert.SkipUnless(Execute("mknod", path, "c", "1", "3") == 0, "Only an administrator makes devices.");
                break;
            default:
                File.CreateSymbolicLink(path, kept.FullName);
                break;
        }

        Session.Set("id", State.AddFile("talk.wav", Wav.Seconds(12), "voice_clone").FileId);
        var result = Run(command);

        var error = result.OnlyError();
        Assert.Equal("NotAFile", RunResult.Id(error));
        Assert.Contains($"'{path}' is {kind}, not a file.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(kept.FullName));
        Assert.Equal(kind == "a symbolic link", new FileInfo(path).LinkTarget is not null);
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_recording_is_not_replaced_by_its_result_where_file_locks_do_not_work()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || StagedModule.Framework != "net8.0", "Windows locks every open file.");
        var recording = NewFile("in/talk.wav", Audio.Trimming.Speech.Recording(20, (0, 20)));
        var before = await File.ReadAllBytesAsync(recording.FullName, Soon);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "out"), Path.GetDirectoryName(recording.FullName)!);

        using var shell = ShellProcess.Start(
            "ConvertTo-MiniMaxPromptAudio in/talk.wav -Destination out -Force -ErrorAction SilentlyContinue -ErrorVariable failed; $failed.FullyQualifiedErrorId",
            Folder,
            Server.Address,
            Key,
            ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));
        var output = await shell.ReadToEndAsync(Soon);

        Assert.StartsWith("FileExists", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(recording.FullName, Soon));
    }

    [Fact]
    public void Temporary_files_of_processes_that_have_ended_are_removed()
    {
        int ended;
        using (var process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!)
        {
            ended = process.Id;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        var left = Temporary(ended);
        var own = Temporary(Environment.ProcessId);
        var other = NewFile("out/.minimax-notes.tmp", "mine"u8.ToArray()).FullName;
        NewFile("talk.wav", Audio.Trimming.Speech.Recording(20, (0, 20)));

        Assert.Empty(Run("ConvertTo-MiniMaxPromptAudio talk.wav -Destination out").Errors);

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(own));
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void A_pipe_with_the_name_of_a_temporary_file_is_not_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        // No system has a process with this ID.
        var pipe = Temporary(int.MaxValue);
        File.Delete(pipe);
        Execute("mkfifo", pipe);
        NewFile("talk.wav", Audio.Trimming.Speech.Recording(20, (0, 20)));

        Assert.Empty(Run("ConvertTo-MiniMaxPromptAudio talk.wav -Destination out").Errors);

        Assert.True(File.Exists(pipe));
    }

    private string Temporary(int processId) =>
        NewFile(string.Create(CultureInfo.InvariantCulture, $"out/.minimax-{processId}-{Guid.NewGuid():N}.tmp"), [1]).FullName;

    private static int Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
