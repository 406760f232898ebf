using System.Net;
using System.Net.Sockets;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>The way through a proxy of the user's own.</summary>
public class ProxyTests : ModuleTest
{
    [Fact]
    public async Task Requests_go_to_the_proxy_with_its_credential_and_the_key_goes_on()
    {
        NewRecording("a.wav");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = new List<string>();
        var proxy = Task.Run(() => ServeAsync(listener, seen), Soon);
        Session.Set("proxy", $"http://{listener.LocalEndpoint}");

        var result = await Task.Run(() => Run("""
            $password = [securestring]::new(); foreach ($c in 'pw'.ToCharArray()) { $password.AppendChar($c) }
            Send-MiniMaxPromptAudio a.wav -Proxy $proxy -ProxyCredential ([pscredential]::new('user', $password))
            """), Soon);
        listener.Stop();

        Assert.Equal(4242, Assert.Single(result.Of<UploadedFile>()).FileId);
        Assert.All(seen, head => Assert.StartsWith($"POST {Server.Address}v1/files/upload HTTP/1.1", head, StringComparison.Ordinal));
        Assert.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String("user:pw"u8)}", seen[^1], StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    // A proxy that asks for a credential first, and answers in the place of the service.
    private static async Task ServeAsync(TcpListener listener, List<string> seen)
    {
        while (true)
        {
            using var peer = await listener.AcceptTcpClientAsync();
            var stream = peer.GetStream();
            var head = await ReadRequestAsync(stream);
            seen.Add(head);
            var isKnown = head.Contains("Proxy-Authorization", StringComparison.OrdinalIgnoreCase);
            const string Body = """{"file":{"file_id":4242,"bytes":4044,"created_at":1700469398,"filename":"a.wav","purpose":"prompt_audio"},"base_resp":{"status_code":0,"status_msg":"success"}}""";
            var answer = isKnown
                ? $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"
                : "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count >= 4 && bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())))
        {
            await stream.ReadExactlyAsync(one);
            bytes.Add(one[0]);
        }

        var head = Encoding.ASCII.GetString([.. bytes]);
        var length = head.Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))["Content-Length:".Length..];
        await stream.ReadExactlyAsync(new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)]);
        return head;
    }
}
