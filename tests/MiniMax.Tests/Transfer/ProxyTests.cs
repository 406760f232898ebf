using System.Net;
using System.Net.Sockets;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Requests through a proxy.</summary>
public class ProxyTests : ModuleTest
{
    [Fact]
    public async Task A_proxy_gets_its_credential_and_never_the_key()
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
    public async Task A_proxy_that_requires_credentials_is_asked_once(string command)
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
    [InlineData("Get-MiniMaxFile")]
    [InlineData("Send-MiniMaxPromptAudio a.wav")]
    [InlineData("Get-MiniMaxVoice")]
    public void This_machine_is_asked_without_a_proxy(string command)
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

    // A proxy that asks for a credential first, and then has no way to the host.
    private static async Task ServeAsync(TcpListener listener, List<string> seen)
    {
        while (true)
        {
            using var peer = await listener.AcceptTcpClientAsync();
            var stream = peer.GetStream();
            var head = await ReadHeadAsync(stream);
            seen.Add(head);
            var answer = head.Contains("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
                ? "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
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
