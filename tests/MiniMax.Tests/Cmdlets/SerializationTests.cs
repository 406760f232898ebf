using System.Globalization;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Objects that are serialized to a file, a job or another machine.</summary>
public class SerializationTests : ModuleTest
{
    // The first result of each type sets its depth.
    protected override ModuleSession OpenSession() => new();

    [Theory]
    [InlineData(1, "Prompt", 9)]
    [InlineData(2, "Prompt", 9)]
    [InlineData(2, "Clone", 301)]
    public void A_deserialized_report_keeps_its_findings(int depth, string purpose, int seconds)
    {
        NewRecording("long.wav", seconds);

        var result = Run($"$there = Test-MiniMax{purpose}Audio long.wav; {Go(depth)}; $back; $back.Findings[0]; \"$($there.Findings)|$($back.Findings)\"");

        Assert.Empty(result.Errors);
        Assert.Contains($"Deserialized.MiniMax.{purpose}AudioReport", result.Output[0].TypeNames);
        Assert.Equal(TimeSpan.FromSeconds(seconds), result.Output[0].Properties["Duration"].Value);
        Assert.Equal(false, result.Output[0].Properties["IsValid"].Value);
        Assert.Equal("AudioTooLong", result.Output[1].Properties["Code"].Value);
        Assert.Equal(purpose == "Prompt" ? 2048 : 2037, result.Output[1].Properties["ApiCode"].Value);
        Assert.Equal("AudioTooLong|AudioTooLong", result.Output[2].BaseObject);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_deserialized_result_keeps_its_ID_and_time(int depth)
    {
        NewRecording("a.wav");

        var result = Run($"$there = Send-MiniMaxPromptAudio a.wav; {Go(depth)}; $there; $back; [DateTimeOffset]$back.CreatedAt");

        Assert.Empty(result.Errors);
        var there = Assert.IsType<UploadedFile>(result.Output[0].BaseObject);
        var back = result.Output[1];
        Assert.Equal(there.FileId, back.Properties["FileId"].Value);
        Assert.Equal(there.Duration, back.Properties["Duration"].Value);
        Assert.Equal(there.BaseUri, back.Properties["BaseUri"].Value);
        Assert.Equal("Wav Uploaded", $"{back.Properties["Format"].Value} {back.Properties["Origin"].Value}");
        Assert.Equal(there.CreatedAt, result.Output[2].BaseObject);
    }

    [Fact]
    public void A_deserialized_context_keeps_all_properties()
    {
        var result = Run($"$there = [MiniMax.Context]@{{ ApiKey = '****1234'; Region = 'China'; BaseUri = 'https://api.minimaxi.com/' }}; {Go(1)}; $back");

        var back = Assert.Single(result.Output);
        Assert.Equal("****1234 China https://api.minimaxi.com/", $"{back.Properties["ApiKey"].Value} {back.Properties["Region"].Value} {back.Properties["BaseUri"].Value}");
    }

    [Fact]
    public void A_deserialized_object_binds_to_the_next_cmdlet()
    {
        NewRecording("take[1].wav");

        var result = Run($"$there = Test-MiniMaxPromptAudio -LiteralPath 'take[1].wav'; {Go(1)}; $back | Send-MiniMaxPromptAudio");

        Assert.Empty(result.Errors);
        Assert.Equal("take[1].wav", Assert.Single(result.Of<UploadedFile>()).FileName);
    }

    [Fact]
    public void Every_property_is_displayed_as_a_value_and_not_as_a_type()
    {
        NewRecording("long.wav", 9);
        NewRecording("a.wav");

        var result = Run("Test-MiniMaxPromptAudio long.wav; Send-MiniMaxPromptAudio a.wav; Get-MiniMaxContext");

        Assert.Equal(3, result.Output.Count);
        Assert.All(
            result.Output.SelectMany(o => o.Properties).Where(p => p.Value is not null),
            p => Assert.DoesNotMatch("System|MiniMax|`", p.Value.ToString()));
    }

    [Theory]
    [InlineData("@($f, $f)", "A, A")]
    [InlineData("$f", "A")]
    [InlineData("@()", "")]
    [InlineData("@{ Code = 'A' }, @{ Code = 'B' }", "A, B")]
    public void A_report_of_a_mock_accepts_findings_in_every_form(string findings, string expected)
    {
        var result = Run($"$f = [MiniMax.PromptAudioFinding]@{{ Code = 'A' }}; [MiniMax.PromptAudioReport]@{{ Findings = {findings} }}");

        Assert.Equal(expected, Assert.Single(result.Of<PromptAudioReport>()).Findings.ToString());
    }

    // Jobs and remoting serialize one level, Export-Clixml two.
    private static string Go(int depth) =>
        string.Create(CultureInfo.InvariantCulture, $"$back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($there, {depth}))");
}
