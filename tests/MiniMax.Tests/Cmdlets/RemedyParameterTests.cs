using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A remedy names only parameters of the failed cmdlet, or of a command in the remedy.</summary>
public class RemedyParameterTests : ModuleTest
{
    private static readonly int[] s_codes =
    [
        999, 1000, 1001, 1002, 1004, 1008, 1013, 1024, 1026, 1027, 1028, 1030, 1033, 1039, 1041, 1042, 1043, 1044,
        2013, 2037, 2038, 2039, 2042, 2045, 2048, 2049, 2054, 2056, 2061, 20132,
    ];

    private static readonly int[] s_statuses = [400, 401, 402, 403, 404, 405, 408, 413, 422, 429, 500, 502, 503];

    public static TheoryData<string> Scripts => [.. RemedyCheck.Scripts];

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

            RemedyCheck.AssertNamesOnlyParameters(script, Run(script + " -MaximumRetryCount 0"), fault.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_timeout_has_a_remedy_for_the_failed_cmdlet(string script)
    {
        NewRecording("prompt.wav", 1);
        NewRecording("source.wav", 12);
        State.Faults.Add("Hold", null, "*");

        RemedyCheck.AssertNamesOnlyParameters(script, Run(script + " -MaximumRetryCount 0 -TimeoutSec 1"), "Hold");
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
}
