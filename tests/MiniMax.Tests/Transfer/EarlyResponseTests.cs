using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>A response that arrives before the whole request is sent is read, and the file is not sent again.</summary>
public sealed class EarlyResponseTests : ModuleTest
{
    private const int Size = 15 * 1024 * 1024;

    [Theory]
    [MemberData(nameof(UnreadBodyTests.Responses), MemberType = typeof(UnreadBodyTests))]
    public async Task An_early_response_is_read_and_the_request_is_not_sent_again(string status, string id, bool isClosed)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The other build leaves early responses to the system's client.");
        await using var server = new EarlyServer(status, isClosed);
        Session.Set("big", NewBigFile().FullName);

        var result = Run($"Send-MiniMaxPromptAudio $big -SkipTest -MaximumRetryCount 0 -BaseUri {server.Address}");

        var error = result.EndedBy ?? result.OnlyError();
        Assert.Equal(id, RunResult.Id(error));
        Assert.DoesNotContain("pipe", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, server.Requests);
        Assert.InRange(server.Received, 0, Size / 2);
    }

    [Fact]
    public async Task A_file_that_is_rejected_early_is_not_retried_and_the_next_one_is_stored()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The other build leaves early responses to the system's client.");
        await using var server = new EarlyServer("413 Content Too Large", isClosed: false, isStoring: true);
        Session.Set("files", (FileInfo[])[NewRecording("r001.wav"), NewBigFile(), NewRecording("r000.wav")]);

        var result = Run($"$files | Send-MiniMaxPromptAudio -SkipTest -ThrottleLimit 1 -MaximumRetryCount 0 -BaseUri {server.Address}");

        Assert.Equal("FileTooLarge", RunResult.Id(result.OnlyError()));
        Assert.Equal(1, ((MiniMaxException)result.OnlyError().Exception).Attempts);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_without_a_response_is_retried()
    {
        await using var server = new EarlyServer(null, isClosed: true);
        Session.Set("big", NewBigFile().FullName);

        var result = Run($"Send-MiniMaxPromptAudio $big -SkipTest -MaximumRetryCount 1 -BaseUri {server.Address}");

        Assert.Equal("ConnectionFailed", RunResult.Id(result.OnlyError()));
        Assert.Equal(2, server.Requests);
        Assert.False(((MiniMaxException)result.OnlyError().Exception).IsOutcomeUnknown);
    }

    private FileInfo NewBigFile() => NewFile("big.wav", [.. MiniMax.Tests.Emulator.Wav.Seconds(0.5), .. new byte[Size]]);

    /// <summary>Responds to a large request after its header, without reading the body.</summary>
    private sealed class EarlyServer : IAsyncDisposable
    {
        private const int Small = 1024 * 1024;

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentBag<TcpClient> _open = [];
        private readonly string? _status;
        private readonly bool _isClosed;
        private readonly bool _isStoring;
        private readonly Task _accepting;
        private int _requests;
        private long _received;

        public EarlyServer(string? status, bool isClosed, bool isStoring = false)
        {
            _status = status;
            _isClosed = isClosed;
            _isStoring = isStoring;
            _listener.Server.ReceiveBufferSize = 64 * 1024;
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public Uri Address => new($"http://{_listener.LocalEndpoint}");

        public int Requests => _requests;

        public long Received => Interlocked.Read(ref _received);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stop.Dispose();
            foreach (var client in _open)
            {
                client.Dispose();
            }
        }

        private async Task AcceptAsync()
        {
            var serving = new List<Task>();
            try
            {
                while (true)
                {
                    serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                await Task.WhenAll(serving);
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            _open.Add(client);
            try
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } length)
                {
                    Interlocked.Increment(ref _requests);
                    if (length < Small && _isStoring)
                    {
                        await stream.ReadExactlyAsync(new byte[length], _stop.Token);
                        await OddServer.SendAsync(stream, "200 OK", "application/json", Encoding.UTF8.GetBytes($$$"""{"file":{"file_id":{{{Requests}}}},"base_resp":{"status_code":0}}"""), _stop.Token);
                        continue;
                    }

                    if (_status is not null)
                    {
                        await OddServer.SendAsync(stream, _status, "text/plain", "no"u8.ToArray(), _stop.Token, _isClosed ? "Connection: close\r\n" : "");
                    }

                    if (_isClosed)
                    {
                        client.Close();
                    }

                    return;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client has disconnected, or the test has ended.
            }
        }

        private async Task<int?> ReadHeadAsync(NetworkStream stream)
        {
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one, _stop.Token) == 0)
                {
                    return null;
                }

                Interlocked.Increment(ref _received);
                head.Append((char)one[0]);
            }

            var length = head.ToString().Split("\r\n").First(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return int.Parse(length["Content-Length:".Length..], CultureInfo.InvariantCulture);
        }
    }
}
