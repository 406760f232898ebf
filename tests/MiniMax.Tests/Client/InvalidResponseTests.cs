using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Responses with a status of success that are not valid, and responses that do not arrive.</summary>
public class InvalidResponseTests
{
    private const int Largest = 1024 * 1024;
    private const string Success = """{"base_resp":{"status_code":0,"status_msg":"success"}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "application/json", "the body is empty")]
    [InlineData("null", "application/json", "the body is null")]
    [InlineData("{", "application/json", "the body is not the expected JSON")]
    [InlineData("{", null, "the body is not the expected JSON")]
    [InlineData("<html>", "text/html", "the content type is text/html, not JSON")]
    [InlineData(Success, "application/json; charset=klingon", "the text encoding is unknown")]
    public async Task An_invalid_response_is_reported(string body, string? type, string what)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Raw(body, type)).DeleteFileAsync(7, "prompt_audio", Stop));

        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Equal($"own.example returned an unusable response (HTTP 200): {what}.", error.Message);
        Assert.Equal("Check the base address and the proxy. If they are correct, contact MiniMax support and quote the trace ID t-1.", error.RemedyAt(null));
        Assert.Equal(200, error.HttpStatus);
        Assert.Equal("own.example", error.Host);
        Assert.Equal("t-1", error.TraceId);
        Assert.True(error.IsTransient);
        Assert.True(error.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_empty_body_without_a_declared_length_is_reported_as_empty(int status)
    {
        HttpResponseMessage Respond() => Scripted.Respond(status, new StreamContent(new DeflateStream(new MemoryStream(), CompressionMode.Decompress)));

        var deleting = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Respond).DeleteFileAsync(7, "prompt_audio", Stop));
        var listing = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Respond).ListFilesAsync("prompt_audio", Stop));

        string message = $"own.example returned an unusable response (HTTP {status}): the body is empty.";
        Assert.Equal((message, message), (deleting.Message, listing.Message));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_empty_download_is_not_the_content_of_a_file(int status)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Scripted.Empty(status)).GetContentSha256Async(7, null, Stop));

        Assert.Equal(("InvalidResponse", $"own.example returned an unusable response (HTTP {status}): the body is empty."), (error.ErrorId, error.Message));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(299)]
    public async Task Every_2xx_status_is_a_success(int status) =>
        Assert.Equal(7, await Scripted.Client(Scripted.Json(Success, status)).DeleteFileAsync(7, "prompt_audio", Stop));

    [Fact]
    public async Task A_response_can_be_as_large_as_the_limit_and_no_larger()
    {
        var largest = Success + new string(' ', Largest - Success.Length);

        Assert.Equal(7, await Scripted.Client(Raw(largest, "application/json")).DeleteFileAsync(7, "prompt_audio", Stop));
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Raw(largest + " ", "application/json")).DeleteFileAsync(7, "prompt_audio", Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 200): the body exceeds 1,048,576 bytes.", error.Message);
    }

    [Fact]
    public async Task A_list_can_be_larger()
    {
        var large = """{"files":[{"file_id":7}]}""" + new string(' ', 2 * Largest);
        var voices = """{"system_voice":[{"voice_id":"a"}]}""" + new string(' ', 2 * Largest);

        Assert.Single((await Scripted.Client(Raw(large, "application/json")).ListFilesAsync("prompt_audio", Stop)).Files);
        Assert.Single(await Scripted.Client(Raw(voices, "application/json")).ListVoicesAsync(null, Stop));
    }

    [Theory]
    [InlineData("retrieve", """{"base_resp":{"status_code":0}}""", "it reports success but has no file")]
    [InlineData("retrieve", """{"file":{"file_id":0},"base_resp":{"status_code":0}}""", "it reports success but has no file")]
    [InlineData("list", """{"files":[{"file_id":1},{"filename":"a.wav"}]}""", "an entry in the list does not contain a valid file ID")]
    [InlineData("voices", """{"voice_cloning":[{"voice_id":"a"},{"voice_id":""}]}""", "an entry of the list has no voice ID")]
    [InlineData("voices", """{"system_voice":[{"voice_name":"a"}]}""", "an entry of the list has no voice ID")]
    [InlineData("content", """{"base_resp":{"status_code":0}}""", "it has JSON, not the content of the file")]
    public async Task A_success_without_its_required_data_is_an_error(string what, string body, string problem)
    {
        var client = Scripted.Client(Scripted.Json(body));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => what switch
        {
            "retrieve" => client.RetrieveFileAsync(7, Stop),
            "list" => client.ListFilesAsync("prompt_audio", Stop),
            "voices" => client.ListVoicesAsync(null, Stop),
            _ => client.GetContentSha256Async(7, 8, Stop),
        });

        Assert.Equal($"own.example returned an unusable response (HTTP 200): {problem}.", error.Message);
    }

    [Fact]
    public async Task Content_that_ends_early_is_reported_with_its_length()
    {
        var client = Scripted.Client(() =>
        {
            var content = new StreamContent(new MemoryStream("half"u8.ToArray()));
            content.Headers.ContentLength = 8;
            return Scripted.Respond(200, content);
        });

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.GetContentSha256Async(7, 8, Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 200): it has 4 of 8 bytes.", error.Message);
    }

    [Theory]
    [InlineData(413, "FileTooLarge", false)]
    [InlineData(429, "RateLimited", true)]
    [InlineData(502, "ServerError", true)]
    public async Task An_error_status_counts_even_if_its_body_does_not_arrive(int status, string id, bool isTransient)
    {
        var client = Scripted.Client(() => Scripted.Respond(status, new StreamContent(new BrokenBody()), ("Retry-After", "7"), ("Trace-Id", "t-1")));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.RetrieveFileAsync(7, Stop));

        Assert.Equal((id, $"own.example responded with HTTP {status}.", isTransient), (error.ErrorId, error.Message, error.IsTransient));
        Assert.Equal((status, TimeSpan.FromSeconds(7), "t-1"), (error.HttpStatus, error.RetryAfter, error.TraceId));
    }

    [Fact]
    public async Task A_success_whose_body_does_not_arrive_is_an_error_of_the_connection()
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(() => Scripted.Respond(200, new StreamContent(new BrokenBody()))).RetrieveFileAsync(7, Stop));

        Assert.Equal((ErrorIds.ConnectionFailed, "The connection to own.example failed: the line is cut.", true), (error.ErrorId, error.Message, error.IsTransient));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    public async Task Content_that_is_rejected_without_JSON_is_reported_with_its_status(int status)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Raw("<html>", "text/html", status)).GetContentSha256Async(7, 8, Stop));

        Assert.Equal($"own.example responded with HTTP {status}.", error.Message);
    }

    [Fact]
    public async Task Content_is_written_from_the_start_of_the_destination_and_hashed()
    {
        using var target = new MemoryStream();
        target.Write("something longer that an earlier attempt left"u8);

        var hash = await Scripted.Client(Raw("the content", "audio/wav")).SaveContentAsync(new RemoteFile { FileId = 7 }, target, Stop);

        Assert.Equal("the content", Encoding.UTF8.GetString(target.ToArray()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("the content"u8)), hash);
    }

    [Fact]
    public async Task A_preview_is_fetched_without_the_key_and_written_from_the_start_of_the_destination()
    {
        HttpRequestMessage? asked = null;
        using var http = new HttpClient(new CustomHost(request =>
        {
            asked = request;
            return Raw("hello", "audio/mpeg")();
        }));
        var client = new MiniMaxClient(http, ServiceAddress.Parse("own.example"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));
        using var target = new MemoryStream();
        target.Write("something longer"u8);

        await client.SavePreviewAsync(new Uri("https://files.example/demo.mp3?s=1"), target, Stop);

        Assert.Equal("hello", Encoding.UTF8.GetString(target.ToArray()));
        Assert.Equal("https://files.example/demo.mp3?s=1", asked!.RequestUri!.AbsoluteUri);
        Assert.Null(asked.Headers.Authorization);
        Assert.StartsWith("MiniMaxPowerShell/", asked.Headers.UserAgent.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    public async Task A_preview_that_is_not_available_does_not_lose_the_voice(int status, bool isTransient)
    {
        using var target = new MemoryStream();

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Scripted.Empty(status)).SavePreviewAsync(new Uri("https://files.example:8443/demo.mp3"), target, Stop));

        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Equal($"files.example:8443 returned an unusable response (HTTP {status}): it does not have the preview.", error.Message);
        Assert.Equal("The voice exists. To hear it, use ConvertTo-MiniMaxSpeech.", error.RemedyAt(null));
        Assert.Equal("files.example:8443", error.Host);
        Assert.Equal(status, error.HttpStatus);
        Assert.Equal(isTransient, error.IsTransient);
    }

    [Fact]
    public async Task A_preview_without_encryption_is_not_fetched()
    {
        using var target = new MemoryStream();

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Scripted.Empty(200)).SavePreviewAsync(new Uri("http://files.example/demo.mp3"), target, Stop));

        Assert.Equal("InsecureAddress", error.ErrorId);
    }

    [Fact]
    public async Task A_full_disk_has_its_own_remedy()
    {
        using var full = new FullDisk();

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Raw("the content", "audio/wav")).SaveContentAsync(new RemoteFile { FileId = 7 }, full, Stop));

        Assert.Equal("FileNotWritten", error.ErrorId);
        Assert.Equal("The content cannot be written: no room", error.Message);
        Assert.Equal("Check the free space on the disk.", error.RemedyAt(null));
    }

    [Fact]
    public async Task A_connection_timeout_names_the_time()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", ".NET Framework has no limit of its own for a connection.");
        var client = Scripted.Client(() => throw new TaskCanceledException("outer", new TimeoutException("A connection could not be established within the configured ConnectTimeout.")));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop));

        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Equal("The connection to own.example failed: No connection within 30 s.", error.Message);
    }

    [Fact]
    public async Task A_connection_that_fails_is_reported_with_its_cause()
    {
        var client = Scripted.Client(() => throw new HttpRequestException("outer", new IOException("the line is\r\ncut..")));

        var asked = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop));
        var commanded = await Assert.ThrowsAsync<MiniMaxException>(() => client.DeleteFileAsync(7, "prompt_audio", Stop));

        Assert.Equal("ConnectionFailed", asked.ErrorId);
        Assert.Equal("The connection to own.example failed: the line is cut.", asked.Message);
        Assert.Equal("Check the network, the proxy (-Proxy), and the base address (-BaseUri, MINIMAX_BASE_URL).", asked.RemedyAt(null));
        Assert.Equal("own.example", asked.Host);
        Assert.True(asked.IsTransient);
        Assert.IsType<HttpRequestException>(asked.InnerException);
        Assert.False(asked.IsOutcomeUnknown);
        // A request that changes something may have been executed.
        Assert.True(commanded.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_rejected_certificate_is_not_transient()
    {
        var client = Scripted.Client(() => throw new HttpRequestException("outer", new AuthenticationException("untrusted root")));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop));

        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Equal("The connection to own.example failed: untrusted root.", error.Message);
        Assert.Equal("Check the certificate of the host, the system clock, and any proxy that inspects TLS.", error.RemedyAt(null));
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task An_error_of_the_module_inside_a_connection_error_is_the_error()
    {
        var own = new MiniMaxException("FileChanged", "It changed.", "Send it again.");
        var client = Scripted.Client(() => throw new HttpRequestException("outer", new IOException("middle", own)));

        Assert.Same(own, await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop)));
    }

    [Fact]
    public async Task A_response_timeout_names_the_time()
    {
        using var http = new HttpClient(new CustomHost(null));
        var client = new MiniMaxClient(http, ServiceAddress.Parse("own.example"), new ApiKey(Scripted.Key), TimeSpan.FromMilliseconds(12.5));

        var asked = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop));
        var commanded = await Assert.ThrowsAsync<MiniMaxException>(() => client.DeleteFileAsync(7, "prompt_audio", Stop));

        Assert.Equal("RequestTimeout", asked.ErrorId);
        Assert.Equal("own.example did not respond within 0.013 s.", asked.Message);
        Assert.Equal("Increase -TimeoutSec, or run the command again later.", asked.RemedyAt(null));
        Assert.Equal("own.example", asked.Host);
        Assert.True(asked.IsTransient);
        Assert.False(asked.IsOutcomeUnknown);
        Assert.True(commanded.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_cancellation_by_the_caller_is_not_an_error_of_the_service()
    {
        using var ended = new CancellationTokenSource();
        using var http = new HttpClient(new CustomHost(_ =>
        {
            ended.Cancel();
            throw new IOException("aborted");
        }));
        var client = new MiniMaxClient(http, ServiceAddress.Parse("own.example"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListVoicesAsync(null, ended.Token));
    }

    [Fact]
    public async Task A_request_has_User_Agent_and_Accept()
    {
        HttpRequestMessage? asked = null;
        using var http = new HttpClient(new CustomHost(request =>
        {
            asked = request;
            return Scripted.Json(Success)();
        }));
        var client = new MiniMaxClient(http, ServiceAddress.Parse("own.example/base"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        await client.ListVoicesAsync(null, Stop);

        Assert.Equal("https://own.example/base/v1/get_voice", asked!.RequestUri!.AbsoluteUri);
        Assert.Equal($"MiniMaxPowerShell/{typeof(MiniMaxClient).Assembly.GetName().Version!.ToString(3)}", asked.Headers.UserAgent.ToString());
        Assert.Equal("application/json", asked.Headers.Accept.ToString());
        Assert.Equal($"Bearer {Scripted.Key}", asked.Headers.Authorization!.ToString());
        Assert.False(asked.Headers.ExpectContinue);
        Assert.Equal("https://own.example/base/", client.Address.BaseUri.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/demo.mp3", "127.0.0.1:9")]
    [InlineData("https://localhost/demo.mp3", "localhost")]
    [InlineData("https://0.0.0.0/demo.mp3", "0.0.0.0")]
    [InlineData("https://[::]:81/demo.mp3", "[::]:81")]
    [InlineData("https://[::ffff:0.0.0.0]/demo.mp3", "[::ffff:0:0]")]
    [InlineData("https://[::ffff:127.0.0.2]/demo.mp3", "[::ffff:127.0.0.2]")]
    public async Task A_preview_on_this_machine_from_a_remote_service_is_not_fetched(string preview, string named)
    {
        using var target = new MemoryStream();
        var (client, host) = Scripted.At("https://own.example", Scripted.Empty(200));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SavePreviewAsync(new Uri(preview), target, Stop));

        Assert.Equal((ErrorIds.InsecureAddress, "own.example", $"own.example returned an address of this machine for the preview: {named}."), (error.ErrorId, error.Host, error.Message));
        Assert.Empty(host.Requests);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/problem+json")]
    [InlineData("text/json; charset=utf-8")]
    public async Task A_recording_is_never_JSON(string type)
    {
        var client = Scripted.Client(() =>
        {
            var content = new ByteArrayContent("""{"base_resp":{"status_code":1008,"status_msg":"no money"}}"""u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return Scripted.Respond(200, content);
        });

        Assert.Equal("InsufficientBalance", (await Assert.ThrowsAsync<MiniMaxException>(() => client.GetContentSha256Async(7, null, Stop))).ErrorId);
    }

    [Fact]
    public async Task The_error_of_the_service_comes_before_the_message_of_a_gateway()
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() =>
            Scripted.Client(Scripted.Json("""{"base_resp":{"status_code":0,"status_msg":"from the service"},"message":"from the gateway"}""", 500)).ListVoicesAsync(null, Stop));

        Assert.Equal("own.example responded: from the service (HTTP 500).", error.Message);
    }

    [Theory]
    [InlineData("identity", null)]
    [InlineData("IDENTITY", null)]
    [InlineData("gzip,br", "gzip, br")]
    public async Task Only_a_body_without_compression_is_read(string encoding, string? named)
    {
        var client = Scripted.Client(() =>
        {
            var content = new ByteArrayContent("""{"base_resp":{"status_code":0}}"""u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            return Scripted.Respond(200, content);
        });

        var listing = client.ListVoicesAsync(null, Stop);

        if (named is null)
        {
            Assert.Empty(await listing);
        }
        else
        {
            Assert.Equal($"own.example returned an unusable response (HTTP 200): the content encoding {named} is not supported.", (await Assert.ThrowsAsync<MiniMaxException>(() => listing)).Message);
        }
    }

    private static Func<HttpResponseMessage> Raw(string body, string? type, int status = 200) => () =>
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return Scripted.Respond(status, content, ("Trace-Id", "t-1"));
    };

    /// <summary>A host that responds as specified, or does not respond.</summary>
    private sealed class CustomHost(Func<HttpRequestMessage, HttpResponseMessage>? response) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (response is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return response!(request);
        }
    }

    /// <summary>The beginning of a body, and then the end of the connection.</summary>
    private sealed class BrokenBody() : MemoryStream("{\"base_resp\""u8.ToArray())
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("the line is cut");

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("the line is cut");
    }

    private sealed class FullDisk : MemoryStream
    {
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("no room");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("no room");
    }
}
