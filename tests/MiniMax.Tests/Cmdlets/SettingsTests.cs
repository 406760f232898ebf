using System.Management.Automation;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The sources of the key and the address, and the messages about them.</summary>
[Collection(EnvironmentTests.Name)]
public class SettingsTests : ModuleTest
{
    private static readonly string[] s_variables = ["MINIMAX_API_KEY", "MINIMAX_BASE_URL", "MINIMAX_API_HOST", "MINIMAX_REGION"];

    private readonly Dictionary<string, string?> _before = s_variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);
    private readonly ModuleSession _plain = new();

    public SettingsTests()
    {
        foreach (var variable in s_variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _plain.Run("Disconnect-MiniMax");
        _plain.Dispose();
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Context Shown() => Assert.Single(_plain.Run("Get-MiniMaxContext").Of<Context>());

    [Fact]
    public void Without_a_key_nothing_is_sent_and_the_error_has_a_remedy()
    {
        NewRecording("a.wav");
        _plain.Set("folder", Folder);

        var error = _plain.Run("Send-MiniMaxPromptAudio $folder/a.wav").TerminatingError;

        Assert.Equal("ApiKeyMissing", RunResult.Id(error));
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("Connect-MiniMax", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("MINIMAX_API_KEY", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-ApiKey", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_and_address_can_come_from_the_environment()
    {
        Environment.SetEnvironmentVariable("MINIMAX_API_KEY", Key);
        Environment.SetEnvironmentVariable("MINIMAX_BASE_URL", Server.Address + "v1/");
        NewRecording("a.wav");
        _plain.Set("folder", Folder);

        var result = _plain.Run("Send-MiniMaxPromptAudio $folder/a.wav -Verbose");

        Assert.Single(result.Of<UploadedFile>());
        Assert.Contains(result.Verbose, v => v.Contains("MINIMAX_API_KEY", StringComparison.Ordinal) && v.Contains("MINIMAX_BASE_URL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MINIMAX_API_HOST", "api.minimax.cn", "https://api.minimax.cn/", Region.China)]
    [InlineData("MINIMAX_BASE_URL", "https://api.minimax.io/v1", "https://api.minimax.io/", Region.Global)]
    [InlineData("MINIMAX_BASE_URL", "https://gateway.example/minimax/v1/", "https://gateway.example/minimax/", null)]
    [InlineData("MINIMAX_REGION", "cn", "https://api.minimax.cn/", Region.China)]
    [InlineData("MINIMAX_REGION", "GLOBAL", "https://api.minimax.io/", Region.Global)]
    public void An_address_in_the_environment_is_accepted_in_every_form(string variable, string value, string expected, Region? region)
    {
        Environment.SetEnvironmentVariable(variable, value);

        var context = Shown();

        Assert.Equal(expected, context.BaseUri!.AbsoluteUri);
        Assert.Equal(region, context.Region);
        Assert.Equal(variable, context.BaseUriSource);
    }

    public static MatrixTheoryData<string, string> InvalidVariables => new(
        ["Get-MiniMaxContext", .. RemedyCheck.Scripts],
        ["MINIMAX_REGION=moon", "MINIMAX_BASE_URL=ftp://files.example", "MINIMAX_BASE_URL=http://files.example", "MINIMAX_API_KEY='quoted'", "MINIMAX_API_KEY=two words"]);

    [Theory]
    [MemberData(nameof(InvalidVariables))]
    public void The_remedy_for_an_invalid_variable_names_only_parameters_of_the_cmdlet(string script, string variable)
    {
        string[] parts = variable.Split('=');
        Environment.SetEnvironmentVariable("MINIMAX_API_KEY", "some-key-0123456789");
        Environment.SetEnvironmentVariable(parts[0], parts[1]);

        RunResult result = _plain.Run(script);

        RemedyCheck.AssertNamesOnlyParameters(script, result, variable);
    }

    [Fact]
    public void An_unknown_region_is_an_error_that_names_the_regions()
    {
        Environment.SetEnvironmentVariable("MINIMAX_REGION", "moon");

        var error = _plain.Run("Get-MiniMaxContext").TerminatingError;

        Assert.Contains("'moon'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("global or cn", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_overrides_the_context_and_the_context_overrides_the_environment()
    {
        Environment.SetEnvironmentVariable("MINIMAX_API_KEY", "from-the-environment-0000");
        Environment.SetEnvironmentVariable("MINIMAX_BASE_URL", "https://elsewhere.example");
        _plain.Set("key", Key);
        _plain.Set("address", Server.Address);
        _plain.Set("folder", Folder);
        NewRecording("a.wav");

        var connected = Assert.Single(_plain.Run("Connect-MiniMax -ApiKey $key -BaseUri $address").Of<Context>());
        var sent = _plain.Run("Send-MiniMaxPromptAudio $folder/a.wav -Verbose");
        var refused = _plain.Run("Send-MiniMaxPromptAudio $folder/a.wav -ApiKey wrong-key-0123456789");

        Assert.Equal("****6789", connected.ApiKey);
        Assert.Equal("Connect-MiniMax", connected.ApiKeySource);
        Assert.Contains(sent.Verbose, v => v.Contains("Connect-MiniMax", StringComparison.Ordinal));
        Assert.Single(sent.Of<UploadedFile>());
        Assert.Equal("InvalidApiKey", RunResult.Id(refused.TerminatingError));
        Assert.Equal(["list", "upload", "upload"], State.Requests.Select(r => r.Endpoint));
    }

    [Fact]
    public void Disconnect_clears_the_context()
    {
        _plain.Set("address", Server.Address);

        _plain.Run("Connect-MiniMax -ApiKey some-key-0123456789 -BaseUri $address -SkipTest; Disconnect-MiniMax");

        var context = Shown();
        Assert.Null(context.ApiKey);
        Assert.Equal("https://api.minimax.io/", context.BaseUri!.AbsoluteUri);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void Connect_with_a_wrong_key_is_an_error_and_stores_nothing()
    {
        _plain.Set("address", Server.Address);

        var error = _plain.Run("Connect-MiniMax -ApiKey wrong-key-0123456789 -BaseUri $address").TerminatingError;

        Assert.Equal("InvalidApiKey", RunResult.Id(error));
        Assert.Null(Shown().ApiKey);
    }

    [Theory]
    [InlineData("http://api.minimax.io")]
    [InlineData("http://192.0.2.1/v1")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user:hunter2@api.minimax.io")]
    public void An_address_that_would_expose_the_key_is_rejected(string address)
    {
        NewRecording("a.wav");
        _plain.Set("folder", Folder);
        _plain.Set("bad", address);

        var error = _plain.Run("Send-MiniMaxPromptAudio $folder/a.wav -ApiKey some-key -BaseUri $bad").TerminatingError;

        Assert.Equal("InsecureAddress", RunResult.Id(error));
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Region Globl")]
    [InlineData("-ThrottleLimit 0")]
    [InlineData("-MaximumRetryCount -1")]
    [InlineData("-TimeoutSec 0")]
    public void An_invalid_value_is_rejected_before_a_request(string parameter)
    {
        NewRecording("a.wav");
        _plain.Set("folder", Folder);

        var error = _plain.Run($"Send-MiniMaxPromptAudio $folder/a.wav {parameter}").TerminatingError;

        Assert.IsAssignableFrom<ParameterBindingException>(error.Exception);
    }

    [Theory]
    [InlineData("-ApiKey ''")]
    [InlineData("-ApiKey '  '")]
    [InlineData("-ApiKey '' -WhatIf")]
    public void An_empty_key_is_rejected_before_a_request(string parameter)
    {
        NewRecording("a.wav");
        _plain.Set("folder", Folder);

        Assert.Equal("InvalidApiKey", RunResult.Id(_plain.Run($"Send-MiniMaxPromptAudio $folder/a.wav {parameter}").TerminatingError));
    }
}
