using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Errors name the actual cause.</summary>
public class ErrorMessageTests : ModuleTest
{
    [Fact]
    public void An_error_about_FileName_names_the_parameter_and_not_the_file()
    {
        NewRecording("a.wav");

        var error = Run("Send-MiniMaxPromptAudio a.wav -FileName talk.ogg").OnlyError();

        Assert.Equal("ExtensionMismatch", RunResult.Id(error));
        Assert.Contains("-FileName 'talk.ogg'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("Specify a -FileName with the extension .wav.", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_carriage_return_in_a_name_is_shown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        NewFile("a\rb.wav", "no audio"u8.ToArray());

        var error = Run("Send-MiniMaxPromptAudio a*.wav").OnlyError();

        Assert.Contains("a\u240Db.wav", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", error.ToString() + error.CategoryInfo.TargetName, StringComparison.Ordinal);
        Assert.Equal("a\rb.wav", Assert.IsType<FileInfo>(error.TargetObject).Name);
    }

    [Theory]
    [InlineData("\"sk-0123456789abcdef\"")]
    [InlineData("'sk-0123456789abcdef'")]
    [InlineData("\u201Csk-0123456789abcdef\u201D")]
    public void Quotes_around_a_key_are_reported(string key)
    {
        NewRecording("a.wav");
        Session.Set("quoted", key);

        var result = Run("Send-MiniMaxPromptAudio a.wav -ApiKey $quoted");

        Assert.Equal("InvalidApiKey", RunResult.Id(result.TerminatingError));
        Assert.Contains("quotation marks", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_host_with_a_port_is_an_address()
    {
        var context = Assert.Single(Run("Connect-MiniMax -ApiKey $key -BaseUri gateway:8443 -SkipTest").Of<Context>());

        Assert.Equal(new Uri("https://gateway:8443/"), context.BaseUri);
    }

    [Theory]
    [InlineData("paper.m4a", "Get-ChildItem -File | Where-Object Name -NE \"paper.m4a\"")]
    [InlineData("a [1] $b.m4a", "Get-ChildItem -File | Where-Object Name -NE 'a [1] $b.m4a'")]
    [InlineData("in [2]/paper.m4a", "Get-ChildItem -LiteralPath \"in [2]\" -File | Where-Object Name -NE \"paper.m4a\"")]
    [InlineData("paper.pdf", "Get-ChildItem *.wav, *.mp3, *.m4a")]
    [InlineData("in [2]/paper.pdf", "Get-ChildItem -LiteralPath \"in [2]\" -File | Where-Object Extension -In .wav, .mp3, .m4a")]
    public void The_command_that_excludes_a_file_finds_the_recordings_next_to_it(string name, string command)
    {
        NewFile(name, [.. "%PDF-1.7\n"u8, .. new byte[100]]);
        NewRecording(Path.Combine(Path.GetDirectoryName(name)!, "take.wav"));
        Session.Set("path", Path.Combine(Folder, name));

        var remedy = Assert.Single(Assert.Single(Run("Test-MiniMaxPromptAudio -LiteralPath $path").Of<PromptAudioReport>()).Findings).Remedy;

        Assert.Equal("The file is not a recording. Exclude it, for example: " + command, remedy);
        Assert.Equal("take.wav", Assert.Single(Run(command).Of<FileInfo>()).Name);
    }

    [Fact]
    public void A_remedy_works_from_the_current_folder()
    {
        File.Move(NewRecording("in/take[1] $x.ogg").FullName, Path.Combine(Folder, "in", "take[1] $x.mp3"));

        var result = Run("""
            Set-Location in
            Test-MiniMaxPromptAudio -LiteralPath 'take[1] $x.mp3' | ForEach-Object { Invoke-Expression ($_.Findings[0].Remedy -replace '^.*?: ') }
            Test-MiniMaxPromptAudio -LiteralPath 'take[1] $x.wav' -Quiet
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(true, Assert.Single(result.Output).BaseObject);
    }
}
