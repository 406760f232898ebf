using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>A checkpoint identifies itself, and no other file is overwritten.</summary>
public class ForeignCheckpointTests : ModuleTest
{
    private const string Record = """{"FileId":9,"FileName":"old.wav","Bytes":11,"CreatedAt":"2026-03-01T12:00:00+00:00","Purpose":"prompt_audio","Path":"/old.wav","Sha256":"$","BaseUri":"https://api.minimax.io","Origin":"Uploaded","Attempts":1}""";

    private static readonly string s_record = Record.Replace("$", new string('a', 64), StringComparison.Ordinal);

    private RunResult Send() => Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl");

    private string PathOf(string name) => Path.Combine(Folder, name);

    [Fact]
    public void The_first_line_of_a_new_checkpoint_identifies_it()
    {
        NewRecording("a.wav");

        Assert.Single(Send().Of<UploadedFile>());

        var first = JsonDocument.Parse(File.ReadLines(PathOf("c.jsonl")).First()).RootElement;
        Assert.Equal("MiniMax checkpoint", first.GetProperty("Format").GetString());
        Assert.Equal(1, first.GetProperty("Version").GetInt32());
        Assert.Equal(2, File.ReadAllLines(PathOf("c.jsonl")).Length);
    }

    public static TheoryData<string, string> Foreign() => new()
    {
        { "settings on one line", """{"editor.fontSize":12,"files.autoSave":"off"}""" },
        { "settings on several lines", "{\n  \"editor.fontSize\": 12\n}" },
        { "settings with a line end", "{}\n" },
        { "a document", "my diary\n" },
        { "a list", "[1,2,3]\n" },
        { "empty lines", "\n\n" },
        { "half an object", "{\"a\":1,\"b\":" },
        { "a brace", "{" },
        { "an object with an id", "{\"FileId\":1}\n" },
        { "an id without an end", "{\"FileId\":1" },
        { "the result of a cmdlet", s_record.Replace("}", ",\"Format\":\"Wav\",\"Duration\":\"00:00:01\"}", StringComparison.Ordinal) + "\n" },
        { "the checkpoint of another program", """{"Format":"another checkpoint","Version":1}""" + "\n" },
        { "no hash", s_record.Replace(new string('a', 64), "abc", StringComparison.Ordinal) + "\n" },
        { "a record that is not the first", "# notes\n" + s_record + "\n" },
        { "one very long line", new string('x', 300_000) },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Another_file_is_rejected_and_stays_unchanged(string what, string text)
    {
        NewRecording("a.wav");
        File.WriteAllText(PathOf("c.jsonl"), text);

        var error = Send().TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.StartsWith($"'{PathOf("c.jsonl")}' is not a checkpoint: it", error.Exception.Message, StringComparison.Ordinal);
        Assert.True(text == File.ReadAllText(PathOf("c.jsonl")), what);
        Assert.False(File.Exists(PathOf("c.jsonl.inflight")));
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_checkpoint_of_a_later_version_is_rejected_and_stays_unchanged()
    {
        const string Later = """{"Format":"MiniMax checkpoint","Version":2,"Id":"x"}""" + "\n";
        NewRecording("a.wav");
        File.WriteAllText(PathOf("c.jsonl"), Later);

        var error = Send().TerminatingError;

        Assert.Equal($"'{PathOf("c.jsonl")}' is not a checkpoint: a later version of this module wrote it.", error.Exception.Message);
        Assert.Equal("Update the module, or specify a new file as -CheckpointPath.", error.ErrorDetails.RecommendedAction);
        Assert.Equal(Later, File.ReadAllText(PathOf("c.jsonl")));
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    public void A_checkpoint_in_UTF_16_is_rejected_with_a_reason_and_stays_unchanged(string encoding, bool hasMark)
    {
        NewRecording("a.wav");
        byte[] bytes = [.. hasMark ? Encoding.GetEncoding(encoding).GetPreamble() : [], .. Encoding.GetEncoding(encoding).GetBytes(s_record + "\r\n")];
        File.WriteAllBytes(PathOf("c.jsonl"), bytes);

        var error = Send().TerminatingError;

        Assert.Equal($"'{PathOf("c.jsonl")}' is not a checkpoint: it is UTF-16 text or binary data, and a checkpoint is UTF-8 text.", error.Exception.Message);
        Assert.Equal("If it is a checkpoint, save it as UTF-8 text. Otherwise, specify a new file as -CheckpointPath.", error.ErrorDetails.RecommendedAction);
        Assert.Equal(bytes, File.ReadAllBytes(PathOf("c.jsonl")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checkpoint_that_an_editor_saved_with_a_mark_and_CRLF_is_read(bool hasHeader)
    {
        var file = NewRecording("a.wav");
        Assert.Single(Send().Of<UploadedFile>());
        var lines = File.ReadAllLines(PathOf("c.jsonl")).Skip(hasHeader ? 0 : 1);
        var text = "\uFEFF" + string.Concat(lines.Select(l => l + "\r\n"));
        File.WriteAllText(PathOf("c.jsonl"), text);
        NewRecording("b.wav");

        var second = Send();
        Run("Send-MiniMaxPromptAudio b.wav -CheckpointPath c.jsonl");

        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(second.Of<UploadedFile>()).Origin);
        Assert.StartsWith(text, "\uFEFF" + File.ReadAllText(PathOf("c.jsonl")), StringComparison.Ordinal);
        Assert.Equal(2, State.Files.Count);
        Assert.Equal(file.Length, State.Files[0].Bytes);
    }

    [Fact]
    public void A_checkpoint_of_an_earlier_version_is_recognized_by_its_fields_and_is_continued()
    {
        NewRecording("a.wav");
        NewRecording("b.wav");
        Send();
        var old = File.ReadAllLines(PathOf("c.jsonl")).Last() + "\n";
        File.WriteAllText(PathOf("c.jsonl"), old);

        var second = Run("Send-MiniMaxPromptAudio a.wav, b.wav -CheckpointPath c.jsonl").Of<UploadedFile>().OrderBy(f => f.FileName).Select(f => f.Origin);

        Assert.Equal([UploadOrigin.Checkpoint, UploadOrigin.Uploaded], second);
        Assert.StartsWith(old, File.ReadAllText(PathOf("c.jsonl")), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(PathOf("c.jsonl")).Length);
    }

    [Theory]
    [InlineData("# my notes")]
    [InlineData("{\"note\":\"x\"")]
    [InlineData("\0\0\0")]
    public void A_last_line_that_the_module_did_not_write_stays(string note)
    {
        NewRecording("a.wav");
        NewRecording("b.wav");
        Send();
        File.AppendAllText(PathOf("c.jsonl"), note);
        var before = File.ReadAllText(PathOf("c.jsonl"));

        Run("Send-MiniMaxPromptAudio b.wav -CheckpointPath c.jsonl");

        Assert.StartsWith(before + "\n{\"FileId\":", File.ReadAllText(PathOf("c.jsonl")), StringComparison.Ordinal);
        Assert.Equal(2, Run("Send-MiniMaxPromptAudio a.wav, b.wav -CheckpointPath c.jsonl").Of<UploadedFile>().Count(f => f.Origin == UploadOrigin.Checkpoint));
    }

    [Theory]
    [InlineData("""{"Format":"MiniMax checkpoint","Ver""")]
    [InlineData("""{"FileId":12,"FileName":"a""")]
    public void A_checkpoint_with_an_incomplete_first_line_is_restarted(string torn)
    {
        NewRecording("a.wav");
        File.WriteAllText(PathOf("c.jsonl"), torn);

        Assert.Single(Send().Of<UploadedFile>());

        Assert.StartsWith("""{"Format":"MiniMax checkpoint","Version":1,""", File.ReadAllText(PathOf("c.jsonl")), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(PathOf("c.jsonl")).Length);
    }

    [Theory]
    [InlineData("my diary\n")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\n}\n")]
    public void Another_file_next_to_the_checkpoint_stays_unchanged(string text)
    {
        NewRecording("a.wav");
        File.WriteAllText(PathOf("c.jsonl.inflight"), text);

        var error = Send().TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Equal($"'{PathOf("c.jsonl.inflight")}' is not a list of uploads in progress. The checkpoint requires this name for its list of uploads in progress.", error.Exception.Message);
        Assert.Equal("Move that file, or specify another -CheckpointPath.", error.ErrorDetails.RecommendedAction);
        Assert.Equal(text, File.ReadAllText(PathOf("c.jsonl.inflight")));
        Assert.False(File.Exists(PathOf("c.jsonl")), "a checkpoint was made");
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("my diary\n")]
    [InlineData("")]
    [InlineData(null)]
    public void A_link_next_to_the_checkpoint_is_not_followed(string? target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only some accounts make links.");
        NewRecording("a.wav");
        if (target is not null)
        {
            File.WriteAllText(PathOf("target"), target);
        }

        File.CreateSymbolicLink(PathOf("c.jsonl.inflight"), PathOf("target"));

        var error = Send().TerminatingError;

        Assert.Equal($"'{PathOf("c.jsonl.inflight")}' is a link. The checkpoint requires this name for its list of uploads in progress.", error.Exception.Message);
        Assert.Equal(target is not null, File.Exists(PathOf("target")));
        Assert.False(File.Exists(PathOf("c.jsonl")), "a checkpoint was made");
        Assert.Equal(target ?? "", target is null ? "" : File.ReadAllText(PathOf("target")));
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("c.jsonl", false)]
    [InlineData("c.jsonl", true)]
    [InlineData("c.jsonl.inflight", false)]
    [InlineData("c.jsonl.inflight.host-1-00000000-00000000", false)]
    public void A_pipe_is_rejected_before_it_is_opened(string name, bool isLinked)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        NewRecording("a.wav");
        Execute("mkfifo", PathOf(isLinked ? "pipe" : name));
        if (isLinked)
        {
            File.CreateSymbolicLink(PathOf(name), "pipe");
        }

        var error = Send().TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Equal($"'{PathOf(name)}' is a pipe, not a file.", error.Exception.Message);
        Assert.Equal(
            name == "c.jsonl" ? "Specify a new file as -CheckpointPath, or one that an earlier run created." : "Move that file, or specify another -CheckpointPath.",
            error.ErrorDetails.RecommendedAction);
        Assert.Equal(isLinked ? ["a.wav", "c.jsonl", "pipe"] : ["a.wav", name], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order());
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_list_of_uploads_that_is_a_hard_link_is_rejected_and_stays_unchanged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The provider shows links on Unix only.");
        NewRecording("a.wav");
        File.WriteAllBytes(PathOf("target"), []);
        Execute("ln", PathOf("target"), PathOf("c.jsonl.inflight"));

        var error = Send().TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Equal($"'{PathOf("c.jsonl.inflight")}' is a hard link, not a file.", error.Exception.Message);
        Assert.Empty(File.ReadAllBytes(PathOf("target")));
    }

    [Fact]
    public void A_link_to_a_checkpoint_has_the_list_of_uploads_of_its_target()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0" && !OperatingSystem.IsWindows(), "The build for Windows PowerShell does not look behind links.");
        NewRecording("a.wav");
        Directory.CreateDirectory(PathOf("real"));
        Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath real/u.jsonl").Of<UploadedFile>());
        File.CreateSymbolicLink(PathOf("c.jsonl"), Path.Combine("real", "u.jsonl"));
        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Send().Of<UploadedFile>()).Origin);
        File.WriteAllText(PathOf("real/u.jsonl.inflight"), "foreign");

        var error = Send().TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Contains(PathOf("real/u.jsonl.inflight"), error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_uploads_of_one_zero_is_an_empty_one()
    {
        NewRecording("a.wav");
        File.WriteAllBytes(PathOf("c.jsonl.inflight"), [0]);

        Assert.Single(Send().Of<UploadedFile>());
    }

    [Fact]
    public void A_device_is_rejected_before_it_is_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        NewRecording("a.wav");

        var error = Run("Send-MiniMaxPromptAudio a.wav -CheckpointPath /dev/null").TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Equal("'/dev/null' is a device, not a file.", error.Exception.Message);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_device_next_to_the_checkpoint_is_rejected_by_its_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        NewRecording("a.wav");
        Assert.SkipUnless(Execute("mknod", PathOf("c.jsonl.inflight"), "c", "1", "3") == 0, "Only an administrator makes devices.");

        var error = Send().TerminatingError;

        Assert.Equal($"'{PathOf("c.jsonl.inflight")}' is a device, not a file.", error.Exception.Message);
        Assert.False(File.Exists(PathOf("c.jsonl")), "a checkpoint was made");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("""{"Format":"MiniMax checkpoint","Ver""")]
    public void A_link_to_a_file_that_is_not_a_checkpoint_is_not_followed(string? target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only some accounts make links.");
        NewRecording("a.wav");
        if (target is not null)
        {
            File.WriteAllText(PathOf("target"), target);
        }

        File.CreateSymbolicLink(PathOf("c.jsonl"), PathOf("target"));

        var error = Send().TerminatingError;

        Assert.Equal("CheckpointUnusable", RunResult.Id(error));
        Assert.Equal($"'{PathOf("c.jsonl")}' is a symbolic link, not a file.", error.Exception.Message);
        Assert.Equal("Specify a new file as -CheckpointPath, or one that an earlier run created.", error.ErrorDetails.RecommendedAction);
        Assert.Equal(target, File.Exists(PathOf("target")) ? File.ReadAllText(PathOf("target")) : null);
        Assert.False(File.Exists(PathOf("c.jsonl.inflight")));
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_link_to_a_missing_folder_is_rejected()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only some accounts make links.");
        NewRecording("a.wav");
        File.CreateSymbolicLink(PathOf("c.jsonl"), "gone/c.jsonl");

        Assert.Equal($"'{PathOf("c.jsonl")}' is a symbolic link, not a file.", Send().TerminatingError.Exception.Message);
    }

    [Fact]
    public void A_link_to_a_checkpoint_is_continued()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only some accounts make links.");
        NewRecording("a.wav");
        Send();
        File.Move(PathOf("c.jsonl"), PathOf("target"));
        File.CreateSymbolicLink(PathOf("c.jsonl"), PathOf("target"));

        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Send().Of<UploadedFile>()).Origin);
    }

    private static int Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
