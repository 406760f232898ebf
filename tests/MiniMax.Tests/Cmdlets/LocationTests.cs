using MiniMax.Tests.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The cmdlet resolves paths before it sends a request, at every current location.</summary>
public class LocationTests : ModuleTest
{
    private static readonly (string Command, string Id)[] s_outputs =
    [
        ("Send-MiniMaxPromptAudio -LiteralPath $good -CheckpointPath {0}", "CheckpointUnusable"),
        ("Send-MiniMaxCloneAudio -LiteralPath $good -CheckpointPath {0}", "CheckpointUnusable"),
        ("ConvertTo-MiniMaxPromptAudio -LiteralPath $good -Destination {0}", "FileNotWritten"),
        ("Save-MiniMaxFile 12 -Path {0}", "FileNotWritten"),
        ("New-MiniMaxVoice narrator-01 -FileId $id -Text Hello. -Model speech-2.8-hd -OutFile {0}", "FileNotWritten"),
    ];

    public static TheoryData<string, string, string> Outputs
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (command, id) in s_outputs)
            {
                foreach (var path in (string[])["out", "./out/x.mp3", "nodrive:\\out", "'env:x'", "\"a`0b\""])
                {
                    data.Add(command, path, id);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Outside => new()
    {
        { "Test-MiniMaxPromptAudio good.wav", "NotAFile" },
        { "Test-MiniMaxPromptAudio *.wav", "NotAFile" },
        { "Test-MiniMaxPromptAudio -LiteralPath good.wav", "NotAFile" },
        { "Test-MiniMaxPromptAudio ~/good.wav", "NotAFile" },
        { "'good.wav' | Send-MiniMaxPromptAudio", "NotAFile" },
        { "Send-MiniMaxPromptAudio nodrive:\\good.wav", "FileNotFound" },
        { "Send-MiniMaxPromptAudio -LiteralPath nodrive:\\good.wav", "FileNotFound" },
        { "Send-MiniMaxPromptAudio -LiteralPath \"a`0b.wav\"", "FileNotFound" },
        { "Send-MiniMaxPromptAudio -Path \"a`0b.wav\"", "FileNotFound" },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void A_destination_outside_the_file_system_is_rejected_before_a_request(string command, string path, string id)
    {
        Session.Set("good", NewRecording("good.wav", 12).FullName);
        Session.Set("id", State.AddFile("talk.wav", Wav.Seconds(12), "voice_clone").FileId);
        var before = Directory.GetFileSystemEntries(Environment.CurrentDirectory);

        var result = Run("Set-Location env:; " + string.Format(null, command, path));

        Assert.Equal(id, RunResult.Id(result.TerminatingError));
        Assert.IsType<MiniMaxException>(result.TerminatingError.Exception);
        Assert.NotEmpty(result.TerminatingError.ErrorDetails.RecommendedAction);
        Assert.Empty(result.Output);
        Assert.Empty(State.Requests);
        Assert.Equal(before, Directory.GetFileSystemEntries(Environment.CurrentDirectory));
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void An_input_outside_the_file_system_is_the_error_of_one_file(string command, string id)
    {
        NewRecording("good.wav");

        var result = Run("Set-Location env:; " + command);

        Assert.Null(result.EndedBy);
        Assert.Equal(id, RunResult.Id(result.OnlyError()));
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void Full_paths_work_from_every_current_location()
    {
        Session.Set("good", NewRecording("good.wav").FullName);

        var result = Run("Set-Location env:; Send-MiniMaxPromptAudio $good -CheckpointPath \"$folder/c.jsonl\"; Test-MiniMaxPromptAudio \"$folder/*.wav\" -Quiet; (ConvertTo-MiniMaxPromptAudio $good -Destination \"FileSystem::$folder/out\").Name");

        Assert.Empty(result.Errors);
        Assert.Equal(3, result.Output.Count);
        Assert.True(File.Exists(Path.Combine(Folder, "c.jsonl")));
        Assert.True(File.Exists(Path.Combine(Folder, "out", "good.wav")));
    }

    [Theory]
    [InlineData("folder", "FileExists")]
    [InlineData("folder/", "FileExists")]
    [InlineData("good.wav/x.mp3", "FileNotWritten")]
    [InlineData("/proc/x.mp3", "FileNotWritten")]
    public void A_voice_is_not_created_if_its_preview_cannot_be_written(string path, string id)
    {
        Assert.SkipWhen(path.StartsWith("/proc", StringComparison.Ordinal) && !OperatingSystem.IsLinux(), "Only Linux has this folder.");
        NewRecording("good.wav");
        Directory.CreateDirectory(Path.Combine(Folder, "folder"));
        var source = State.AddFile("talk.wav", Wav.Seconds(12), "voice_clone").FileId;

        var result = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -Text Hello. -Model speech-2.8-hd -OutFile {path}");

        Assert.Equal(id, RunResult.Id(result.OnlyError()));
        Assert.Empty(result.Output);
        Assert.Empty(State.Requests);
        Assert.Empty(State.Voices);
    }

    [Theory]
    [InlineData("good.wav/")]
    [InlineData("/proc/")]
    [InlineData("good.wav")]
    public void No_request_is_sent_for_a_file_that_cannot_be_saved(string path)
    {
        Assert.SkipWhen(path.StartsWith("/proc", StringComparison.Ordinal) && !OperatingSystem.IsLinux(), "Only Linux has this folder.");
        NewRecording("good.wav");
        var id = State.AddFile("talk.wav", Wav.Seconds(12), "voice_clone").FileId;

        var result = Run($"Save-MiniMaxFile {id} -Path {path}");

        Assert.Contains(RunResult.Id(result.OnlyError()), (string[])["FileNotWritten", "FileExists"]);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_failed_preview_leaves_no_file()
    {
        var source = State.AddFile("talk.wav", Wav.Seconds(12), "voice_clone").FileId;
        Run($"New-MiniMaxVoice narrator-01 -FileId {source} -Text Hello. -Model speech-2.8-hd -OutFile out/a.mp3 -ApiKey wrong-key-of-another");

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Folder, "out")));
    }
}
