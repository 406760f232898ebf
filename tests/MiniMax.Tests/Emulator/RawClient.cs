using System.Net.Sockets;
using System.Text;

namespace MiniMax.Tests.Emulator;

/// <summary>A client that sends exactly the given bytes and returns exactly the received ones.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(Uri address, CancellationToken cancel)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(address.Host, address.Port, cancel);
        return client;
    }

    public static byte[] UploadHead(string contentType, string length, string key = "sk-raw") => Encoding.Latin1.GetBytes(
        $"POST /v1/files/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nContent-Type: {contentType}\r\n{length}\r\n\r\n");

    public static byte[] UploadOf(byte[] body, string contentType = "multipart/form-data; boundary=b") =>
        [.. UploadHead(contentType, $"Content-Length: {body.Length}"), .. body];

    public static byte[] Body(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes[sent..], SocketFlags.None, cancel);
        }
    }

    /// <summary>Reads until the server ends the connection; throws an exception if the server resets it.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancel)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        for (int read; (read = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancel)) > 0;)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    public async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _socket.ReceiveAsync(one, SocketFlags.None, cancel) > 0 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString();
    }

    /// <summary>Reads one response with a Content-Length.</summary>
    public async Task<string> ReadResponseAsync(CancellationToken cancel)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            int read = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancel);
            Assert.NotEqual(0, read);
            // One character per byte, so that lengths can be compared.
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            string all = text.ToString();
            int head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && all.Length - head - 4 >= ContentLength(all))
            {
                return all;
            }
        }
    }

    public static int ContentLength(string response) =>
        int.Parse(response.Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.Ordinal))["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Resets the connection, as the end of a process with unsent data does.</summary>
    public void Reset() => _socket.Close(0);

    public void Dispose() => _socket.Dispose();
}
