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

    private ModuleSession Connected(string key)
    {
        var session = new ModuleSession();
        session.Set("address", Server.Address);
        session.Run($"Connect-MiniMax -ApiKey {key} -BaseUri $address -SkipTest");
        return session;
    }
}
