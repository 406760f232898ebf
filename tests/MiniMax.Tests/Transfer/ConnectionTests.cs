using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>What a connection carries in addition to the request, and through which proxy.</summary>
[Collection(EnvironmentTests.Name)]
public class ConnectionTests
{
    private const string Success = """{"base_resp":{"status_code":0}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Requests_with_the_same_proxy_share_connections()
    {
        var proxy = new Uri("http://127.0.0.1:9");
        var credential = new NetworkCredential("user", "pw");

        Assert.Same(HttpClientPool.Get(ProxySettings.System), HttpClientPool.Get(new ProxySettings(null, null)));
        Assert.Same(HttpClientPool.Get(new ProxySettings(proxy, credential)), HttpClientPool.Get(new ProxySettings(new Uri("http://127.0.0.1:9"), credential)));
        Assert.NotSame(HttpClientPool.Get(ProxySettings.System), HttpClientPool.Get(new ProxySettings(proxy, null)));
        Assert.Equal(Timeout.InfiniteTimeSpan, HttpClientPool.Get(ProxySettings.System).Timeout);
    }

    [Fact]
    public async Task No_cookie_and_no_trace_header_is_sent_and_no_redirect_is_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var client = new MiniMaxClient(HttpClientPool.Get(ProxySettings.System), ServiceAddress.Parse($"http://{listener.LocalEndpoint}"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        var first = client.ListVoicesAsync(null, Stop);
        await Wire.RespondAsync(listener, Success, "Set-Cookie: session=1; Path=/\r\n");
        await first;
        var second = client.ListVoicesAsync(null, Stop);
        var (head, _) = await Wire.RespondAsync(listener, Success, "Location: /elsewhere\r\n", "302 Found");
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => second);

        Assert.Equal(302, error.HttpStatus);
        Assert.DoesNotContain("cookie", head.Keys, StringComparer.OrdinalIgnoreCase);
        if (StagedModule.Framework == "net8.0")
        {
            Assert.DoesNotContain("traceparent", head.Keys, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_system_proxy_applies_to_every_host_except_this_machine()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", ".NET Framework leaves this machine out by itself.");
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        using var service = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        service.Start();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy($"http://{proxy.LocalEndpoint}", false, ["bypassed\\.example"]) { Credentials = new NetworkCredential("system", "pw") };
        try
        {
            // A separate credential creates separate connections.
            using var http = HttpClientPool.Get(new ProxySettings(null, new NetworkCredential(Guid.NewGuid().ToString(), "pw")));

            var here = http.GetAsync(new Uri($"http://{service.LocalEndpoint}/here"), Stop);
            Assert.Equal("GET /here HTTP/1.1", (await Wire.RespondAsync(service, Success)).Head[""]);
            (await here).Dispose();

            var elsewhere = http.GetAsync(new Uri("http://elsewhere.example/there"), Stop);
            Assert.Equal("GET http://elsewhere.example/there HTTP/1.1", (await Wire.RespondAsync(proxy, Success)).Head[""]);
            (await elsewhere).Dispose();
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task A_preview_whose_host_resolves_to_this_machine_is_not_fetched()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", ".NET Framework does not let a client choose the address of a host.");
        var host = Dns.GetHostName();
        using var target = new MemoryStream();
        using var http = HttpClientPool.Get(new ProxySettings(null, new NetworkCredential(Guid.NewGuid().ToString(), "pw")));
        var client = new MiniMaxClient(http, ServiceAddress.Parse("https://own.example"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SavePreviewAsync(new Uri($"https://{host}:9/demo.mp3"), target, Stop));

        Assert.Equal((ErrorIds.InsecureAddress, $"own.example returned an address of this machine for the preview: {new Uri($"https://{host}:9").Authority}."), (error.ErrorId, error.Message));
    }
}
