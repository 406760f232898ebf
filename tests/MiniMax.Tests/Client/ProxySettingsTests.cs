using System.Net;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>The address of a proxy as users paste it.</summary>
public class ProxySettingsTests
{
    [Theory]
    [InlineData("http://proxy.example:8080", "http://proxy.example:8080/", null)]
    [InlineData("proxy.example:8080", "http://proxy.example:8080/", null)]
    [InlineData("  proxy.example ", "http://proxy.example/", null)]
    [InlineData("https://proxy.example", "https://proxy.example/", null)]
    [InlineData("http://user:p%40ss:word@proxy.example:8080/path", "http://proxy.example:8080/", "user p@ss:word")]
    [InlineData("us%3Aer:pw@proxy.example", "http://proxy.example/", "us:er pw")]
    [InlineData("http://user@proxy.example", "http://proxy.example/", "user ")]
    [InlineData("http://user:@proxy.example", "http://proxy.example/", "user ")]
    public void An_address_can_lack_the_scheme_and_contain_the_credential(string address, string expected, string? credential)
    {
        var proxy = ProxySettings.From(new Uri(address, UriKind.RelativeOrAbsolute), null);

        Assert.Equal(expected, proxy.Address!.AbsoluteUri);
        Assert.Equal(credential, proxy.Credential is { } c ? $"{c.UserName} {c.Password}" : null);
    }

    [Theory]
    [InlineData("socks4")]
    [InlineData("socks4a")]
    [InlineData("socks5")]
    public void A_SOCKS_proxy_is_accepted_where_the_runtime_supports_it(string scheme)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", ".NET Framework has no SOCKS.");

        Assert.Equal($"{scheme}://proxy.example:1080/", ProxySettings.From(new Uri($"{scheme}://proxy.example:1080"), null).Address!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://proxy.example")]
    [InlineData("http://user:password@proxy.example")]
    public void A_separate_credential_replaces_the_one_in_the_address(string address)
    {
        var credential = new NetworkCredential("other", "pw");

        Assert.Same(credential, ProxySettings.From(new Uri(address), credential).Credential);
    }

    [Fact]
    public void Without_an_address_the_credential_is_for_the_system_proxy()
    {
        var credential = new NetworkCredential("user", "pw");

        Assert.Equal(new ProxySettings(null, credential), ProxySettings.From(null, credential));
        Assert.Equal(ProxySettings.System, ProxySettings.From(null, null));
    }

    [Theory]
    [InlineData("not a uri", "http://not a uri")]
    [InlineData("/tmp/proxy", "http:///tmp/proxy")]
    [InlineData("file:///tmp/proxy", "file:///tmp/proxy")]
    [InlineData("ftp://proxy.example", "ftp://proxy.example")]
    [InlineData("ftp://user:s3cret-pw@proxy.example", "proxy.example")]
    [InlineData("user:s3cret-pw@proxy example", "proxy example")]
    public void Anything_else_is_rejected_and_named_without_its_password(string address, string named)
    {
        var error = Assert.Throws<MiniMaxException>(() => ProxySettings.From(new Uri(address, UriKind.RelativeOrAbsolute), null));

        Assert.Equal((ErrorIds.InvalidParameters, $"'{named}' is not the address of a proxy."), (error.ErrorId, error.Message));
        Assert.Equal(
            $"Specify the scheme ({(StagedModule.Framework == "net8.0" ? "http, https, socks4, socks4a, socks5" : "http, https")}), the host, and the port, for example -Proxy http://proxy.example:8080.",
            error.RemedyAt(null));
    }
}
