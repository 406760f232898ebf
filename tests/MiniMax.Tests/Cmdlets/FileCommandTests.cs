using System.Globalization;
using System.Management.Automation;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The stored files: list, save, remove.</summary>
public class FileCommandTests : ModuleTest
{
    [Fact]
    public void All_files_of_all_purposes_are_listed()
    {
        var prompt = State.AddFile("a.wav", "prompt"u8);
        var clone = State.AddFile("b.mp3", "recording"u8, "voice_clone");

        var files = Run("Get-MiniMaxFile").Of<RemoteFile>().ToList();

        Assert.Equal([prompt.FileId, clone.FileId], files.Select(f => f.FileId));
        Assert.Equal(["a.wav", "b.mp3"], files.Select(f => f.FileName));
        Assert.Equal([6L, 9L], files.Select(f => f.Bytes));
        Assert.Equal(["prompt_audio", "voice_clone"], files.Select(f => f.Purpose));
        Assert.All(files, f => Assert.Equal(Server.Address, f.BaseUri));
        Assert.Equal(prompt.CreatedAt.ToUnixTimeSeconds(), files[0].CreatedAt!.Value.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("Get-MiniMaxFile -Purpose voice_clone", "b.mp3")]
    [InlineData("Get-MiniMaxFile -Name *.WAV", "a.wav")]
    [InlineData("Get-MiniMaxFile -Name b*, z* -Purpose voice_clone, prompt_audio", "b.mp3")]
    public void A_list_can_be_filtered(string script, string expected)
    {
        State.AddFile("a.wav", "prompt"u8);
        State.AddFile("b.mp3", "recording"u8, "voice_clone");

        Assert.Equal([expected], Run(script).Of<RemoteFile>().Select(f => f.FileName));
    }

    [Fact]
    public void The_remedy_for_an_unknown_purpose_names_all_purposes()
    {
        var error = Run("Get-MiniMaxFile -Purpose PromptAudio").OnlyError();

        Assert.Equal("InvalidParameters", RunResult.Id(error));
        Assert.All(FilePurpose.Known, p => Assert.Contains(p, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pattern_without_a_match_is_not_an_error()
    {
        State.AddFile("a.wav", "prompt"u8);

        var result = Run("Get-MiniMaxFile -Name nope*");

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("Get-MiniMaxFile -Name a.wav, ", "a[", "a`[")]
    [InlineData("Get-MiniMaxVoice ", "a[", "a`[")]
    [InlineData("Get-MiniMaxFile -Name ", "a`[b[", "a`[b`[")]
    [InlineData("Get-MiniMaxFile -Name ", "[a-c]*[1", "[a-c]*`[1")]
    [InlineData("Get-MiniMaxFile -Name ", "[[", "`[`[")]
    [InlineData("Get-MiniMaxFile -Name ", "[]", "`[]")]
    public void An_invalid_pattern_is_an_error_before_any_request(string command, string pattern, string remedy)
    {
        State.AddFile("a.wav", "prompt"u8);

        string message = Assert.Single(Run($"try {{ {command}'{pattern}' }} catch {{ $_.Exception.Message }}").Of<string>());

        Assert.EndsWith($"'{pattern}' is not a valid wildcard pattern. To match the bracket itself, specify '{remedy}'.", message, StringComparison.Ordinal);
        Assert.Empty(State.Requests);
        Assert.DoesNotContain(Run($"{command}'{remedy}'").Errors, e => e.Exception.Message.Contains("wildcard", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there.wav/")]
    [InlineData("there.wav/a.wav")]
    [InlineData("there.wav/more/a.wav")]
    public void A_file_in_place_of_a_folder_is_named(string path)
    {
        State.AddFile("a.wav", "prompt"u8);
        File.WriteAllText(Path.Combine(Folder, "there.wav"), "");

        var error = Run($"Get-MiniMaxFile | Save-MiniMaxFile -Path {path}").OnlyError();

        Assert.Equal("FileNotWritten", RunResult.Id(error));
        Assert.Equal($"'{Path.Combine(Folder, "there.wav")}' is a file, not a folder.", error.Exception.Message);
        Assert.Equal("Specify another -Path.", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_file_is_returned_by_its_ID_from_the_pipeline_and_an_unknown_ID_is_an_error()
    {
        var file = State.AddFile("a.wav", "prompt"u8);

        var result = Run($"{file.FileId}, 12 | Get-MiniMaxFile");

        Assert.Equal("a.wav", Assert.Single(result.Of<RemoteFile>()).FileName);
        var error = result.OnlyError();
        Assert.Equal("InvalidParameters", RunResult.Id(error));
        Assert.Equal(12L, error.TargetObject);
        Assert.Contains("File 12", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-MiniMaxFile", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_purpose_is_requested_and_its_failure_does_not_hide_the_other_lists()
    {
        State.AddFile("a.wav", "prompt"u8);

        var result = Run("Get-MiniMaxFile -Purpose new_purpose, prompt_audio");

        Assert.Equal("new_purpose", result.OnlyError().TargetObject);
        Assert.Single(result.Output);
    }

    [Fact]
    public void Force_removes_files_from_the_pipeline_without_a_prompt()
    {
        NewRecordings(3);

        var result = Run("Send-MiniMaxPromptAudio *.wav | Remove-MiniMaxFile -Force");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Empty(State.Files);
        Assert.DoesNotContain(State.Requests, r => r.Endpoint == "retrieve");
    }

    [Fact]
    public void The_purpose_of_a_bare_ID_is_requested()
    {
        var file = State.AddFile("b.mp3", "recording"u8, "voice_clone");

        Assert.Empty(Run($"Remove-MiniMaxFile {file.FileId} -Confirm:$false").Errors);

        Assert.Empty(State.Files);
        Assert.Equal(["retrieve", "delete"], State.Requests.Select(r => r.Endpoint));
    }

    [Fact]
    public void WhatIf_sends_and_removes_nothing()
    {
        var file = State.AddFile("a.wav", "prompt"u8);

        Session.Show($"Remove-MiniMaxFile {file.FileId} -WhatIf -Force");

        Assert.Single(State.Files);
        Assert.Empty(State.Requests);
        Assert.Contains($"file {file.FileId} at {Server.Address.Authority}", Session.Screen.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("-Path talks/", "talks/")]
    [InlineData("-Path talks/talk.wav", "talks/talk.wav")]
    [InlineData("-FileName talk.wav", "talk.wav")]
    [InlineData("-Path talks/ -FileName ../talk.wav", "talks/talk.wav")]
    public void WhatIf_saves_nothing_and_names_the_destination(string arguments, string destination)
    {
        var file = State.AddFile("a.wav", "prompt"u8);

        Session.Show($"Save-MiniMaxFile {file.FileId} {arguments} -WhatIf");

        Assert.Empty(State.Requests);
        string path = destination.Length == 0 ? Folder : Path.Combine(Folder, destination);
        Assert.Contains($"\"Save to {path}\" on target \"file {file.FileId} at {Server.Address.Authority}\"", Session.Screen.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Force_the_cmdlet_prompts()
    {
        var file = State.AddFile("a.wav", "prompt"u8);

        // The host of the tests cannot prompt, so the cmdlet does nothing.
        var result = Run($"Remove-MiniMaxFile {file.FileId}");

        Assert.NotNull(result.EndedBy);
        Assert.Single(State.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_removal_whose_response_is_lost_is_retried_without_an_error(bool isRemoved)
    {
        var file = State.AddFile("a.wav", "prompt"u8);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = isRemoved, Count = 1, Endpoint = "delete" });

        var result = Run($"Remove-MiniMaxFile {file.FileId} -Purpose prompt_audio -Force -RetryIntervalSec 0");

        Assert.Empty(result.Errors);
        Assert.Empty(State.Files);
        Assert.Equal(2, State.Requests.Count(r => r.Endpoint == "delete"));
    }

    [Fact]
    public void A_file_that_does_not_exist_has_its_own_error_and_the_others_are_removed()
    {
        var file = State.AddFile("a.wav", "prompt"u8);

        var result = Run($"Remove-MiniMaxFile 12, {file.FileId} -Purpose prompt_audio -Force");

        Assert.Equal(12L, result.OnlyError().TargetObject);
        Assert.Empty(State.Files);
    }

    [Fact]
    public void Content_is_saved_under_the_name_at_the_service()
    {
        var file = State.AddFile("a.wav", "the content"u8);

        var saved = Assert.Single(Run($"Save-MiniMaxFile {file.FileId} -PassThru").Of<FileInfo>());

        Assert.Equal(Path.Combine(Folder, "a.wav"), saved.FullName);
        Assert.Equal("the content", File.ReadAllText(saved.FullName));
        Assert.Equal(["a.wav"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("-Path new/", "new/a.wav")]
    [InlineData("-Path sub", "sub/a.wav")]
    [InlineData("-Path sub/b.wav", "sub/b.wav")]
    [InlineData("-Path deep/er/b.wav", "deep/er/b.wav")]
    public void The_destination_is_a_folder_or_a_file(string path, string expected)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "sub"));
        State.AddFile("a.wav", "the content"u8);

        var result = Run($"Get-MiniMaxFile | Save-MiniMaxFile {path}");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal("the content", File.ReadAllText(Path.Combine(Folder, expected)));
    }

    [Theory]
    [InlineData("../../outside.wav", "outside.wav")]
    [InlineData("/etc/outside.wav", "outside.wav")]
    [InlineData("C:\\outside.wav", "outside.wav")]
    [InlineData("..", null)]
    [InlineData("nul.wav", null)]
    [InlineData("a:b?.wav", "a_b_.wav")]
    [InlineData(".bashrc", "_bashrc")]
    [InlineData(".ssh", "_ssh")]
    [InlineData("COM\u00B9.wav", null)]
    [InlineData("lpt\u00B3", null)]
    [InlineData("COM1 .wav", null)]
    [InlineData("CONIN$", null)]
    [InlineData("conout$.wav", null)]
    [InlineData("voice\u202Evaw.exe", "voice_vaw.exe")]
    [InlineData("a\u2066b\u200Fc.wav", "a_b_c.wav")]
    [InlineData("a\u001B[2Jb\u009Bc.wav", "a_[2Jb_c.wav")]
    public void A_name_from_the_server_never_leads_out_of_the_folder(string name, string? expected)
    {
        var file = State.AddFile(name, "the content"u8);

        var result = Run($"Save-MiniMaxFile {file.FileId} -Path here/");

        Assert.Empty(result.Errors);
        var saved = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "here")));
        Assert.StartsWith(expected ?? $"{file.FileId}", Path.GetFileName(saved), StringComparison.Ordinal);
        Assert.Equal([Path.Combine(Folder, "here")], Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("\uFEFF.bashrc", "_.bashrc")]
    [InlineData("\u200B.profile", "_.profile")]
    [InlineData("\u3000.bashrc", "_bashrc")]
    [InlineData("\u00A0\u3164.bashrc", "_bashrc")]
    [InlineData("LPT1\u200B.wav", "LPT1_.wav")]
    [InlineData("LPT1\uFE0F.wav", "LPT1_.wav")]
    [InlineData("COM1\u00A0.wav", "$.wav")]
    [InlineData("\u3000nul.wav", "$.wav")]
    [InlineData("\u3000", "$")]
    [InlineData("\u115F", "$")]
    [InlineData("\u1160\uFFA0\u2003", "$")]
    [InlineData("\u2800", "$")]
    [InlineData("\uFE0F", "$")]
    [InlineData("a\U000E0061\U000E007Fb.wav", "a__b.wav")]
    [InlineData("\U000E0020", "$")]
    [InlineData("a\u00ADb\u2060c\u180Ed\u206Ae.wav", "a_b_c_d_e.wav")]
    [InlineData("a\u200Db.wav", "a_b.wav")]
    [InlineData("a\U0001D173b\U000E0100.wav", "a_b_.wav")]
    [InlineData("x.wav\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0.exe", "x.wav .exe")]
    [InlineData("x.wav            .exe", "x.wav .exe")]
    [InlineData("x.wav\u2003\u3000 y.exe", "x.wav y.exe")]
    [InlineData("x\u3164y.wav", "x y.wav")]
    [InlineData("x.wav\u00A0", "x.wav")]
    [InlineData("x.wav.\u3000.\u202F", "x.wav")]
    [InlineData("-rf.wav", "_-rf.wav")]
    [InlineData("../-rf", "_-rf")]
    [InlineData("~", "_~")]
    [InlineData("~\u00A0.", "_~")]
    [InlineData("\u0647\u200D\u200D.wav", "\u0647\u200D_.wav")]
    [InlineData("a\U0001D159\U00016FE4\U00013441.wav", "a___.wav")]
    [InlineData("COM\u00B9\u200D.wav", "COM\u00B9_.wav")]
    [InlineData("\U0001F3F4\U000E0067.wav", "\U0001F3F4_.wav")]
    public void A_name_that_looks_like_another_one_is_changed(string name, string expected)
    {
        var file = State.AddFile(name, "the content"u8);

        Assert.Empty(Run($"Save-MiniMaxFile {file.FileId} -Path here/").Errors);

        var saved = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "here")));
        Assert.Equal(expected.Replace("$", $"{file.FileId}", StringComparison.Ordinal), Path.GetFileName(saved));
    }

    [Theory]
    [InlineData("talk - part 1.wav")]
    [InlineData("a  b .wav")]
    [InlineData("~talk.wav")]
    [InlineData("\u9332\u97F3\u3000\u4E00.wav")]
    [InlineData("10.32\u202FAM.wav")]
    [InlineData("caf\u00E9\u00A0: e\u0301t\u00E9.wav", "caf\u00E9\u00A0_ e\u0301t\u00E9.wav")]
    [InlineData("\u845B\U000E0100\u57CE.wav")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645.wav")]
    [InlineData("\u06DD\u0661\u0662.wav")]
    [InlineData("\u0915\u094D\u200D\u0937.wav")]
    [InlineData("\uD55C\uAD6D\uC5B4.wav")]
    [InlineData("\U0001F469\u200D\U0001F4BB.wav")]
    [InlineData("\u2764\uFE0F\u200D\U0001F525.wav")]
    [InlineData("1\uFE0F\u20E3.wav")]
    [InlineData("\u1820\u180B\u1821.wav")]
    [InlineData("\u182C\u1820\u182D\u180E\u1820.wav")]
    [InlineData("\u0D05\u0D35\u0D28\u0D4D\u200D.wav")]
    [InlineData("\u0647\u200D.wav")]
    [InlineData("\u0647\u200C5.wav")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F.wav")]
    public void An_ordinary_name_in_any_language_is_unchanged(string name, string? expected = null)
    {
        var file = State.AddFile(name, "the content"u8);

        Assert.Empty(Run($"Save-MiniMaxFile {file.FileId} -Path here/").Errors);

        Assert.Equal(expected ?? name, Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(Folder, "here")))));
    }

    [Fact]
    public void An_existing_file_is_overwritten_only_with_Force()
    {
        var file = State.AddFile("a.wav", "the content"u8);
        NewFile("a.wav", "old"u8.ToArray());

        var error = Run($"Save-MiniMaxFile {file.FileId}").OnlyError();

        Assert.Equal("FileExists", RunResult.Id(error));
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Combine(Folder, "a.wav")));

        Assert.Empty(Run($"Save-MiniMaxFile {file.FileId} -Force").Errors);
        Assert.Equal("the content", File.ReadAllText(Path.Combine(Folder, "a.wav")));
    }

    [Theory]
    [InlineData("", "with another -Path")]
    [InlineData("-Path copies", "end -Path with a slash")]
    public void A_second_file_does_not_replace_the_first_even_with_Force(string path, string remedy)
    {
        var first = State.AddFile("a.wav", "first"u8);
        var second = State.AddFile("a.wav", "second"u8);

        var result = Run($"{first.FileId}, {second.FileId} | Save-MiniMaxFile {path} -Force -PassThru");

        Assert.Equal("first", File.ReadAllText(Assert.Single(result.Of<FileInfo>()).FullName));
        var error = result.OnlyError();
        Assert.Equal("FileExists", RunResult.Id(error));
        Assert.Equal(second.FileId, error.TargetObject);
        Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionResetStored")]
    [InlineData("TruncatedJson")]
    public void An_interrupted_download_is_retried_from_its_start_and_leaves_no_partial_file(string fault)
    {
        var file = State.AddFile("a.wav", "the content"u8);
        State.Faults.Add(fault, 1, "retrieve_content");

        Assert.Empty(Run($"Save-MiniMaxFile {file.FileId} -RetryIntervalSec 0").Errors);

        Assert.Equal("the content", File.ReadAllText(Path.Combine(Folder, "a.wav")));
        Assert.Equal(["a.wav"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_download_that_never_succeeds_leaves_no_file()
    {
        var file = State.AddFile("a.wav", "the content"u8);
        State.Faults.Add("BadGateway", null, "retrieve_content");

        var error = Run($"Save-MiniMaxFile {file.FileId} -RetryIntervalSec 0 -MaximumRetryCount 2").OnlyError();

        Assert.Equal("ServerError", RunResult.Id(error));
        Assert.Equal(3, Assert.IsType<MiniMaxException>(error.Exception).Attempts);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_rejected_key_ends_the_cmdlet()
    {
        State.AddFile("a.wav", "prompt"u8);

        var result = Run("1, 2, 3 | Get-MiniMaxFile -ApiKey wrong-0123456789abcdef");

        Assert.Equal("InvalidApiKey", RunResult.Id(result.TerminatingError));
        Assert.Single(State.Requests);
    }

    [Fact]
    public async Task Ctrl_C_aborts_the_request_in_progress()
    {
        State.Faults.Add("Hold", null, "list");
        using var shell = PowerShell.Create(Session.Runspace);
        var running = shell.AddScript("Get-MiniMaxFile").BeginInvoke();
        await State.WhenAsync(s => s.Held == 1, Soon);

        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);

        await State.WhenAsync(s => s.Aborted == 1, Soon);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Theory]
    [InlineData(0, "Waiting for {0}")]
    [InlineData(1, "{0}: ServerError; retry 1 of 5")]
    public Task A_slow_response_is_shown_as_progress(int failures, string status)
    {
        if (failures > 0)
        {
            State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, Count = failures, Endpoint = "list" });
        }

        State.Faults.Add(new FaultRule { Kind = FaultKind.Stall, When = FaultMoment.BeforeBody, Endpoint = "list" });
        var expected = string.Format(CultureInfo.InvariantCulture, status, Server.Address.Authority);
        return StopWhenShownAsync("Get-MiniMaxFile -RetryIntervalSec 0", r => r.Activity == "Get-MiniMaxFile" && r.StatusDescription == expected);
    }

    /// <summary>Port 9 (discard) is closed.</summary>
    [Fact]
    public void A_listing_ends_with_the_first_connection_that_fails_and_shows_its_retries()
    {
        var result = Run("Get-MiniMaxFile -BaseUri http://127.0.0.1:9 -MaximumRetryCount 2 -RetryIntervalSec 0.01");

        Assert.Equal("ConnectionFailed", RunResult.Id(result.OnlyError()));
        Assert.Equal("prompt_audio", result.OnlyError().TargetObject);
        Assert.Equal(
            ["No connection to 127.0.0.1:9; retry 1 of 2 in 1 s", "No connection to 127.0.0.1:9; retry 2 of 2 in 1 s"],
            result.Progress.Select(p => p.StatusDescription).Where(s => s.EndsWith(" in 1 s", StringComparison.Ordinal)));
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }
}
