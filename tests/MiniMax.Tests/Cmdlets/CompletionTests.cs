using System.Management.Automation;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The suggestions of tab completion.</summary>
public class CompletionTests : ModuleTest
{
    // A rented session offers the IDs of other tests.
    protected override ModuleSession OpenSession() => new();

    [Theory]
    [InlineData("Send-MiniMaxPromptAudio -Region ", "China Global")]
    [InlineData("Connect-MiniMax -Region g", "Global")]
    [InlineData("Connect-MiniMax -BaseUri ", "https://api.minimax.io https://api.minimax.cn https://api.minimaxi.com")]
    [InlineData("Send-MiniMaxPromptAudio -BaseUri https://api.minimaxi", "https://api.minimaxi.com")]
    [InlineData("Send-MiniMaxPromptAudio -BaseUri https://localhost", "")]
    [InlineData("Get-MiniMaxFile -Purpose ", "prompt_audio voice_clone t2a_async_input video_generation_input video_understanding")]
    [InlineData("Remove-MiniMaxFile 7 -Purpose voice", "voice_clone")]
    [InlineData("Get-MiniMaxVoice -Kind ", "Cloned Generated System")]
    [InlineData("New-MiniMaxVoice -Model speech-2.8", "speech-2.8-hd speech-2.8-turbo")]
    [InlineData("New-MiniMaxVoice -LanguageBoost Ch", "Chinese 'Chinese,Yue'")]
    public void Values_are_completed(string line, string expected) => Assert.Equal(expected, string.Join(' ', Complete(line).Select(c => c.CompletionText)));

    [Theory]
    [InlineData("Test-MiniMaxPromptAudio ")]
    [InlineData("Send-MiniMaxPromptAudio -Path ")]
    [InlineData("Send-MiniMaxPromptAudio -LiteralPath ")]
    public void Audio_files_are_first_then_folders_then_other_files(string line)
    {
        NewFile("a.txt", [1]);
        NewFile("b/c.wav", [1]);
        NewFile("d.MP3", [1]);
        NewFile("e.m4a", [1]);
        NewFile("f.wav", [1]);

        Assert.Equal(["d.MP3", "e.m4a", "f.wav", "b", "a.txt"], Complete(line).Select(c => c.ListItemText));
    }

    [Theory]
    [InlineData("Test-MiniMaxPromptAudio ")]
    [InlineData("Test-MiniMaxPromptAudio ta")]
    [InlineData("Test-MiniMaxPromptAudio -LiteralPath ")]
    [InlineData("Test-MiniMaxPromptAudio -LiteralPath 'ta")]
    public void A_completed_name_with_brackets_is_the_file(string line)
    {
        NewRecording("take[1].wav");
        var completed = Assert.Single(Complete(line)).CompletionText;

        var command = line[..(line.LastIndexOf(' ') + 1)] + completed;

        Assert.Equal("take[1].wav", Assert.Single(Run(command).Of<PromptAudioReport>()).Name);
    }

    [Theory]
    [InlineData("Test-MiniMaxPromptAudio ")]
    [InlineData("Send-MiniMaxCloneAudio -LiteralPath ")]
    [InlineData("ConvertTo-MiniMaxPromptAudio -Path ")]
    public void Completed_names_are_displayed_without_control_characters(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        NewFile("ta\u001B[2Jke\u202E.wav", [1]);

        var completed = Assert.Single(Complete(line));

        Assert.Contains("\u001B", completed.CompletionText, StringComparison.Ordinal);
        Assert.Equal("ta\u241B[2Jke<U+202E>.wav", completed.ListItemText);
        Assert.EndsWith("ta\u241B[2Jke<U+202E>.wav", completed.ToolTip, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B", completed.ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void IDs_of_this_session_are_offered_with_their_names_and_without_a_request()
    {
        NewRecording("a.wav");
        NewRecording("b.wav", 0.6);
        var ids = Run("Get-Item a.wav, b.wav | Send-MiniMaxPromptAudio -ThrottleLimit 1").Of<UploadedFile>().Select(u => u.FileId.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var requests = State.Requests.Count;

        var offered = Complete("Save-MiniMaxFile ");

        Assert.Equal(ids.Reverse(), offered.Select(c => c.CompletionText));
        Assert.Equal(["b.wav, prompt_audio", "a.wav, prompt_audio"], offered.Select(c => c.ToolTip));
        Assert.Equal(ids.Reverse(), Complete("New-MiniMaxVoice -PromptFileId ").Select(c => c.CompletionText));
        Assert.DoesNotContain(Complete("New-MiniMaxVoice -FileId "), c => ids.Contains(c.CompletionText));
        Assert.Equal(requests, State.Requests.Count);

        Run($"Remove-MiniMaxFile {ids[0]} -Force");
        Assert.Equal([ids[1]], Complete("Get-MiniMaxFile ").Select(c => c.CompletionText));
    }

    [Theory]
    [InlineData("Connect-MiniMax -ApiKey $key -BaseUri $address -SkipTest", 1)]
    [InlineData("Connect-MiniMax -ApiKey other-0123456789abcdef -BaseUri $address -SkipTest", 0)]
    [InlineData("Connect-MiniMax -ApiKey $key -BaseUri https://api.minimax.io -SkipTest", 0)]
    [InlineData("Disconnect-MiniMax", 0)]
    public void IDs_of_another_host_or_account_are_not_offered(string change, int offered)
    {
        NewRecording("a.wav");
        Session.Set("key", Key);
        Session.Set("address", Server.Address);
        Run("Connect-MiniMax -ApiKey $key -BaseUri $address -SkipTest");
        Run("Send-MiniMaxPromptAudio a.wav");

        Run(change);

        Assert.Equal(offered, Complete("Remove-MiniMaxFile ").Count);
    }

    [Fact]
    public void IDs_of_voices_are_offered_as_text()
    {
        Run("Get-MiniMaxVoice -Kind System");

        Assert.NotEmpty(Complete("Remove-MiniMaxVoice "));
        Assert.Contains(Complete("ConvertTo-MiniMaxSpeech Hello. -VoiceId "), c => c.CompletionText.StartsWith('\''));
        Assert.All(Complete("Get-MiniMaxVoice -VoiceId "), c => Assert.StartsWith("'", c.CompletionText, StringComparison.Ordinal));
    }

    // On the thread of the runspace, as in TabExpansion2.
    private List<CompletionResult> Complete(string line)
    {
        Session.Set("line", line);
        return [.. Run("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches").Of<CompletionResult>()];
    }
}
