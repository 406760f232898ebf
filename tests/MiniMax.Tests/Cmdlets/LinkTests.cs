using System.Management.Automation;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A broken or inaccessible link is the error of one file.</summary>
public class LinkTests : ModuleTest
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var command in (string[])["Test-MiniMaxPromptAudio", "Test-MiniMaxCloneAudio -WarningAction Ignore", "Send-MiniMaxPromptAudio", "Send-MiniMaxCloneAudio", "ConvertTo-MiniMaxPromptAudio -Destination out"])
            {
                foreach (var input in (string[])["-Path broken.wav, good.wav", "-Path *.wav", "-LiteralPath broken.wav, good.wav", "-InputObject (Get-Item *.wav)"])
                {
                    data.Add(command, input, command.Contains("Clone", StringComparison.Ordinal) ? "clone" : "prompt");
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_link_is_one_error_and_the_others_are_processed(string command, string input, string kind)
    {
        RequireLinks();
        NewRecording("good.wav", kind == "clone" ? 12 : 0.5);
        File.CreateSymbolicLink(Path.Combine(Folder, "broken.wav"), "gone/gone.wav");

        var result = Run($"{command} {input}");

        var error = result.OnlyError();
        Assert.Null(result.EndedBy);
        Assert.Equal("FileNotFound", RunResult.Id(error));
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains("gone/gone.wav", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Path.Combine(Folder, "broken.wav"), Assert.IsType<FileInfo>(error.TargetObject).FullName);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("loop/c.wav")]
    public void A_loop_of_links_is_reported_as_such(string name)
    {
        RequireLinks();
        NewRecording("good.wav");
        File.CreateSymbolicLink(Path.Combine(Folder, "a.wav"), "b.wav");
        File.CreateSymbolicLink(Path.Combine(Folder, "b.wav"), Path.Combine(Folder, "a.wav"));
        File.CreateSymbolicLink(Path.Combine(Folder, "loop"), "loop");
        Session.Set("name", name);

        foreach (var input in (string[])["-LiteralPath $name, good.wav", "-Path $name, good.wav"])
        {
            var result = Run($"Send-MiniMaxPromptAudio {input}");

            Assert.Equal("FileUnreadable", RunResult.Id(result.OnlyError()));
            Assert.Contains("loop", result.OnlyError().ToString().Replace("loop/", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Single(result.Output);
        }
    }

    [Theory]
    [InlineData("-LiteralPath closed/secret.wav, good.wav")]
    [InlineData("-Path closed/secret.wav, good.wav")]
    [InlineData("-Path link.wav, good.wav")]
    [InlineData("-Path *.wav")]
    [InlineData("-InputObject (Get-Item *.wav)")]
    public void A_folder_without_permission_is_one_error(string input)
    {
        RequireLinks();
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "An administrator enters every folder.");
        NewRecording("good.wav");
        NewRecording("closed/secret.wav");
        File.CreateSymbolicLink(Path.Combine(Folder, "link.wav"), "closed/secret.wav");
        var closed = Path.Combine(Folder, "closed");
#pragma warning disable CA1416 // No links on Windows here.
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            var result = Run($"Send-MiniMaxPromptAudio {input}");

            Assert.Equal("FileUnreadable", RunResult.Id(result.OnlyError()));
            Assert.Equal(ErrorCategory.PermissionDenied, result.OnlyError().CategoryInfo.Category);
            Assert.Single(result.Output);
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
#pragma warning restore CA1416
    }

    private static void RequireLinks() => Assert.SkipWhen(OperatingSystem.IsWindows() || StagedModule.Framework != "net8.0", "Links take an administrator on Windows, and its build leaves them to the system.");
}
