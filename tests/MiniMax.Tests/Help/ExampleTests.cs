using MiniMax.Tests.Support;

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
        function global:Group-Object($Property, [Parameter(ValueFromPipeline)]$InputObject) {
            process { [pscustomobject]@{ Name = $InputObject | ForEach-Object $Property; Count = 1 } }
        }
        function global:Export-Csv([string]$Path, [switch]$NoTypeInformation, [Parameter(ValueFromPipeline)]$InputObject) {
            process { [System.IO.File]::AppendAllText("$pwd/$Path", ($InputObject.psobject.Properties | ForEach-Object { "$($_.Value);" })) }
        }
        function global:Move-Item([string]$LiteralPath, [string]$Destination) {
            [System.IO.File]::Move($LiteralPath, "$pwd/$Destination/" + [System.IO.Path]::GetFileName($LiteralPath))
        }
        function global:Format-List([Parameter(ValueFromPipeline)]$InputObject) { process { $InputObject } }
        function global:BeforeAll([scriptblock]$Block) { & $Block }
        function global:AfterAll([scriptblock]$Block) { & $Block }
        """;

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
        foreach (var file in (string[])["greeting.wav", "fox.mp3", "message.m4a", "too-long.mp3"])
        {
            File.Copy(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", file), Path.Combine(Folder, file));
        }

        // Pipelines over all MP3 files are for those that will do, unless the example is about what will not.
        var code = HelpFile.Of("en-US").Commands[name].Examples[index].Code;
        if (!code.Contains("too-long.mp3", StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(Folder, "too-long.mp3"));
        }

        NewRecording("take[1].wav");
        NewRecording("recordings/a.wav");
        File.Copy(Path.Combine(Folder, "fox.mp3"), Path.Combine(Folder, "recordings", "b.mp3"));
        Directory.CreateDirectory(Path.Combine(Folder, "sent"));
        Assert.Empty(Run(StandIns).Errors);
        if (name.EndsWith("Emulator", StringComparison.Ordinal))
        {
            // These say themselves where to send.
            Run("$PSDefaultParameterValues.Clear()");
        }

        var result = Run(code);
        var stopped = Run("Disconnect-MiniMax; Stop-MiniMaxEmulator");

        Assert.Null(result.EndedBy);
        Assert.Empty(result.Errors);
        Assert.Empty(stopped.Errors);
        if (name == "Send-MiniMaxPromptAudio")
        {
            Assert.Equal(code.Contains("-WhatIf", StringComparison.Ordinal), State.Files.Count == 0);
        }
    }

    [Fact]
    public void A_batch_writes_its_table_of_codes()
    {
        NewRecording("long.wav", 9);
        Run(StandIns);

        Run("Test-MiniMaxPromptAudio *.wav | Select-Object Name, Findings | Export-Csv report.csv");

        Assert.Equal("long.wav; AudioTooLong;", File.ReadAllText(Path.Combine(Folder, "report.csv")), ignoreWhiteSpaceDifferences: true);
    }
}
