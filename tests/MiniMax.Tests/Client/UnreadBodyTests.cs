using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>One connection, on which the server responds before or after it has read the body, for several requests.</summary>
public sealed class UnreadBodyTests : IDisposable
{
    // More than the system buffers for a connection.
    private const int Size = 16 * 1024 * 1024;

    private const string Stored = """{"file":{"file_id":7},"base_resp":{"status_code":0}}""";
    private const string Voices = """{"system_voice":[{"voice_id":"a"}],"base_resp":{"status_code":0}}""";

    private readonly string _path = Path.GetTempFileName();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly MiniMaxClient _client;

    public UnreadBodyTests()
    {
        _listener.Server.ReceiveBufferSize = 64 * 1024;
        _listener.Start();
        _client = new MiniMaxClient(HttpClientPool.Get(ProxySettings.System), ServiceAddress.Parse($"http://{_listener.LocalEndpoint}"), new ApiKey(Scripted.Key), TimeSpan.FromMinutes(5));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_path);
    }

    public static TheoryData<string, string, bool> Responses()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var isClosed in (bool[])[true, false])
        {
            data.Add("413 Content Too Large", "FileTooLarge", isClosed);
            data.Add("401 Unauthorized", "AuthenticationFailed", isClosed);
            data.Add("429 Too Many Requests", "RateLimited", isClosed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task A_response_before_the_end_of_the_request_is_the_result_and_ends_the_request(string status, string id, bool isClosed)
    {
        SkipOtherBuild();
        using var upload = NewUpload();
        var sending = _client.UploadFileAsync(upload, Stop);
        using var peer = await AcceptAsync();
        await Wire.ReadHeadAsync(peer.GetStream(), Stop);

        await RespondAsync(peer, "no", status);
        if (isClosed)
        {
            peer.Client.Close();
        }

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => sending);
        Assert.Equal(id, error.ErrorId);
        Assert.False(error.IsOutcomeUnknown);
        if (!isClosed)
        {
            await ListOnAnotherConnectionAsync();
            Assert.InRange(await ReadToEndAsync(peer), 0, Size / 2);
        }
    }

    [Fact]
    public async Task Requests_with_complete_responses_share_one_connection()
    {
        var list = $$"""{"files":[{"file_id":1,"filename":"{{new string('a', 20_000)}}"}]}""";
        TcpClient? peer = null;
        for (var i = 0; i < 3; i++)
        {
            var sending = i == 1 ? null : _client.ListVoicesAsync(null, Stop);
            var listing = i == 1 ? _client.ListFilesAsync("prompt_audio", Stop) : null;
            peer ??= await AcceptAsync();
            await ReadRequestAsync(peer);
            await RespondAsync(peer, i == 1 ? list : Voices);

            Assert.Equal("a", sending is null ? "a" : Assert.Single(await sending).VoiceId);
            Assert.Equal(20_000, listing is null ? 20_000 : Assert.Single((await listing).Files).FileName.Length);
        }

        peer!.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_early_response_is_read_on_a_connection_that_was_used_before(int earlier)
    {
        SkipOtherBuild();
        TcpClient? peer = null;
        for (var i = 0; i < earlier; i++)
        {
            var listing = _client.ListVoicesAsync(null, Stop);
            peer ??= await AcceptAsync();
            await ReadRequestAsync(peer);
            await RespondAsync(peer, Voices);
            await listing;
        }

        using var upload = NewUpload();
        var sending = _client.UploadFileAsync(upload, Stop);
        Assert.Equal("POST /v1/files/upload HTTP/1.1", (await Wire.ReadHeadAsync(peer!.GetStream(), Stop))[""]);
        await RespondAsync(peer, "no", "413 Content Too Large");

        Assert.Equal("FileTooLarge", (await Assert.ThrowsAsync<MiniMaxException>(() => sending)).ErrorId);
        peer.Dispose();
    }

    [Theory]
    [InlineData("100 Continue")]
    [InlineData("103 Early Hints")]
    public async Task An_interim_response_does_not_end_the_request(string interim)
    {
        using var upload = NewUpload();
        var sending = _client.UploadFileAsync(upload, Stop);
        using var peer = await AcceptAsync();
        var head = await Wire.ReadHeadAsync(peer.GetStream(), Stop);
        await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {interim}\r\n\r\n"), Stop);

        await ReadBodyAsync(peer, head);
        await RespondAsync(peer, Stored);

        Assert.Equal(7, (await sending).FileId);
        Assert.Equal(Size, upload.BytesSent);
    }

    [Fact]
    public async Task A_response_after_the_whole_request_is_the_result()
    {
        using var upload = NewUpload();
        for (var i = 0; i < 2; i++)
        {
            var sending = _client.UploadFileAsync(upload, Stop);
            using var peer = await AcceptAsync();
            var (line, length) = await ReadRequestAsync(peer);
            await RespondAsync(peer, Stored, headers: "Connection: close\r\n");

            Assert.Equal(7, (await sending).FileId);
            Assert.Equal("POST /v1/files/upload HTTP/1.1", line);
            Assert.InRange(length, Size, Size + 1000);
            Assert.True(upload.IsFullySent);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_before_a_response_is_a_transient_error(bool isReset)
    {
        using var upload = NewUpload();
        var sending = _client.UploadFileAsync(upload, Stop);
        using (var peer = await AcceptAsync())
        {
            await Wire.ReadHeadAsync(peer.GetStream(), Stop);
            peer.LingerState = new LingerOption(isReset, 0);
        }

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => sending);

        Assert.Equal((ErrorIds.ConnectionFailed, true, false, null), (error.ErrorId, error.IsTransient, error.IsOutcomeUnknown, error.HttpStatus));
    }

    [Fact]
    public async Task A_connection_that_ends_within_a_response_is_a_transient_error()
    {
        var sending = _client.ListVoicesAsync(null, Stop);
        using (var peer = await AcceptAsync())
        {
            await ReadRequestAsync(peer);
            await peer.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"u8.ToArray(), Stop);
        }

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => sending);

        Assert.Equal((ErrorIds.ConnectionFailed, true), (error.ErrorId, error.IsTransient));
    }

    [Fact]
    public async Task A_server_that_stops_reading_does_not_hold_a_canceled_request()
    {
        using var end = new CancellationTokenSource();
        using var upload = NewUpload();
        var sending = _client.UploadFileAsync(upload, end.Token);
        using var peer = await AcceptAsync();
        await Wire.ReadHeadAsync(peer.GetStream(), Stop);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.InRange(await ReadToEndAsync(peer), 0, Size);
    }

    private static void SkipOtherBuild() => Assert.SkipUnless(StagedModule.Framework == "net8.0", "The other build leaves early responses to the system's client.");

    private FileUpload NewUpload()
    {
        using (var file = File.OpenWrite(_path))
        {
            file.SetLength(Size);
        }

        return new FileUpload(SourceFile.Open(_path), "a.wav", "audio/wav", "prompt_audio");
    }

    private async Task<TcpClient> AcceptAsync() => await _listener.AcceptTcpClientAsync(Stop);

    private static async Task RespondAsync(TcpClient peer, string body, string status = "200 OK", string headers = "") =>
        await OddServer.SendAsync(peer.GetStream(), status, "application/json", Encoding.UTF8.GetBytes(body), Stop, headers);

    private static async Task<(string Line, int Length)> ReadRequestAsync(TcpClient peer)
    {
        var head = await Wire.ReadHeadAsync(peer.GetStream(), Stop);
        return (head[""], await ReadBodyAsync(peer, head));
    }

    private static async Task<int> ReadBodyAsync(TcpClient peer, Dictionary<string, string> head)
    {
        var length = int.Parse(head.GetValueOrDefault("content-length", "0"), CultureInfo.InvariantCulture);
        await peer.GetStream().ReadExactlyAsync(new byte[length], Stop);
        return length;
    }

    private async Task ListOnAnotherConnectionAsync()
    {
        var listing = _client.ListVoicesAsync(null, Stop);
        using var peer = await AcceptAsync();
        Assert.Equal("POST /v1/get_voice HTTP/1.1", (await ReadRequestAsync(peer)).Line);
        await RespondAsync(peer, Voices);
        Assert.Equal("a", Assert.Single(await listing).VoiceId);
    }

    private static async Task<long> ReadToEndAsync(TcpClient peer)
    {
        var buffer = new byte[81920];
        long total = 0;
        try
        {
            for (int count; (count = await peer.GetStream().ReadAsync(buffer, Stop)) > 0;)
            {
                total += count;
            }
        }
        catch (IOException)
        {
            // The client discarded the rest.
        }

        return total;
    }
}
