using System.Net.Http.Headers;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>A body that does not end, or that is larger than declared, is read only up to a limit.</summary>
public class EndlessBodyTests
{
    private const int Megabyte = 1024 * 1024;
    private const int Buffer = 256 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Errors()
    {
        var data = new TheoryData<string, int, string>();
        foreach (var call in new[] { "list", "voices", "retrieve", "delete", "content", "upload" })
        {
            data.Add(call, 502, """{"base_resp":{"status_msg":"aaaaaaaa""");
            data.Add(call, 404, """{"files":[{"file_id":1}""");
            data.Add(call, 429, "<html>");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_response_is_read_up_to_a_megabyte_at_every_endpoint(string call, int status, string start)
    {
        using var body = new Endless(start, start.EndsWith('}') ? ",{\"file_id\":1}" : "aaaaaaaa");

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(() => Response(status, body)), call));

        Assert.Equal($"own.example responded with HTTP {status}.", error.Message);
        Assert.InRange(body.Sent, 0, Megabyte + Buffer);
    }

    [Theory]
    [InlineData("delete", Megabyte)]
    [InlineData("retrieve", Megabyte)]
    [InlineData("upload", Megabyte)]
    [InlineData("clone", Megabyte)]
    [InlineData("voices", 8 * Megabyte)]
    public async Task A_success_response_is_read_up_to_the_limit_of_its_endpoint(string call, int limit)
    {
        using var body = new Endless("""{"base_resp":{"status_code":0},"voice_cloning":[{"voice_id":"a"}""", ""","voice_id":"a"},{"voice_id":"a" """);

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(() => Response(200, body)), call));

        Assert.InRange(body.Sent, 0, limit + Buffer);
        Assert.Equal("InvalidResponse", error.ErrorId);
    }

    [Theory]
    [InlineData("delete", 200, Megabyte + 1L)]
    [InlineData("list", 200, (64L * Megabyte) + 1)]
    [InlineData("list", 500, Megabyte + 1L)]
    [InlineData("retrieve", 200, 99_999_999_999)]
    public async Task A_body_that_declares_too_large_a_size_is_not_read(string call, int status, long announced)
    {
        using var body = new Endless(" ", "        ");

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(() =>
        {
            var response = Response(status, body);
            response.Content.Headers.ContentLength = announced;
            return response;
        }), call));

        Assert.Equal(0, body.Sent);
        Assert.Equal(status == 200 ? $"own.example returned an unusable response (HTTP 200): the body exceeds {announced - 1 - (announced == 99_999_999_999 ? announced - 1 - Megabyte : 0):N0} bytes." : $"own.example responded with HTTP {status}.", error.Message);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("content")]
    public async Task A_compressed_body_is_rejected_and_not_read(string call)
    {
        using var body = new Endless("\x1F", "zipzip");

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(() =>
        {
            var response = Response(200, body, call == "content" ? "audio/wav" : "application/json");
            response.Content.Headers.ContentEncoding.Add("gzip");
            return response;
        }), call));

        Assert.Equal("own.example returned an unusable response (HTTP 200): the content encoding gzip is not supported.", error.Message);
        Assert.Equal(0, body.Sent);
    }

    [Fact]
    public async Task Content_is_read_up_to_its_declared_length()
    {
        using var body = new Endless("RIFF", "aaaaaaaa");
        using var target = new MemoryStream();
        var client = Scripted.Client(() => Response(200, body, "audio/wav"));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SaveContentAsync(new RemoteFile { FileId = 7, Bytes = 16384 }, target, Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 200): it has more than the 16,384 bytes of file 7.", error.Message);
        Assert.InRange(body.Sent, 0, 16384 + Buffer);
        Assert.InRange(target.Length, 0, 16384);
    }

    [Theory]
    [InlineData(3_000_000_000, "own.example returned an unusable response (HTTP 200): it has 3,000,000,000 bytes, but file 7 has 16,384 bytes.")]
    [InlineData(8192, "own.example returned an unusable response (HTTP 200): it has 8,192 bytes, but file 7 has 16,384 bytes.")]
    public async Task Content_of_another_length_is_not_read(long length, string message)
    {
        using var body = new Endless("RIFF", "aaaaaaaa");
        using var target = new MemoryStream();
        var client = Scripted.Client(() =>
        {
            var response = Response(200, body, "audio/wav");
            response.Content.Headers.ContentLength = length;
            return response;
        });

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SaveContentAsync(new RemoteFile { FileId = 7, Bytes = 16384 }, target, Stop));

        Assert.Equal(message, error.Message);
        Assert.Equal(("InvalidResponse", 0, 0), (error.ErrorId, body.Sent, target.Length));
    }

    [Fact]
    public async Task Content_that_ends_early_is_reported_with_its_length()
    {
        using var target = new MemoryStream();
        var client = Scripted.Client(() => Scripted.Respond(200, new StreamContent(new Unseekable(new byte[8192]))));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SaveContentAsync(new RemoteFile { FileId = 7, Bytes = 16384 }, target, Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 200): it has 8,192 bytes, but file 7 has 16,384 bytes.", error.Message);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Partial_content_is_not_the_content()
    {
        using var target = new MemoryStream();

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(() => Scripted.Respond(206, new ByteArrayContent([1, 2]))).SaveContentAsync(new RemoteFile { FileId = 7 }, target, Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 206): it has only a part of the content.", error.Message);
    }

    [Fact]
    public async Task A_preview_is_read_up_to_64_MB()
    {
        using var body = new Endless("ID3", new string('a', 65536));
        var client = Scripted.Client(() => Response(200, body, "audio/mpeg"));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SavePreviewAsync(new Uri("https://files.example/demo.mp3"), new Forgetful(), Stop));

        Assert.Equal("files.example returned an unusable response (HTTP 200): it has more than 67,108,864 bytes.", error.Message);
        Assert.Equal("files.example", error.Host);
        Assert.InRange(body.Sent, 0, (64 * Megabyte) + Buffer);
    }

    [Theory]
    [InlineData(true, "200 OK")]
    [InlineData(false, "200 OK")]
    [InlineData(true, "503 Service Unavailable")]
    [InlineData(false, "503 Service Unavailable")]
    public async Task A_connection_that_sends_without_end_is_closed(bool isChunked, string status)
    {
        await using var server = new OddServer(async (_, stream, stop) =>
        {
            await OddServer.SendEndlesslyAsync(stream, $"{status}\r\nContent-Type: application/json", "{\"a\":\""u8.ToArray(), "a"u8.ToArray(), isChunked, stop);
            return false;
        });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var client = new MiniMaxClient(http, ServiceAddress.Parse(server.Address.ToString()), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.DeleteFileAsync(7, "prompt_audio", Stop));

        Assert.Equal(status[0] == '2' ? "InvalidResponse" : "ServerError", error.ErrorId);
    }

    private static HttpResponseMessage Response(int status, Stream body, string type = "application/json")
    {
        var content = new StreamContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return Scripted.Respond(status, content);
    }

    private static async Task InvokeAsync(MiniMaxClient client, string call)
    {
        if (call == "upload")
        {
            var path = Path.GetTempFileName();
            try
            {
                using var upload = new FileUpload(SourceFile.Open(path), "a.wav", "audio/wav", "prompt_audio");
                await client.UploadFileAsync(upload, Stop);
                return;
            }
            finally
            {
                File.Delete(path);
            }
        }

        await (call switch
        {
            "list" => client.ListFilesAsync("prompt_audio", Stop),
            "voices" => client.ListVoicesAsync(null, Stop),
            "retrieve" => client.RetrieveFileAsync(7, Stop),
            "clone" => client.CloneVoiceAsync(new VoiceCloneRequest { FileId = 7, VoiceId = "narrator-01" }, Stop),
            "delete" => client.DeleteFileAsync(7, "prompt_audio", Stop),
            _ => (Task)client.GetContentSha256Async(7, 1000, Stop),
        });
    }

    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    /// <summary>Receives bytes without keeping them.</summary>
    private sealed class Forgetful : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }

    /// <summary>A beginning, and then the same bytes repeatedly; counts the bytes that were read.</summary>
    private sealed class Endless(string start, string unit) : Stream
    {
        private readonly byte[] _start = Encoding.Latin1.GetBytes(start);
        private readonly byte[] _unit = Encoding.Latin1.GetBytes(unit);

        public long Sent { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, Sent++)
            {
                buffer[offset + i] = Sent < _start.Length ? _start[Sent] : _unit[(Sent - _start.Length) % _unit.Length];
            }

            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
