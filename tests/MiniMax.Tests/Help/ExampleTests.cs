using System.Text;
using MiniMax.Emulator;
using MiniMax.Tests.Support;
using Wav = MiniMax.Tests.Emulator.Wav;

namespace MiniMax.Tests.Help;

/// <summary>Every example of the help runs as written.</summary>
[Collection(EnvironmentTests.Name)]
public class ExampleTests() : ModuleTest(new EmulatorOptions { TimeProvider = new TwoYearsAgo() })
{
    // Get-Secret is in a module that PowerShell does not include.
    private const string GetSecret = "function global:Get-Secret([string]$Name) { ConvertTo-SecureString sk-from-the-vault -AsPlainText }";

    // The requests of the examples of each cmdlet, except for examples with -WhatIf.
    private static readonly Dictionary<string, string[]> s_endpoints = new()
    {
        ["ConvertTo-MiniMaxSpeech"] = ["t2a_v2"],
        ["ConvertTo-MiniMaxTranscript"] = ["speech_to_text"],
        ["Get-MiniMaxFile"] = ["list", "retrieve"],
        ["Get-MiniMaxVoice"] = ["get_voice"],
        ["New-MiniMaxVoice"] = ["voice_clone"],
        ["Remove-MiniMaxFile"] = ["delete"],
        ["Remove-MiniMaxVoice"] = ["delete_voice"],
        ["Save-MiniMaxFile"] = ["retrieve_content"],
        ["Send-MiniMaxCloneAudio"] = ["upload"],
        ["Send-MiniMaxPromptAudio"] = ["upload"],
    };

    public static TheoryData<string, int> Examples
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (name, help) in HelpFile.Of("en-US").Commands)
            {
                for (var i = 0; i < help.Examples.Count; i++)
                {
                    data.Add(name, i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_runs_without_an_error(string name, int index)
    {
        var code = HelpFile.Of("en-US").Commands[name].Examples[index].Code;
        PutFiles(name, code);
        PutOnServer();
        if (code.Contains("Get-Secret", StringComparison.Ordinal))
        {
            Assert.Empty(Run(GetSecret).Errors);
        }

        if (name is "Get-MiniMaxVoice" or "Remove-MiniMaxVoice")
        {
            Assert.Empty(Run("Import-Csv clones.csv | New-MiniMaxVoice; Get-MiniMaxFile -Name interview.wav | New-MiniMaxVoice trial-voice-01").Errors);
            foreach (var voice in State.Voices)
            {
                State.UseVoice(voice.VoiceId);
            }
        }

        if (name.EndsWith("Emulator", StringComparison.Ordinal))
        {
            // These examples connect themselves.
            Run("$PSDefaultParameterValues.Clear()");
        }

        var before = State.Requests.Count;
        var result = Run(code.Contains("fterAll", StringComparison.Ordinal) ? InPester(code) : code);
        var stopped = Run("Disconnect-MiniMax; Stop-MiniMaxEmulator");

        Assert.Null(result.EndedBy);
        Assert.Empty(result.Errors);
        Assert.Empty(stopped.Errors);
        // The emulator has no endpoint that generates a voice from a description.
        if (s_endpoints.TryGetValue(name, out var endpoints) && !code.Contains("Generated", StringComparison.Ordinal))
        {
            Assert.Equal(!code.Contains("-WhatIf", StringComparison.Ordinal), State.Requests.Skip(before).Any(r => endpoints.Contains(r.Endpoint)));
        }
    }

    // Blocks of a Pester test file run in the real Pester.
    private static string InPester(string code) => $$"""
        Import-Module '{{StagedModule.Pester}}'
        $run = Invoke-Pester -Output None -PassThru -Container (New-PesterContainer -ScriptBlock { Describe 'A runbook' {
            {{code}}
            It 'has a context' { Get-MiniMaxContext | Should -Not -BeNullOrEmpty }
        } })
        if ($run.Result -ne 'Passed') { throw "Pester: $($run.Result), $($run.Failed.ErrorRecord) $($run.FailedBlocks.ErrorRecord)" }
        """;

    private void PutFiles(string name, string code)
    {
        foreach (var file in (string[])["greeting.wav", "fox.mp3", "message.m4a"])
        {
            File.Copy(Sample(file), Path.Combine(Folder, file));
        }

        // Pipelines over all files use valid files only, unless the example is about invalid ones.
        if (code.Contains("too-long.mp3", StringComparison.Ordinal))
        {
            File.Copy(Sample("too-long.mp3"), Path.Combine(Folder, "too-long.mp3"));
        }

        if (code.Contains("interview.wav", StringComparison.Ordinal))
        {
            NewRecording("interview.wav", 12);
        }

        NewFile("news.txt", "Good news."u8.ToArray());
        var isToClone = name.EndsWith("CloneAudio", StringComparison.Ordinal);
        NewRecording("take[1].wav", isToClone ? 12 : 0.5);
        NewRecording("recordings/a.wav", isToClone ? 12 : 0.5);
        File.Copy(Sample(isToClone ? "too-long.mp3" : "fox.mp3"), Path.Combine(Folder, "recordings", "b.mp3"));
        Directory.CreateDirectory(Path.Combine(Folder, "sent"));
    }

    private void PutOnServer()
    {
        var greeting = State.AddFile("greeting.wav", Wav.Seconds(3));
        var demo = State.AddFile("demo-1.mp3", File.ReadAllBytes(Sample("fox.mp3")));
        var interview = State.AddFile("interview.wav", Wav.Seconds(12), "voice_clone");
        NewFile("uploads.csv", Encoding.UTF8.GetBytes($"FileId,FileName,Purpose\n{greeting.FileId},greeting.wav,prompt_audio\n{demo.FileId},demo-1.mp3,prompt_audio"));
        NewFile("clones.csv", Encoding.UTF8.GetBytes($"VoiceId,FileId\nnarrator-01,{interview.FileId}\nnarrator-03,{interview.FileId}"));
    }

    private static string Sample(string file) => Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", file);

    [Fact]
    public void A_batch_writes_its_table_of_codes()
    {
        NewRecording("long.wav", 9);
        Run("Test-MiniMaxPromptAudio *.wav | Select-Object Name, Findings | Export-Csv report.csv");

        Assert.Equal("\"Name\",\"Findings\"\n\"long.wav\",\"AudioTooLong\"\n", File.ReadAllText(Path.Combine(Folder, "report.csv")).ReplaceLineEndings("\n"));
    }

    /// <summary>Examples select files by their age.</summary>
    private sealed class TwoYearsAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddYears(-2);
    }
}
