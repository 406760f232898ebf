using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MiniMax.Tests.Support;

/// <summary>A server on loopback that sends exactly the given bytes, even those that no HTTP server would send.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task<bool>> _respond;
    private readonly Task _accepting;

    /// <summary>Starts a server.</summary>
    /// <param name="respond">Receives the request line and the connection; false ends the connection.</param>
    public OddServer(Func<string, Stream, CancellationToken, Task<bool>> respond)
    {
        _respond = respond;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>A server that responds to each request with JSON, selected by the request line.</summary>
    public static OddServer Json(Func<string, string> respond) => new(async (line, stream, stop) =>
    {
        await SendAsync(stream, "200 OK", "application/json", Encoding.UTF8.GetBytes(respond(line)), stop);
        return true;
    });

    /// <summary>Sends a response of a fixed length.</summary>
    public static async Task SendAsync(Stream stream, string status, string type, byte[] body, CancellationToken stop, string headers = "")
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{headers}Content-Length: {body.Length}\r\n\r\n")), stop);
        await stream.WriteAsync(body, stop);
    }

    /// <summary>Sends a header, and then the same bytes repeatedly until the client disconnects.</summary>
    public static async Task SendEndlesslyAsync(Stream stream, string head, byte[] start, byte[] unit, bool isChunked, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\n{(isChunked ? "Transfer-Encoding: chunked\r\n" : "Connection: close\r\n")}\r\n"), stop);
        byte[] block = [.. Enumerable.Repeat(unit, 1 + (65536 / unit.Length)).SelectMany(b => b)];
        await WriteAsync(start);
        while (true)
        {
            await WriteAsync(block);
        }

        async Task WriteAsync(byte[] bytes)
        {
            byte[] framed = isChunked ? [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8] : bytes;
            await stream.WriteAsync(framed, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient peer)
    {
        using (peer)
        {
            try
            {
                var stream = peer.GetStream();
                while (await ReadRequestAsync(stream) is { } line && await _respond(line, stream, _stop.Token))
                {
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client has read enough, or the test has ended.
            }
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!CollectionsEnd(head))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n");
        var length = lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        await stream.ReadExactlyAsync(new byte[length is null ? 0 : int.Parse(length["Content-Length:".Length..], CultureInfo.InvariantCulture)], _stop.Token);
        return lines[0];
    }

    private static bool CollectionsEnd(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
