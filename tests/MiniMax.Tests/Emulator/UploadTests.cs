using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MiniMax.Emulator;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Hosting;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Emulator;

public class UploadTests : EmulatorTest
{
    [Fact]
    public async Task A_file_is_stored_and_returned_according_to_the_contract()
    {
        byte[] content = RandomNumberGenerator.GetBytes(300_000);
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        using HttpResponseMessage response = await UploadAsync("speech.mp3", content);

        JsonNode json = await SuccessAsync(response);
        var file = json["file"]!.AsObject();
        Assert.Equal(["file_id", "bytes", "created_at", "filename", "purpose"], file.Select(p => p.Key));
        Assert.Equal(9007199254740993, file["file_id"]!.GetValue<long>());
        Assert.Equal(300_000, file["bytes"]!.GetValue<long>());
        Assert.InRange(file["created_at"]!.GetValue<long>(), before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal("speech.mp3", file["filename"]!.GetValue<string>());
        Assert.Equal("prompt_audio", file["purpose"]!.GetValue<string>());
        Assert.NotEmpty(Assert.Single(response.Headers.GetValues("Trace-Id")));
        StoredFile stored = Assert.Single(State.Files);
        Assert.Equal(content, stored.Content!.Value.ToArray());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant(), stored.Sha256);
    }

    [Fact]
    public async Task Two_uploads_of_one_file_are_two_files_with_increasing_IDs()
    {
        long first = await UploadedIdAsync();
        long second = await UploadedIdAsync();

        Assert.True(first > 1L << 53);
        Assert.True(second > first);
        Assert.NotEqual(first, (long)(double)first);
        Assert.NotEqual(second, (long)(double)second);
        Assert.Equal(2, State.Stats.UploadsStored);
    }

    [Theory]
    [InlineData("a.MP3")]
    [InlineData("a.m4a")]
    [InlineData("a.b.WaV")]
    public async Task Extensions_are_case_insensitive(string name) => Assert.NotEqual(0, await UploadedIdAsync(name));

    [Theory]
    [InlineData("a.ogg", "prompt_audio", 3, "file type is not supported")]
    [InlineData("wav", "prompt_audio", 3, "file type is not supported")]
    [InlineData("a.wav", "assistants", 3, "purpose must be one of")]
    [InlineData("a.wav", "t2a_async_input", 3, "purpose must be one of")]
    [InlineData("a.wav", "", 3, "purpose must be one of")]
    [InlineData("a.wav", "prompt_audio", 0, "file is empty")]
    [InlineData("a.wav", "prompt_audio", 20 * 1024 * 1024 + 1, "file is too large")]
    public async Task Invalid_uploads_are_rejected_inside_HTTP_200(string name, string purpose, int length, string message)
    {
        using HttpResponseMessage response = await UploadAsync(name, new byte[length], purpose);

        Assert.Contains(message, await RejectedAsync(2013, response), StringComparison.Ordinal);
        Assert.Empty(State.Files);
        Assert.Equal((1, RequestOutcome.Refused), (State.Stats.Refused, State.Requests[0].Outcome));
    }

    [Fact]
    public async Task Twenty_mebibytes_are_not_too_large() =>
        Assert.NotEqual(0, await UploadedIdAsync(content: new byte[20 * 1024 * 1024]));

