using System.Diagnostics;
using System.Management.Automation;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>All ways to name a file, and items that are not files.</summary>
public class InputTests : ModuleTest
{
    private string[] Sent => [.. State.Files.Select(f => f.FileName).Order(StringComparer.Ordinal)];

    [Fact]
    public void Files_bind_from_the_pipeline()
    {
        Session.Set("files", NewRecordings(3));

        var result = Run("$files | Send-MiniMaxPromptAudio");

        Assert.Empty(result.Errors);
        Assert.Equal(["r000.wav", "r001.wav", "r002.wav"], Sent);
        Assert.Equal(State.Files.Select(f => f.FileId).Order(), result.Of<UploadedFile>().Select(f => f.FileId).Order());
    }

    [Fact]
    public void Strings_bind_from_the_pipeline_relative_to_the_current_folder()
    {
        NewRecordings(2);

        Assert.Empty(Run("'r000.wav', './r001.wav' | Send-MiniMaxPromptAudio").Errors);

        Assert.Equal(["r000.wav", "r001.wav"], Sent);
    }

    [Fact]
    public void Wildcards_bind_by_position()
    {
        NewRecordings(3);
        NewRecording("other.wav");

        Run("Send-MiniMaxPromptAudio r*.wav");

        Assert.Equal(["r000.wav", "r001.wav", "r002.wav"], Sent);
    }

    [Fact]
    public void A_literal_path_is_not_a_wildcard()
    {
        NewRecording("take[1].wav");
        NewRecording("take1.wav");

        Run("Send-MiniMaxPromptAudio -LiteralPath 'take[1].wav'");

        Assert.Equal(["take[1].wav"], Sent);
    }

    [Fact]
    public void A_path_with_brackets_is_a_wildcard()
    {
        NewRecording("take[1].wav");
        NewRecording("take1.wav");

        Run("Send-MiniMaxPromptAudio -Path 'take[1].wav'");

        Assert.Equal(["take1.wav"], Sent);
    }

    [Fact]
    public void PSPath_and_Path_bind_by_property_name()
    {
        NewRecording("take[1].wav");
        NewRecording("b.wav");

        Run("[pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$folder/take[1].wav\" }, [pscustomobject]@{ Path = 'b.wav' } | Send-MiniMaxPromptAudio");

        Assert.Equal(["b.wav", "take[1].wav"], Sent);
    }

    [Fact]
    public void FullName_binds_by_property_name_literally()
    {
        NewRecording("a[1].wav");

        var result = Run("[pscustomobject]@{ FullName = (Get-Item -LiteralPath 'a[1].wav').FullName } | Send-MiniMaxPromptAudio");

        Assert.Equal("a[1].wav", Assert.Single(result.Of<UploadedFile>()).FileName);
    }

