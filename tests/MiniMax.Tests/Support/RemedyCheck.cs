using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MiniMax.Tests.Support;

/// <summary>A remedy names only parameters of the failed cmdlet, or of a command in the remedy.</summary>
internal static partial class RemedyCheck
{
    /// <summary>A call of every cmdlet that sends requests.</summary>
    public static string[] Scripts { get; } =
    [
        "Connect-MiniMax",
        "Get-MiniMaxFile",
        "Get-MiniMaxFile -FileId 7",
        "Save-MiniMaxFile -FileId 7 -Destination .",
        "Remove-MiniMaxFile -FileId 7 -Force",
        "Get-MiniMaxVoice",
        "New-MiniMaxVoice narrator-01 -FileId 7",
        "Remove-MiniMaxVoice narrator-01 -Force",
        "ConvertTo-MiniMaxTranscript prompt.wav",
        "ConvertTo-MiniMaxSpeech Hello. -VoiceId narrator-01 -OutFile hello.mp3",
        "Send-MiniMaxPromptAudio prompt.wav",
        "Send-MiniMaxCloneAudio source.wav",
    ];

    /// <summary>Asserts that there is an error, and that every error has a remedy for the cmdlet.</summary>
    public static void AssertNamesOnlyParameters(string script, RunResult result, string fault)
    {
        var cmdlet = script.Split(' ')[0];
        ErrorRecord[] errors = [.. result.Errors, .. result.EndedBy is { } last ? [last] : Array.Empty<ErrorRecord>()];
        foreach (var error in errors)
        {
            var remedy = error.ErrorDetails.RecommendedAction;
            Assert.False(string.IsNullOrEmpty(remedy), $"{script}, {fault}: {error}");
            foreach (Match parameter in Parameter().Matches(remedy))
            {
                var command = Command().Matches(remedy[..parameter.Index]).LastOrDefault()?.Value;
                var owners = new[] { cmdlet, command }.Where(c => c is not null);
                Assert.True(
                    owners.Any(o => ModuleCmdlets.Infos.Single(i => i.Name == o).Parameters.ContainsKey(parameter.Groups[1].Value)),
                    $"{script}, {fault}: {remedy}");
            }
        }

        Assert.NotEmpty(errors);
    }

    [GeneratedRegex(@"(?<![\w-])-([A-Z]\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b[A-Z]\w+-MiniMax\w*")]
    private static partial Regex Command();
}