    /// <summary>The vendor's CLI sends the file before the purpose.</summary>
    [Fact]
    public async Task The_parts_can_have_either_order_and_unknown_fields_are_ignored()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([1]), "file", "a.wav" },
            { new StringContent("x"), "unknown" },
            { new StringContent("prompt_audio"), "purpose" },
        };

        using HttpResponseMessage response = await Http.PostAsync("/v1/files/upload", form, Soon);

        Assert.Contains("\"status_code\":0", await response.Content.ReadAsStringAsync(Soon), StringComparison.Ordinal);
        Assert.Equal("prompt_audio", Assert.Single(State.Files).Purpose);
    }

    [Fact]
    public async Task Both_parts_are_required()
    {
        var file = new ByteArrayContent([1]);
        using var noPurpose = new MultipartFormDataContent { { file, "file", "a.wav" } };
        using var noFile = new MultipartFormDataContent { { new StringContent("prompt_audio"), "purpose" } };
        using var notForm = new StringContent("{}");

        Assert.Contains("purpose is required", await SendAsync(noPurpose), StringComparison.Ordinal);
        Assert.Contains("file is required", await SendAsync(noFile), StringComparison.Ordinal);
        Assert.Contains("multipart/form-data", await SendAsync(notForm), StringComparison.Ordinal);

        async Task<string> SendAsync(HttpContent content)
        {
            using HttpResponseMessage response = await Http.PostAsync("/v1/files/upload", content, Soon);
            return await RejectedAsync(2013, response);
        }
    }

    [Theory]
    [InlineData(null, 1004)]
    [InlineData("wrong-key", 2049)]
    public async Task A_missing_and_a_wrong_key_are_rejected_inside_HTTP_200(string? key, int code)
    {
        using HttpClient client = NewClient(key);
        using HttpResponseMessage response = await client.PostAsync("/v1/files/upload", Form(), Soon);

        await RejectedAsync(code, response);
        Assert.Empty(State.Files);
    }

    [Fact]
    public async Task If_a_key_is_set_no_other_is_accepted()
    {
        await using EmulatorServer strict = await EmulatorServer.StartAsync(new EmulatorOptions { ApiKey = "sk-right" });
        using HttpClient right = NewClient("sk-right");
        right.BaseAddress = strict.Address;
        using HttpClient other = NewClient("sk-other");
        other.BaseAddress = strict.Address;

        using HttpResponseMessage accepted = await right.PostAsync("/v1/files/upload", Form(), Soon);
        using HttpResponseMessage refused = await other.PostAsync("/v1/files/upload", Form(), Soon);

        await SuccessAsync(accepted);
        await RejectedAsync(2049, refused);
    }

    [Fact]
    public async Task Size_and_hash_are_kept_without_the_content()
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync(new EmulatorOptions { KeepContent = false });
        using HttpClient client = NewClient(Key);
        client.BaseAddress = server.Address;
        byte[] content = RandomNumberGenerator.GetBytes(100_000);

        using HttpResponseMessage response = await client.PostAsync("/v1/files/upload", Form(content: content), Soon);

        await SuccessAsync(response);
        StoredFile file = Assert.Single(server.State.Files);
        Assert.Null(file.Content);
        Assert.Equal((100_000, Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant()), (file.Bytes, file.Sha256));
    }

    [Fact]
    public async Task The_request_is_recorded_exactly_as_it_arrived()
    {
        byte[] body = RawClient.Body("""
            --b
            Content-Disposition: form-data; name="purpose"

            prompt_audio
            --b
            Content-Disposition: form-data; name="file"; filename="Grüße %22x%22.wav"
            Content-Type: audio/wav

            RIFF
            --b--

            """);
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);
        await client.SendAsync(RawClient.UploadOf(body), Soon);
        Assert.StartsWith("HTTP/1.1 200 OK", await client.ReadResponseAsync(Soon), StringComparison.Ordinal);

        ReceivedRequest request = Assert.Single(State.Requests);
        Assert.Equal(("POST", "/v1/files/upload", "upload"), (request.Method, request.Path, request.Endpoint));
        Assert.Equal((body.Length, body.Length), (request.ContentLength, request.BodyBytes));
        Assert.False(request.Chunked || request.BoundaryQuoted || request.ClientAborted);
        Assert.Null(request.Expect);
        Assert.Equal((true, RequestOutcome.Succeeded, 200, 0), (request.HasAuthorization, request.Outcome, request.HttpStatus, request.ApiCode));
        Assert.Equal(State.Files[0].FileId, request.StoredFileId);
        Assert.Collection(
            request.Parts,
            p => Assert.Equal(("purpose", null, null, 12L), (p.Name, p.FileName, p.ContentType, p.Length)),
            p => Assert.Equal(("file", "Grüße %22x%22.wav", "audio/wav", 4L), (p.Name, p.FileName, p.ContentType, p.Length)));
        Assert.Equal(
            [
                new("Content-Disposition", "form-data; name=\"purpose\""),
                new("Content-Disposition", "form-data; name=\"file\"; filename=\"Grüße %22x%22.wav\""),
                new("Content-Type", "audio/wav"),
            ],
            request.Parts.SelectMany(p => p.Headers));
    }

    [Fact]
    public async Task Quoted_boundaries_chunks_and_Expect_are_accepted_and_recorded()
    {
        using MultipartFormDataContent form = Form();
        string boundary = form.Headers.ContentType!.Parameters.Single(p => p.Name == "boundary").Value!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files/upload") { Content = form };
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage response = await Http.SendAsync(request, Soon);

        await SuccessAsync(response);
        ReceivedRequest received = Assert.Single(State.Requests);
        Assert.StartsWith("\"", boundary, StringComparison.Ordinal);
        Assert.Equal((true, true, "100-continue", (long?)null), (received.BoundaryQuoted, received.Chunked, received.Expect, received.ContentLength));
    }

    [Theory]
    [InlineData("x--b\r\n\r\n\r\n--b--", "does not begin with the boundary")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nprompt_audio", "without its last boundary")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"purpose\"\n\nprompt_audio\n--b--", "not alone on its line")]
    [InlineData("--b\r\nContent-Type: text/plain\r\n\r\nprompt_audio\r\n--b--", "no Content-Disposition")]
    [InlineData("--b\r\nnonsense\r\n\r\nprompt_audio\r\n--b--", "header without a colon")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"purpose\r\n\r\nprompt_audio\r\n--b--", "quoted string")]
    [InlineData("", "without its last boundary")]
    public async Task Malformed_bodies_are_rejected_with_the_reason(string body, string reason)
    {
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);
        await client.SendAsync(RawClient.UploadOf(Encoding.UTF8.GetBytes(body)), Soon);

        string text = await client.ReadResponseAsync(Soon);

        Assert.Contains("2013", text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_paths_are_not_found()
    {
        using HttpResponseMessage response = await GetAsync("/v1/files/uplaod");
        using HttpResponseMessage wrongMethod = await GetAsync("/v1/files/upload");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("not_found_error", (await response.Content.ReadFromJsonAsync<JsonNode>(Soon))!["error"]!["type"]!.GetValue<string>());
        Assert.False(wrongMethod.IsSuccessStatusCode);
    }
}
