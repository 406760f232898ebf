using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MiniMax.Tests.Client;

/// <summary>One request, byte for byte on the socket.</summary>
internal static class Wire
{
    /// <summary>Receives one request, responds and closes the connection.</summary>
    /// <param name="send">Sends the request.</param>
    /// <param name="response">The response, as JSON.</param>
    /// <returns>The header fields, with the request line under "", and the body.</returns>
    public static async Task<(Dictionary<string, string> Head, byte[] Body)> CaptureAsync(Func<MiniMaxClient, CancellationToken, Task> send, string response)
    {
        var stop = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var http = new HttpClient();
        var client = new MiniMaxClient(http, ServiceAddress.Parse($"http://{listener.LocalEndpoint}"), new ApiKey("sk-secret"), TimeSpan.FromSeconds(30));
        var sending = send(client, stop);
        var request = await RespondAsync(listener, response);
        await sending;
        return request;
    }

    /// <summary>Receives one request, responds and closes the connection.</summary>
    /// <param name="listener">The listener that receives it.</param>
    /// <param name="response">The response, as JSON.</param>
    /// <param name="headers">More header fields, each with its line end.</param>
    /// <param name="status">The status code and its reason phrase.</param>
    /// <returns>The header fields, with the request line under "", and the body.</returns>
    public static async Task<(Dictionary<string, string> Head, byte[] Body)> RespondAsync(TcpListener listener, string response, string headers = "", string status = "200 OK")
    {
        var stop = TestContext.Current.CancellationToken;
        using var peer = await listener.AcceptTcpClientAsync(stop);
        var stream = peer.GetStream();
        var head = await ReadHeadAsync(stream, stop);
        var body = new byte[head.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, stop);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(response)}\r\n\r\n{response}"), stop);
        }
        catch (IOException)
        {
            // The client has read enough.
        }

        return (head, body);
    }

    /// <summary>Reads the header of a request.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="stop">Cancels the read.</param>
    /// <returns>The header fields, with the request line under "".</returns>
    public static async Task<Dictionary<string, string>> ReadHeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count >= 4 && bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())))
        {
            await stream.ReadExactlyAsync(one, stop);
            bytes.Add(one[0]);
        }

        var lines = Encoding.UTF8.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [""] = lines[0] };
        foreach (var line in lines[1..])
        {
            var at = line.IndexOf(':', StringComparison.Ordinal);
            head[line[..at]] = line[(at + 1)..].Trim();
        }

        return head;
    }
}
