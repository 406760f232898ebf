using System.Management.Automation;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A remedy names only parameters of the failed cmdlet, or of a command in the remedy.</summary>
public partial class RemedyParameterTests : ModuleTest
{
    private static readonly string[] s_scripts =
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

    private static readonly int[] s_codes =
    [
        999, 1000, 1001, 1002, 1004, 1008, 1013, 1024, 1026, 1027, 1028, 1030, 1033, 1039, 1041, 1042, 1043, 1044,
        2013, 2037, 2038, 2039, 2042, 2045, 2048, 2049, 2054, 2056, 2061, 20132,
    ];

    private static readonly int[] s_statuses = [400, 401, 402, 403, 404, 405, 408, 413, 422, 429, 500, 502, 503];

    public static TheoryData<string> Scripts => [.. s_scripts];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_rejection_has_a_remedy_for_the_failed_cmdlet(string script)
    {
        NewRecording("prompt.wav", 1);
        NewRecording("source.wav", 12);
        var faults = s_codes.Select(c => new FaultRule { Kind = FaultKind.ApiCode, Code = c, Endpoint = "*" })
            .Concat(s_statuses.Select(s => new FaultRule { Kind = FaultKind.HttpStatus, Status = s, Endpoint = "*" }))
            .Concat([new FaultRule { Kind = FaultKind.Reset, Endpoint = "*" }, FaultNames.Get("Redirect") with { Endpoint = "*" }]);

        foreach (var fault in faults)
        {
            State.Faults.Clear();
            State.Faults.Add(fault);

            Check(script, Run(script + " -MaximumRetryCount 0"), fault.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_timeout_has_a_remedy_for_the_failed_cmdlet(string script)
    {
        NewRecording("prompt.wav", 1);
        NewRecording("source.wav", 12);
        State.Faults.Add("Hold", null, "*");

        Check(script, Run(script + " -MaximumRetryCount 0 -TimeoutSec 1"), "Hold");
    }

    [Theory]
    [InlineData("Get-MiniMaxFile")]
    [InlineData("Get-MiniMaxVoice")]
    [InlineData("Connect-MiniMax")]
    public void WhatIfPreference_does_not_affect_a_cmdlet_that_changes_nothing(string script)
    {
        var result = Run("$WhatIfPreference = $true; " + script);

        Assert.Empty(result.Errors);
        Assert.NotEmpty(State.Requests);
    }

    private static void Check(string script, RunResult result, string fault)
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
