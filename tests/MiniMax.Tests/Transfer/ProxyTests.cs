using System.Net;
using System.Net.Sockets;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Requests through a proxy.</summary>
public class ProxyTests : ModuleTest
{
    [Fact]
    public async Task A_proxy_receives_its_credential_and_never_the_key()
    {
        NewRecording("a.wav");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = new List<string>();
        var proxy = Task.Run(() => ServeAsync(listener, seen), Soon);
        Session.Set("proxy", $"http://{listener.LocalEndpoint}");

        var result = await Task.Run(() => Run("""
            $credential = [pscredential]::new('user', (ConvertTo-SecureString pw -AsPlainText))
            Send-MiniMaxPromptAudio a.wav -BaseUri https://service.example -MaximumRetryCount 0 -Proxy $proxy -ProxyCredential $credential
            """), Soon);
        listener.Stop();

        Assert.Equal("ConnectionFailed", RunResult.Id(result.OnlyError()));
        Assert.All(seen, head => Assert.StartsWith("CONNECT service.example:443 HTTP/1.1", head, StringComparison.Ordinal));
        Assert.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String("user:pw"u8)}", seen[^1], StringComparison.Ordinal);
        Assert.All(seen, head => Assert.DoesNotContain(Key, head, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-MiniMaxFile -Purpose prompt_audio")]
    [InlineData("Send-MiniMaxPromptAudio a.wav")]
    [InlineData("Connect-MiniMax")]
    public async Task A_proxy_that_requires_credentials_receives_one_request(string command)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The error of .NET Framework does not carry the status of a proxy.");
        NewRecording("a.wav");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = new List<string>();
        var proxy = Task.Run(() => ServeAsync(listener, seen), Soon);
        Session.Set("proxy", $"http://{listener.LocalEndpoint}");

        var result = await Task.Run(() => Run($"{command} -BaseUri https://service.example -RetryIntervalSec 0 -Proxy $proxy"), Soon);
        listener.Stop();

        var error = result.EndedBy ?? result.OnlyError();
        Assert.Equal("ConnectionFailed", RunResult.Id(error));
        Assert.Contains("HTTP 407", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-ProxyCredential", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(seen);
    }

    [Theory]
    [InlineData("http://us%3Aer:p%40w@", "us:er:p@w")]
    [InlineData("us%3Aer:p%40w@", "us:er:p@w")]
    [InlineData("user@", "user:")]
    [InlineData("", null)]
    public async Task The_address_of_a_proxy_can_contain_the_credential_and_lack_the_scheme(string start, string? credential)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = new List<string>();
        var proxy = Task.Run(() => ServeAsync(listener, seen), Soon);
        Session.Set("proxy", $"{start}{listener.LocalEndpoint}");

        var error = (await Task.Run(() => Run("Get-MiniMaxFile -Purpose prompt_audio -BaseUri https://service.example -MaximumRetryCount 0 -Proxy $proxy"), Soon)).OnlyError();
        listener.Stop();

        Assert.Equal("ConnectionFailed", RunResult.Id(error));
        Assert.NotEmpty(seen);
        Assert.Equal(
            credential is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}",
            seen[^1].Split("\r\n").FirstOrDefault(l => l.StartsWith("Proxy-Authorization", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("not a uri", "not a uri")]
    [InlineData("/tmp/proxy", "/tmp/proxy")]
    [InlineData("ftp://proxy.example:21", "ftp://proxy.example:21")]
    [InlineData("ftp://user:s3cret-pw@proxy.example:21", "proxy.example:21")]
    [InlineData("user:s3cret-pw@proxy example", "proxy example")]
    public void An_address_that_is_not_a_proxy_is_rejected_before_a_request(string address, string shown)
    {
        NewRecording("a.wav");
        Session.Set("proxy", address);
        foreach (var command in (string[])["Send-MiniMaxPromptAudio a.wav", "Get-MiniMaxFile", "Get-MiniMaxVoice", "Connect-MiniMax", "Remove-MiniMaxFile 7 -Force"])
        {
            var error = Run($"{command} -Proxy $proxy").TerminatingError;

            Assert.Equal("InvalidParameters", RunResult.Id(error));
            Assert.Contains($"{shown}' is not the address of a proxy.", error.ToString(), StringComparison.Ordinal);
            Assert.Contains("-Proxy http://proxy.example:8080", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret-pw", error + error.InvocationInfo.PositionMessage, StringComparison.Ordinal);
        }

        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("Get-MiniMaxFile")]
    [InlineData("Send-MiniMaxPromptAudio a.wav")]
    [InlineData("Get-MiniMaxVoice")]
    public void Requests_to_this_machine_use_no_proxy(string command)
    {
        NewRecording("a.wav");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Session.Set("proxy", $"http://{listener.LocalEndpoint}");

        var result = Run($"{command} -Proxy $proxy");

        Assert.Empty(result.Errors);
        Assert.NotEmpty(State.Requests);
        Assert.False(listener.Pending());
    }

    // A proxy that first requires a credential, and then cannot reach the host.
    private static async Task ServeAsync(TcpListener listener, List<string> seen)
    {
        while (true)
        {
            using var peer = await listener.AcceptTcpClientAsync();
            var stream = peer.GetStream();
            var head = await ReadHeadAsync(stream);
            seen.Add(head);
            var response = head.Contains("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
                ? "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(response));
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