    [Fact]
    public void The_headings_of_a_table_are_properties_for_sorting()
    {
        NewRecording("b.wav");
        NewFile("a.wav", "no audio"u8.ToArray());

        var result = Run("Test-MiniMaxPromptAudio *.wav | Sort-Object Size | Where-Object Verdict -eq 'refused' | ForEach-Object Name; Send-MiniMaxPromptAudio b.wav | ForEach-Object { $_.Size -eq $_.Bytes }");

        Assert.Equal(["a.wav", true], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Reports_bind_literally()
    {
        NewRecording("take[1].wav");
        NewRecording("take1.wav");

        Run("Test-MiniMaxPromptAudio -LiteralPath 'take[1].wav' | Send-MiniMaxPromptAudio");

        Assert.Equal(["take[1].wav"], Sent);
    }

    [Fact]
    public void The_name_at_the_service_can_be_another()
    {
        Session.Set("files", NewRecordings(2));

        Run("$files | Send-MiniMaxPromptAudio -FileName { 'x-' + $_.Name }");

        Assert.Equal(["x-r000.wav", "x-r001.wav"], Sent);
    }

    [Theory]
    [InlineData("'missing.wav'", "FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("'*.ogg'", "FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("'nodrive:x.wav'", "FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("'env:PATH'", "NotAFile", ErrorCategory.InvalidType)]
    [InlineData("$folder", "NotAFile", ErrorCategory.InvalidType)]
    [InlineData("[IO.FileInfo]\"$folder/missing.wav\"", "FileNotFound", ErrorCategory.ObjectNotFound)]
    public void An_item_that_is_not_a_file_is_one_error_and_the_others_are_processed(string input, string id, ErrorCategory category)
    {
        NewRecording("good.wav");

        foreach (var command in new[] { "Test-MiniMaxPromptAudio", "Send-MiniMaxPromptAudio" })
        {
            var result = Run($"& {{ {input}; 'good.wav' }} | {command}");

            var error = result.OnlyError();
            Assert.Equal(id, RunResult.Id(error));
            Assert.Equal(category, error.CategoryInfo.Category);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
            Assert.IsType<MiniMaxException>(error.Exception);
            Assert.Single(result.Output);
        }

        Assert.Equal(["good.wav"], Sent);
    }

    [Fact]
    public void The_target_of_an_error_is_the_file()
    {
        var error = Run("Send-MiniMaxPromptAudio missing.wav").OnlyError();

        Assert.Equal(Path.Combine(Folder, "missing.wav"), Assert.IsType<FileInfo>(error.TargetObject).FullName);
    }

    [Theory]
    [InlineData("a::b", "pipe.wav")]
    [InlineData("a", @"pi\pe.wav")]
    [InlineData(@"a\b", "pipe.wav")]
    public void A_pipe_is_not_opened_under_a_path_that_PowerShell_reads_otherwise(string folder, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && StagedModule.Framework == "net8.0", "There are no such names here.");
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, folder)).FullName, name);
        Process.Start("mkfifo", [path]).WaitForExit();
        Session.Set("file", new FileInfo(path));

        Assert.Equal(["NotAFile", "NotAFile"], Run("$file | Test-MiniMaxPromptAudio; $file | Send-MiniMaxPromptAudio").Errors.Select(RunResult.Id));
    }

    [Theory]
    [InlineData("pipe.wav")]
    [InlineData("link.wav")]
    [InlineData("/dev/zero")]
    public void Files_that_would_block_are_not_opened(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There are no such files here.");
        Assert.SkipWhen(name == "link.wav" && StagedModule.Framework != "net8.0", "The build for Windows PowerShell does not look behind links; Windows has no pipes in folders.");
        Process.Start("mkfifo", [Path.Combine(Folder, "pipe.wav")]).WaitForExit();
        File.CreateSymbolicLink(Path.Combine(Folder, "link.wav"), Path.Combine(Folder, "pipe.wav"));
        Session.Set("name", name);

        Assert.Equal("NotAFile", RunResult.Id(Run("Test-MiniMaxPromptAudio $name").OnlyError()));
    }

    [Fact]
    public void A_file_without_read_permission_has_its_own_error()
    {
        var path = NewRecording("secret.wav").FullName;
        using var locked = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var error = Run("Test-MiniMaxPromptAudio secret.wav").OnlyError();

        Assert.Equal("FileUnreadable", RunResult.Id(error));
        Assert.Contains("secret.wav", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_quotes_and_in_other_scripts_arrive_unchanged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        string[] names = ["a\"b.wav", "名前 😀.wav", new string('x', 251) + ".wav"];
        foreach (var name in names)
        {
            NewRecording(name);
        }

        var result = Run("Send-MiniMaxPromptAudio *.wav");

        Assert.Empty(result.Errors);
        Assert.Equal(names.Select(n => n.Replace("\"", "%22", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Sent.Select(n => n.Replace("\"", "%22", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_empty_file_is_rejected_even_with_SkipTest()
    {
        NewFile("empty.wav", []);

        Assert.Equal("FileEmpty", RunResult.Id(Run("Send-MiniMaxPromptAudio empty.wav").OnlyError()));
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("Send-MiniMaxPromptAudio https://files.example/a.wav")]
    [InlineData("Send-MiniMaxPromptAudio 'https://[host]/a b.wav'")]
    [InlineData("Send-MiniMaxCloneAudio -LiteralPath HTTP://files.example/a.wav")]
    [InlineData("'https://files.example/a.wav' | Test-MiniMaxPromptAudio")]
    [InlineData("ConvertTo-MiniMaxPromptAudio https://files.example/a.wav")]
    [InlineData("ConvertTo-MiniMaxTranscript https://files.example/a.wav")]
    public void The_remedy_for_a_URL_is_to_download_the_file(string script)
    {
        var error = Run(script).OnlyError();

        Assert.Equal("FileNotFound", RunResult.Id(error));
        Assert.StartsWith("A URL is not a path. Download the file", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void The_remedy_for_a_file_URL_is_its_path()
    {
        const string Before = "A URL is not a path. Specify ";
        NewRecording("a b.wav");

        string remedy = Run($"Test-MiniMaxPromptAudio '{new Uri(Path.Combine(Folder, "a b.wav")).AbsoluteUri}'").OnlyError().ErrorDetails.RecommendedAction;

        Assert.StartsWith(Before, remedy, StringComparison.Ordinal);
        Assert.True(Run($"Test-MiniMaxPromptAudio {remedy[Before.Length..^1]}").Of<PromptAudioReport>().Single().IsValid);
    }

    // On another host, or as a pattern, the path would be another file.
    [Theory]
    [InlineData("file://server/share/a.wav")]
    [InlineData("file:///recordings/take%5B1%5D.wav")]
    public void Other_file_URLs_are_not_converted(string url) =>
        Assert.StartsWith("Check the drive and the path.", Run($"Test-MiniMaxPromptAudio '{url}'").OnlyError().ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void WhatIf_names_the_file_and_its_size_and_sends_nothing()
    {
        NewRecording("a.wav");

        Session.Show("Send-MiniMaxPromptAudio a.wav -WhatIf");

        Assert.Contains("Upload 3.9 KB as prompt audio", Session.Screen, StringComparison.Ordinal);
        Assert.Contains("a.wav", Session.Screen, StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }
}
