using System.Text.RegularExpressions;
using MiniMax.Emulator.Files;
using MiniMax.Tests.Audio.Measuring;
using MiniMax.Tests.Support;
using Wav = MiniMax.Tests.Emulator.Wav;

namespace MiniMax.Tests.Help;

/// <summary>The README's script from a prompt to a voice runs as written.</summary>
public partial class ReadmeTests : ModuleTest
{
    [Fact]
    public void The_script_from_a_prompt_to_a_voice_runs()
    {
        NewFile("greeting.wav", Recording.Wav([.. SyntheticSpeech.Prompt(1), .. SyntheticSpeech.Prompt(2)]));
        NewFile("interview.wav", Recording.Wav([.. SyntheticSpeech.Prompt(3), .. SyntheticSpeech.Prompt(4)]));
        State.Describe("greeting.wav", new AudioFacts { Transcript = "Good morning. This is a short sample of my voice. I hope that you have a very good day." });
        var other = State.AddFile("other.wav", Wav.Seconds(12), "voice_clone");
        Run($"New-MiniMaxVoice other-voice -FileId {other.FileId}");
        State.UseVoice("other-voice");
        var before = State.Requests.Count;

        var result = Run(AllScripts());

        Assert.Null(result.EndedBy);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var given = result.Output.Select(o => o.BaseObject).ToList();
        Assert.Equal(["greeting.wav", "interview.wav", "other.wav"], given.OfType<RemoteFile>().Select(f => f.FileName).Order());
        Assert.Equal(["narrator-01", "other-voice"], given.OfType<Voice>().Select(v => v.VoiceId).Order());
        var speech = Assert.Single(given.OfType<Speech>());
        Assert.Equal((Path.Combine(Folder, "order.mp3"), "narrator-01", "Your order is on its way.".Length), (speech.Path, speech.VoiceId, speech.Characters));
        Assert.NotEqual(0, new FileInfo(speech.Path).Length);
        Assert.Equal("Good morning. This is a short sample of my voice. I hope that you have a very good day.", Run("$text.PromptText").Output.Single().ToString());
        Assert.Equal(["greeting.wav"], Directory.GetFiles(Path.Combine(Folder, "prompts")).Select(Path.GetFileName));
        Assert.Equal(
            ["upload", "upload", "speech_to_text", "get_voice", "voice_clone", "t2a_v2", "get_voice", "list", "list", "list", "delete_voice", "delete", "delete"],
            State.Requests.Skip(before).Select(r => r.Endpoint));
        // Everything that the script created is removed, and everything else is unchanged.
        Assert.Equal(["other.wav"], State.Files.Select(f => f.FileName));
        Assert.Equal(["other-voice"], State.Voices.Select(v => v.VoiceId));
    }

    private static string AllScripts()
    {
        var readme = File.ReadAllText(Path.Combine(StagedModule.RepositoryRoot, "README.md"));
        var section = Section().Match(readme);
        Assert.True(section.Success, "The README has no such section.");
        return string.Join('\n', Script().Matches(section.Value).Select(m => m.Groups[1].Value));
    }

    [GeneratedRegex(@"### From a prompt to a voice\r?\n(?:(?!\n### )[\s\S])*")]
    private static partial Regex Section();

    [GeneratedRegex(@"```powershell\r?\n([\s\S]*?)```")]
    private static partial Regex Script();
}
