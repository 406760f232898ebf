using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Emulator;

/// <summary>Faults in the response, as a client receives them.</summary>
public class FaultResponseTests : EmulatorTest
{
    [Theory]
    [InlineData("RateLimited", 1002)]
    [InlineData("ServerError", 1000)]
    [InlineData("RequestTimeout", 1001)]
    [InlineData("AuthenticationFailed", 1004)]
    [InlineData("InvalidApiKey", 2049)]
    [InlineData("InsufficientBalance", 1008)]
    [InlineData("QuotaExceeded", 1028)]
    [InlineData("sensitivecontent", 1026)]
    [InlineData("INVALIDPARAMETERS", 2013)]
    [InlineData("PermissionDenied", 2038)]
    public async Task Named_codes_occur_inside_HTTP_200_as_often_as_requested(string name, int code)
    {
        State.Faults.Add(name, count: 2);

        using HttpResponseMessage first = await UploadAsync();
        using HttpResponseMessage second = await UploadAsync();
        using HttpResponseMessage third = await UploadAsync();

        await RejectedAsync(code, first);
        await RejectedAsync(code, second);
        await SuccessAsync(third);
        Assert.Single(State.Files);
        Assert.Equal([$"apiCode {code}", $"apiCode {code}", null], State.Requests.Select(r => r.Fault));
        Assert.Equal(RequestOutcome.Faulted, State.Requests[0].Outcome);
    }

