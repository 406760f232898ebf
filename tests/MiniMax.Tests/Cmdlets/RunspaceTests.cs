using System.Management.Automation;
using MiniMax.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Concurrent runspaces in one process, each with its own account.</summary>
public class RunspaceTests : ModuleTest
{
    private const string FirstKey = "first-0123456789";

    public RunspaceTests()
        : base(new EmulatorOptions { ApiKey = FirstKey })
    {
    }

    [Fact]
    public void Two_runspaces_upload_to_the_accounts_that_each_has_connected_to()
    {
        var file = NewRecording("first.wav").FullName;
        using var first = Connected(FirstKey);
        using var second = Connected("second-0123456789");

        var sent = first.Run($"Send-MiniMaxPromptAudio '{file}'");
        var refused = second.Run($"Send-MiniMaxPromptAudio '{file}'");

        Assert.Single(sent.Of<UploadedFile>());
        Assert.Equal("InvalidApiKey", RunResult.Id(refused.TerminatingError));
    }

    [Fact]
    public void A_runspace_without_an_account_does_not_use_that_of_another()
    {
        using var connected = Connected(FirstKey);
        using var other = new ModuleSession();

        var context = Assert.Single(other.Run("Get-MiniMaxContext").Of<Context>());

        Assert.NotEqual("Connect-MiniMax", context.ApiKeySource);
        Assert.NotEqual(Server.Address, context.BaseUri);
    }

    [Fact]
    public void An_earlier_runspace_that_an_event_handler_uses_does_not_get_the_account()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession();
        first.Set("address", Server.Address);
        using var shell = PowerShell.Create(first.Runspace).AddScript($"Connect-MiniMax -ApiKey {FirstKey} -BaseUri $address -SkipTest; 'second'");
        var sources = new List<string?>();
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => sources.Add(Assert.Single(second.Run("Get-MiniMaxContext").Of<Context>()).ApiKeySource);

        shell.Invoke(null, output);

        Assert.Equal(2, sources.Count);
        Assert.DoesNotContain("Connect-MiniMax", sources);
    }

    private ModuleSession Connected(string key)
    {
        var session = new ModuleSession();
        session.Set("address", Server.Address);
        session.Run($"Connect-MiniMax -ApiKey {key} -BaseUri $address -SkipTest");
        return session;
    }
}
