using System.Management.Automation.Runspaces;

namespace MiniMax.Tests.Support;

/// <summary>No test finds in its session what another test left there.</summary>
public class ModuleSessionTests
{
    [Fact]
    public void A_reset_session_has_no_state_of_its_test()
    {
        using var session = new ModuleSession();
        session.Show("$x = 1; $VerbosePreference = 'Continue'; Set-Location Env:; Write-Error lost -ErrorAction SilentlyContinue; Write-Host shown");
        Assert.Equal("shown\n", session.Screen);

        Assert.True(session.TryReset());

        var state = Assert.Single(session.Run("\"$($null -eq $x) $VerbosePreference $($Error.Count) $((Get-Location).Provider.Name)\"").Output);
        Assert.Equal("True SilentlyContinue 0 FileSystem", state.BaseObject);
        Assert.Equal("", session.Screen);
    }

    [Theory]
    [InlineData("function global:Get-Leftover {}")]
    [InlineData("Set-Alias leftover Get-Item -Scope Global")]
    [InlineData("$null = New-PSDrive leftover FileSystem . -Scope Global")]
    [InlineData("New-Module leftover { function Get-Leftover {} } | Import-Module -Scope Global")]
    [InlineData("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'")]
    [InlineData("Remove-Module MiniMax")]
    public void A_session_with_a_leftover_is_closed(string script)
    {
        var session = new ModuleSession();
        Assert.Empty(session.Run(script).Errors);

        session.Return();

        Assert.Equal(RunspaceState.Closed, session.Runspace.RunspaceStateInfo.State);
    }
}