    [Fact]
    public async Task Any_code_and_message_can_be_requested()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 4711, Message = "custom text", RetryAfter = 9 });

        using HttpResponseMessage response = await UploadAsync();

        Assert.Equal("custom text", await RejectedAsync(4711, response));
        Assert.Equal(TimeSpan.FromSeconds(9), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData(401, ResponseBody.Json, "application/json")]
    [InlineData(404, ResponseBody.Json, "application/json")]
    [InlineData(408, ResponseBody.Text, "text/plain")]
    [InlineData(413, ResponseBody.Html, "text/html")]
    [InlineData(429, ResponseBody.Json, "application/json")]
    [InlineData(500, ResponseBody.Empty, null)]
    [InlineData(502, ResponseBody.Html, "text/html")]
    [InlineData(503, ResponseBody.Text, "text/plain")]
    [InlineData(504, ResponseBody.Empty, null)]
    public async Task Gateways_respond_in_their_own_format(int status, ResponseBody body, string? type)
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = status, Body = body });

        using HttpResponseMessage response = await UploadAsync();

        Assert.Equal((status, type), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        string text = await response.Content.ReadAsStringAsync(Soon);
        Assert.Equal(body == ResponseBody.Empty, text.Length == 0);
        if (body == ResponseBody.Json)
        {
            JsonNode json = JsonNode.Parse(text)!;
            Assert.Equal("error", json["type"]!.GetValue<string>());
            Assert.Equal(status.ToString(CultureInfo.InvariantCulture), json["error"]!["http_code"]!.GetValue<string>());
            Assert.NotEmpty(json["error"]!["type"]!.GetValue<string>());
            Assert.NotEmpty(json["error"]!["message"]!.GetValue<string>());
            Assert.Equal(Assert.Single(response.Headers.GetValues("Trace-Id")), json["request_id"]!.GetValue<string>());
        }
        Assert.Empty(State.Files);
    }

    [Theory]
    [InlineData("Unauthorized", 401)]
    [InlineData("NotFound", 404)]
    [InlineData("PayloadTooLarge", 413)]
    [InlineData("RateLimitedHttp", 429)]
    [InlineData("InternalServerError", 500)]
    [InlineData("BadGateway", 502)]
    [InlineData("ServiceUnavailable", 503)]
    [InlineData("GatewayTimeout", 504)]
    public async Task Named_statuses_are_sent(string name, int status)
    {
        State.Faults.Add(name, count: 1);

        using HttpResponseMessage response = await UploadAsync();

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Retry_After_is_sent_in_seconds_or_as_a_date()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 429, RetryAfter = 3, Count = 1 });
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 503, RetryAfter = 3, RetryAfterAsDate = true, Count = 1 });
        DateTimeOffset before = DateTimeOffset.UtcNow;

        using HttpResponseMessage seconds = await UploadAsync();
        using HttpResponseMessage date = await UploadAsync();

        Assert.Equal("3", Assert.Single(seconds.Headers.GetValues("Retry-After")));
        Assert.True(date.Headers.RetryAfter?.Date >= before.AddSeconds(3));
        Assert.EndsWith(" GMT", Assert.Single(date.Headers.GetValues("Retry-After")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_whose_response_is_lost_can_be_stored()
    {
        State.Faults.Add("GatewayTimeoutStored", count: 1);

        using HttpResponseMessage response = await UploadAsync();

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(Assert.Single(State.Files).FileId, State.Requests[0].StoredFileId);
    }

    [Fact]
    public async Task An_early_response_does_not_wait_for_the_body()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 413, Early = true });
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);

        await client.SendAsync(RawClient.UploadHead("multipart/form-data; boundary=b", "Content-Length: 1000"), Soon);

        Assert.StartsWith("HTTP/1.1 413 ", await client.ReadResponseAsync(Soon), StringComparison.Ordinal);
        Assert.Equal(0, State.Requests[0].BodyBytes);
    }

    [Fact]
    public async Task Truncated_JSON_declares_more_than_it_sends()
    {
        State.Faults.Add("TruncatedJson");
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);

        await client.SendAsync(RawClient.UploadOf(RawUpload), Soon);

        string text = await client.ReadToEndAsync(Soon);
        string body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.StartsWith("{\"file\":{\"file_id\":", body, StringComparison.Ordinal);
        Assert.Equal(RawClient.ContentLength(text) / 2, body.Length);
        Assert.Single(State.Files);
    }

    [Theory]
    [InlineData("CutJson", 1)]
    [InlineData("InvalidJson", 0)]
    public async Task Invalid_JSON_is_complete_for_HTTP(string name, int stored)
    {
        State.Faults.Add(name);

        using HttpResponseMessage response = await UploadAsync();

        Assert.Equal((200, "application/json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        string text = await response.Content.ReadAsStringAsync(Soon);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(text));
        Assert.Equal(stored, State.Files.Count);
    }

    [Fact]
    public async Task An_ID_can_be_a_string_or_missing()
    {
        State.Faults.Add("FileIdAsString", count: 1);
        State.Faults.Add("MissingFileId", count: 1);

        using HttpResponseMessage text = await UploadAsync();
        using HttpResponseMessage missing = await UploadAsync();

        Assert.Equal("9007199254740993", (await SuccessAsync(text))["file"]!["file_id"]!.GetValue<string>());
        Assert.False((await SuccessAsync(missing))["file"]!.AsObject().ContainsKey("file_id"));
        Assert.Single(State.Files);
    }

    [Fact]
    public async Task All_IDs_in_a_list_are_changed()
    {
        State.AddFile("a.wav", [1]);
        State.AddFile("b.wav", [1]);
        State.Faults.Add("FileIdAsString", endpoint: "list");

        JsonNode json = await ReadAsync("/v1/files/list?purpose=prompt_audio");

        Assert.Equal(["9007199254740995", "9007199254740993"], json["files"]!.AsArray().Select(f => f!["file_id"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(null, null, 307, "http://elsewhere.invalid/v1/files/upload")]
    [InlineData(302, "http://other.example/", 302, "http://other.example/")]
    [InlineData(308, null, 308, "http://elsewhere.invalid/v1/files/upload")]
    public async Task Redirects_lead_to_another_host(int? status, string? location, int expected, string target)
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Redirect, Status = status, Location = location });

        using HttpResponseMessage response = await UploadAsync();

        Assert.Equal((expected, target), ((int)response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Empty(State.Files);
    }

    internal static byte[] RawUpload { get; } = RawClient.Body("--b\nContent-Disposition: form-data; name=\"purpose\"\n\nprompt_audio\n--b\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\n\nabc\n--b--\n");
}
