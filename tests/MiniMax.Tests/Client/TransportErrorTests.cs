using System.Net;
using System.Net.Sockets;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Failures of a connection: which are transient, and what the user reads.</summary>
public class TransportErrorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proxy_that_requires_a_credential_is_not_transient()
    {
        SkipOtherBuild();

        var error = await FailAsync(() => throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "proxy", null, HttpStatusCode.ProxyAuthenticationRequired));

        Assert.Equal((ErrorIds.ConnectionFailed, "The proxy requires a user name and a password (HTTP 407)."), (error.ErrorId, error.Message));
        Assert.Equal((407, "own.example", false, false), (error.HttpStatus, error.Host, error.IsTransient, error.IsOutcomeUnknown));
        Assert.Equal("Specify the user name and password with -ProxyCredential (Get-Credential).", error.RemedyAt(null));
        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Theory]
    [InlineData(HttpRequestError.ProxyTunnelError, SocketError.OperationAborted, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, SocketError.ConnectionReset, true)]
    [InlineData(HttpRequestError.ConnectionError, SocketError.OperationAborted, true)]
    public async Task Only_a_proxy_that_does_not_respond_in_time_may_be_of_another_type(HttpRequestError kind, SocketError cause, bool isTransient)
    {
        SkipOtherBuild();

        var error = await FailAsync(() => throw new HttpRequestException(kind, "proxy", new IOException("inner", new SocketException((int)cause))));

        Assert.Equal((ErrorIds.ConnectionFailed, "own.example", isTransient), (error.ErrorId, error.Host, error.IsTransient));
        Assert.Equal(!isTransient, error.Message == "The proxy did not open a connection to own.example within 30 s. The type of the proxy may be wrong (HTTP or SOCKS).");
        Assert.Equal(!isTransient, error.RemedyAt(null) == "Check the address of the proxy: http:// for an HTTP proxy, socks5:// for a SOCKS proxy.");
    }

    [Fact]
    public async Task A_proxy_whose_connection_was_canceled_did_not_respond_in_time()
    {
        SkipOtherBuild();

        var error = await FailAsync(() => throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "proxy", new OperationCanceledException()));

        Assert.False(error.IsTransient);
        Assert.StartsWith("The proxy did not open a connection to own.example within 30 s.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.minimax.cn", true)]
    [InlineData("https://API.MINIMAX.CN", true)]
    [InlineData("https://api.minimaxi.com", false)]
    [InlineData("https://api.minimax.io", false)]
    [InlineData("https://own.example", false)]
    public async Task The_older_name_of_the_host_in_China_is_suggested(string address, bool isSuggested)
    {
        var (client, _) = Scripted.At(address, Scripted.Broken());

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop));

        Assert.EndsWith(" failed: no luck.", error.Message, StringComparison.Ordinal);
        Assert.Equal(isSuggested, error.RemedyAt(null).Contains("https://api.minimaxi.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("proxy.example:8443", "https://proxy.example:8443/")]
    [InlineData("gateway:8443", "https://gateway:8443/")]
    [InlineData("gateway:8443/base/v1", "https://gateway:8443/base/")]
    public void An_address_without_a_scheme_is_the_same_as_text_and_as_a_URI(string text, string expected)
    {
        Assert.Equal(expected, ServiceAddress.Parse(text).BaseUri.AbsoluteUri);
        Assert.Equal(expected, ServiceAddress.From(new Uri(text, UriKind.RelativeOrAbsolute)).BaseUri.AbsoluteUri);
    }

    [Theory]
    [InlineData("://own.example")]
    [InlineData("file:///own.example")]
    public void An_address_with_an_unusable_scheme_is_rejected(string text) =>
        Assert.Throws<MiniMaxException>(() => ServiceAddress.From(new Uri(text, UriKind.RelativeOrAbsolute)));

    private static void SkipOtherBuild() => Assert.SkipUnless(StagedModule.Framework == "net8.0", "The errors of .NET Framework carry less.");

    private static Task<MiniMaxException> FailAsync(Func<HttpResponseMessage> response) =>
        Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(response).ListVoicesAsync(null, Stop));
}
