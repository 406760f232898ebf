using System.Text;
using MiniMax.Tests.Support;
using Wav = MiniMax.Tests.Emulator.Wav;

namespace MiniMax.Tests.Help;

/// <summary>Every example of the help runs as it is written.</summary>
[Collection(EnvironmentTests.Name)]
public class ExampleTests : ModuleTest
{
    // The engine's package has no commands of the other packages. These do as much of theirs as the examples need.
    private const string StandIns = """
        function global:Get-ChildItem([string]$Path = '.', [string]$Filter = '*', [switch]$Recurse, [switch]$File) {
            foreach ($item in $ExecutionContext.InvokeProvider.ChildItem.Get($Path, $Recurse.IsPresent)) {
                if ($item.Name -like $Filter -and -not ($File -and $item.PSIsContainer)) { $item }
            }
        }
        function global:Read-Host([switch]$AsSecureString, [string]$Prompt) { Get-Secret typed }
        function global:Get-Secret([string]$Name) { [System.Net.NetworkCredential]::new('', 'sk-from-the-vault').SecurePassword }
        function global:Select-Object([string[]]$Property, [Parameter(ValueFromPipeline)]$InputObject) {
            process { $o = [ordered]@{}; foreach ($p in $Property) { $o[$p] = $InputObject.$p }; [pscustomobject]$o }
        }
        function global:Sort-Object($Property, [switch]$Descending, [Parameter(ValueFromPipeline)]$InputObject) { process { $InputObject } }
        function global:Group-Object([object[]]$Property, [Parameter(ValueFromPipeline)]$InputObject) {
            begin { $groups = [ordered]@{} }
            process { $name = @(foreach ($p in $Property) { $InputObject | ForEach-Object $p }) -join ', '; $groups[$name] += 1 }
            end { foreach ($name in $groups.Keys) { [pscustomobject]@{ Name = $name; Count = $groups[$name] } } }
        }
        function global:Export-Csv([string]$Path, [switch]$NoTypeInformation, [Parameter(ValueFromPipeline)]$InputObject) {
            process { [System.IO.File]::AppendAllText("$pwd/$Path", ($InputObject.psobject.Properties | ForEach-Object { "$($_.Value);" })) }
        }
        function global:Import-Csv([string]$Path) {
            $lines = [System.IO.File]::ReadAllLines("$pwd/$Path")
            foreach ($line in $lines[1..($lines.Count - 1)]) {
                $o = [ordered]@{}; $i = 0; foreach ($p in $lines[0].Split(',')) { $o[$p] = $line.Split(',')[$i++] }; [pscustomobject]$o
            }
        }
        function global:Get-FileHash($Path) { [pscustomobject]@{ Hash = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.IO.File]::ReadAllBytes($Path))) } }
        function global:Get-Date { [datetime]::UtcNow.AddYears(2) }
        function global:Move-Item([string]$LiteralPath, [string]$Destination) {
            [System.IO.File]::Move($LiteralPath, "$pwd/$Destination/" + [System.IO.Path]::GetFileName($LiteralPath))
        }
        function global:Format-List([Parameter(ValueFromPipeline)]$InputObject) { process { $InputObject } }
        function global:BeforeAll([scriptblock]$Block) { & $Block }
        function global:AfterAll([scriptblock]$Block) { & $Block }
        """;

    // What the examples of a cmdlet are to do at the service, unless they only say what they would do.
    private static readonly Dictionary<string, string[]> s_endpoints = new()
    {
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
    public void Runs_without_an_error(string name, int index)
    {
        var code = HelpFile.Of("en-US").Commands[name].Examples[index].Code;
        PutFiles(name, code);
        PutOnServer();
        Assert.Empty(Run(StandIns).Errors);
        if (name is "Get-MiniMaxVoice" or "Remove-MiniMaxVoice")
        {
            Assert.Empty(Run("Import-Csv clones.csv | New-MiniMaxVoice; Get-MiniMaxFile -Name interview.wav | New-MiniMaxVoice trial-voice-01").Errors);
        }

        if (name.EndsWith("Emulator", StringComparison.Ordinal))
        {
            // These say themselves where to send.
            Run("$PSDefaultParameterValues.Clear()");
        }

        var before = State.Requests.Count;
        var result = Run(code);
        var stopped = Run("Disconnect-MiniMax; Stop-MiniMaxEmulator");

        Assert.Null(result.EndedBy);
        Assert.Empty(result.Errors);
        Assert.Empty(stopped.Errors);
        // The service has no way to make a voice from a description that the emulator knows.
        if (s_endpoints.TryGetValue(name, out var endpoints) && !code.Contains("Generated", StringComparison.Ordinal))
        {
            Assert.Equal(!code.Contains("-WhatIf", StringComparison.Ordinal), State.Requests.Skip(before).Any(r => endpoints.Contains(r.Endpoint)));
        }
    }

    private void PutFiles(string name, string code)
    {
        foreach (var file in (string[])["greeting.wav", "fox.mp3", "message.m4a"])
        {
            File.Copy(Sample(file), Path.Combine(Folder, file));
        }

        // Pipelines over all files are for those that will do, unless the example is about what will not.
        if (code.Contains("too-long.mp3", StringComparison.Ordinal))
        {
            File.Copy(Sample("too-long.mp3"), Path.Combine(Folder, "too-long.mp3"));
        }

        if (code.Contains("interview.wav", StringComparison.Ordinal))
        {
            NewRecording("interview.wav", 12);
        }

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
        Run(StandIns);

        Run("Test-MiniMaxPromptAudio *.wav | Select-Object Name, Findings | Export-Csv report.csv");

        Assert.Equal("long.wav; AudioTooLong;", File.ReadAllText(Path.Combine(Folder, "report.csv")), ignoreWhiteSpaceDifferences: true);
    }
}
