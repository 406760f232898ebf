using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>The passwords in the proxy variables of the environment.</summary>
[Collection(EnvironmentTests.Name)]
public sealed class ProxyVariableTests : IDisposable
{
    private readonly Dictionary<string, string?> _before = new[] { "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy" }
        .ToDictionary(v => v, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        foreach (var (variable, value) in _before)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("HTTP_PROXY")]
    [InlineData("http_proxy")]
    [InlineData("ALL_PROXY")]
    [InlineData("all_proxy")]
    public void A_password_in_a_variable_is_masked(string variable)
    {
        var password = "password-of-" + variable;
        Environment.SetEnvironmentVariable(variable, $":{password}@proxy.example");

        Assert.Equal("****", new SecretRedactor(null, ProxySettings.System).RedactMessage(password));
    }

    [Fact]
    public void A_password_that_was_in_a_variable_earlier_is_masked()
    {
        Environment.SetEnvironmentVariable("HTTPS_PROXY", "http://user:earlier-password@proxy.example");
        _ = new SecretRedactor(null, ProxySettings.System);
        Environment.SetEnvironmentVariable("HTTPS_PROXY", null);

        Assert.Equal("****", new SecretRedactor(null, ProxySettings.System).RedactMessage("earlier-password"));
    }
}
