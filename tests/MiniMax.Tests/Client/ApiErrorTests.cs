using System.Globalization;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>The error for each failed response: its ID, message, remedy and whether it is transient.</summary>
public class ApiErrorTests
{
    private const string Region = " A key works only at the host of its own region: api.minimax.io (Global) or api.minimax.cn (China).";
    private const string Key = "Check the key and its region (-Region). Get-MiniMaxContext shows the key and the region in use.";
    private const string Server = "Try again later. If the problem persists, contact MiniMax support.";
    private const string Rate = "Wait a minute and run the command again, or increase -MaximumRetryCount.";
    private const string Balance = "Top up the account. A Token Plan key (sk-cp-…) does not use the pay-as-you-go balance.";
    private const string Quota = "Wait until the quota is renewed, or increase it in the account.";
    private const string Filter = "The content filter of the service rejected this recording. Use another recording.";
    private const string Transcript = "Specify the exact transcript of the recording.";
    private const string Ids = "Check the IDs and the parameter values.";
    private const string Gateway = "Check the base address (-BaseUri, MINIMAX_BASE_URL).";

    [Theory]
    [InlineData(400, """{"error":{"message":"plan does not support the model (2061)"}}""", "PermissionDenied", 2061, false, false)]
    [InlineData(500, """{"error":{"message":"invalid api key (2049)"}}""", "InvalidApiKey", 2049, false, false)]
    [InlineData(500, """{"error":"rate limit (1002)."}""", "RateLimited", 1002, true, true)]
    [InlineData(403, """{"message":"insufficient balance (1008)"}""", "InsufficientBalance", 1008, false, false)]
    [InlineData(200, """{"type":"error","error":{"message":"no such voice (2054)"}}""", "VoiceNotFound", 2054, false, false)]
    [InlineData(422, """{"error":{"message":"bad sample (20132)"}}""", "InvalidParameters", 20132, false, false)]
    [InlineData(500, """{"error":{"message":"failed at line (12)"}}""", "ServerError", null, true, true)]
    public async Task A_code_in_brackets_determines_the_error(int status, string body, string id, int? code, bool isTransient, bool isOutcomeUnknown)
    {
        var client = Scripted.Client(Scripted.Json(body, status));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.DeleteFileAsync(7, "prompt_audio", Stop));

        Assert.Equal((id, code, status), (error.ErrorId, error.ApiCode, error.HttpStatus));
        Assert.Equal((isTransient, isOutcomeUnknown), (error.IsTransient, error.IsOutcomeUnknown));
    }

    [Theory]
    [InlineData(null, "Try again later. If the problem persists, contact MiniMax support.")]
    [InlineData("t-1", "Try again later. If the problem persists, contact MiniMax support and quote the trace ID t-1.")]
    public void The_remedy_quotes_the_trace_ID(string? traceId, string remedy)
    {
        var error = new MiniMaxException(ErrorIds.ServerError, "", "") { TraceId = traceId };

        Assert.Equal(remedy, error.RemedyAt(null));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1000, "ServerError", true, Server)]
    [InlineData(1001, "RequestTimeout", true, "Try again later.")]
    [InlineData(1002, "RateLimited", true, Rate)]
    [InlineData(1004, "AuthenticationFailed", false, Key)]
    [InlineData(1008, "InsufficientBalance", false, Balance)]
    [InlineData(1013, "ServerError", true, Server)]
    [InlineData(1024, "ServerError", true, Server)]
    [InlineData(1026, "SensitiveContent", false, Filter)]
    [InlineData(1027, "SensitiveContent", false, Filter)]
    [InlineData(1028, "QuotaExceeded", false, Quota)]
    [InlineData(1030, "QuotaExceeded", false, Quota)]
    [InlineData(1033, "ServerError", true, Server)]
    [InlineData(1039, "RateLimited", true, Rate)]
    [InlineData(1041, "RateLimited", true, Rate)]
    [InlineData(1042, "ApiError", false, "Remove the invisible characters from the text.")]
    [InlineData(1043, "ApiError", false, Transcript)]
    [InlineData(1044, "ApiError", false, Transcript)]
    [InlineData(2013, "InvalidParameters", false, Ids)]
    [InlineData(2037, "ApiError", false, "Use a recording within the limits: 10 s to 5 min to clone from, under 8 s as a prompt.")]
    [InlineData(2038, "PermissionDenied", false, "Verify the account for voice cloning on the MiniMax website.")]
    [InlineData(2039, "ApiError", false, "Choose another voice ID.")]
    [InlineData(2042, "PermissionDenied", false, "The voice belongs to another account. Use a voice of your own account.")]
    [InlineData(2045, "RateLimited", true, Rate)]
    [InlineData(2048, "ApiError", false, "Trim the prompt audio to under 8 s.")]
    [InlineData(2049, "InvalidApiKey", false, Key)]
    [InlineData(2056, "QuotaExceeded", false, Quota)]
    [InlineData(2061, "PermissionDenied", false, "Choose a model that the account's plan includes, or change the plan.")]
    [InlineData(7777, "ApiError", false, "Look up the code at https://platform.minimax.io/docs/api-reference/errorcode.")]
    public async Task Each_code_of_the_service_has_its_ID_message_and_remedy(int code, string id, bool isTransient, string remedy)
    {
        var error = await RejectedAsync(Scripted.Code(code));

        Assert.Equal(id, error.ErrorId);
        Assert.Equal($"own.example responded: said so (status {code}).{(remedy == Key ? Region : "")}", error.Message);
        Assert.Equal(remedy, error.RemedyAt(null));
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal(code, error.ApiCode);
        Assert.Equal(200, error.HttpStatus);
        Assert.Equal("own.example", error.Host);
        Assert.Equal(code == 1001, error.IsOutcomeUnknown);
        Assert.Null(error.TraceId);
        Assert.Null(error.RetryAfter);
    }

    [Theory]
    [InlineData(199, "ApiError", false, Gateway)]
    [InlineData(300, "InvalidResponse", false, "The module does not follow redirects: it sends the key only to the host that you specify. Check the base address (-BaseUri, MINIMAX_BASE_URL) and the proxy.")]
    [InlineData(399, "InvalidResponse", false, "The module does not follow redirects: it sends the key only to the host that you specify. Check the base address (-BaseUri, MINIMAX_BASE_URL) and the proxy.")]
    [InlineData(400, "InvalidParameters", false, Ids)]
    [InlineData(401, "AuthenticationFailed", false, Key)]
    [InlineData(402, "InsufficientBalance", false, Balance)]
    [InlineData(403, "PermissionDenied", false, "Check the permissions of the account, and whether a gateway blocks the request.")]
    [InlineData(404, "ApiError", false, "Check the base address (-BaseUri, MINIMAX_BASE_URL): it is the origin of the service, for example https://api.minimax.io.")]
    [InlineData(405, "ApiError", false, Gateway)]
    [InlineData(408, "RequestTimeout", true, "Try again later.")]
    [InlineData(413, "FileTooLarge", false, "Send a smaller file. The limit is 20 MiB, and a gateway may have a lower limit.")]
    [InlineData(422, "InvalidParameters", false, Ids)]
    [InlineData(429, "RateLimited", true, Rate)]
    [InlineData(499, "ApiError", false, Gateway)]
    [InlineData(500, "ServerError", true, Server)]
    [InlineData(599, "ServerError", true, Server)]
    public async Task Each_HTTP_status_has_its_ID_message_and_remedy(int status, string id, bool isTransient, string remedy)
    {
        var error = await RejectedAsync(Scripted.Empty(status));

        Assert.Equal(id, error.ErrorId);
        Assert.Equal($"own.example responded with HTTP {status}.{(remedy == Key ? Region : "")}", error.Message);
        Assert.Equal(remedy, error.RemedyAt(null));
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Null(error.ApiCode);
        Assert.Equal(status, error.HttpStatus);
        // A gateway may have forwarded a request that it gave up. A rejected request was not executed.
        Assert.Equal(status is 408 or >= 500, error.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData("files/list", 2013, 200, "Check -FileId, or specify -Purpose prompt_audio, voice_clone or t2a_async_input. Without either, Get-MiniMaxFile lists all files.")]
    [InlineData("files/list", 0, 400, "Check -FileId, or specify -Purpose prompt_audio, voice_clone or t2a_async_input. Without either, Get-MiniMaxFile lists all files.")]
    [InlineData("files/list", 0, 422, "Check -FileId, or specify -Purpose prompt_audio, voice_clone or t2a_async_input. Without either, Get-MiniMaxFile lists all files.")]
    [InlineData("files/list", 0, 405, Gateway)]
    [InlineData("files/retrieve", 2013, 200, "Check the file ID. Get-MiniMaxFile lists the files of the account.")]
    [InlineData("files/retrieve_content", 2013, 200, "Check the file ID. Get-MiniMaxFile lists the files of the account.")]
    [InlineData("files/delete", 2013, 200, "Check the file ID and the purpose. Get-MiniMaxFile lists both.")]
    [InlineData("delete_voice", 2013, 200, "Check the voice ID and the kind. Get-MiniMaxVoice lists both.")]
    [InlineData("delete_voice", 1008, 200, Balance)]
    [InlineData("voice_clone", 1000, 200, "A common cause is a bad recording. Check the recording with Test-MiniMaxCloneAudio and the prompt audio with Test-MiniMaxPromptAudio, and send them again. If both are valid, contact MiniMax support.")]
    [InlineData("voice_clone", 2013, 200, "Check that -FileId is from Send-MiniMaxCloneAudio and -PromptFileId from Send-MiniMaxPromptAudio. Check the texts and -Model.")]
    [InlineData("voice_clone", 1043, 200, "Specify the exact transcript of the recording in -ValidationText, or omit the parameter.")]
    [InlineData("voice_clone", 1044, 200, "Specify the exact transcript of the prompt audio in -PromptText.")]
    [InlineData("voice_clone", 2037, 200, "The recording must be 10 s to 5 min long. Check it with Test-MiniMaxCloneAudio, and send it with Send-MiniMaxCloneAudio.")]
    [InlineData("voice_clone", 2039, 200, "Choose another -VoiceId. Get-MiniMaxVoice lists a clone only after its first use for speech, and the ID of a deleted voice cannot be reused.")]
    [InlineData("voice_clone", 2061, 200, "A Token Plan key (sk-cp-…) cannot clone voices. Use a pay-as-you-go key (sk-api-…).")]
    [InlineData("voice_clone", 2048, 200, "The prompt audio must be shorter than 8 s. Trim it with ConvertTo-MiniMaxPromptAudio, and send the result with Send-MiniMaxPromptAudio.")]
    public async Task An_endpoint_has_its_own_remedy_for_a_code(string endpoint, int code, int status, string remedy)
    {
        var client = Scripted.Client(code == 0 ? Scripted.Empty(status) : Scripted.Code(code));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => endpoint switch
        {
            "files/list" => client.ListFilesAsync("prompt_audio", Stop),
            "files/retrieve" => client.RetrieveFileAsync(7, Stop),
            "files/retrieve_content" => client.GetContentSha256Async(7, 11, Stop),
            "files/delete" => client.DeleteFileAsync(7, "prompt_audio", Stop),
            "delete_voice" => client.DeleteVoiceAsync("narrator-01", VoiceKind.Cloned, Stop),
            _ => client.CloneVoiceAsync(new VoiceCloneRequest { FileId = 7, VoiceId = "narrator-01" }, Stop),
        });

        Assert.Equal(remedy, error.RemedyAt(endpoint switch
        {
            "files/list" => typeof(GetMiniMaxFileCommand),
            "files/retrieve" or "files/retrieve_content" => typeof(SaveMiniMaxFileCommand),
            "files/delete" => typeof(RemoveMiniMaxFileCommand),
            "delete_voice" => typeof(RemoveMiniMaxVoiceCommand),
            _ => typeof(NewMiniMaxVoiceCommand),
        }));
    }

    [Theory]
    [InlineData(500, """{"base_resp":{"status_code":1000,"status_msg":"oh"}}""", "own.example responded: oh (status 1000, HTTP 500).")]
    [InlineData(500, """{"base_resp":{"status_code":1000}}""", "own.example responded with status 1000, HTTP 500.")]
    [InlineData(500, """{"base_resp":{"status_code":0,"status_msg":"fine, or not"}}""", "own.example responded: fine, or not (HTTP 500).")]
    [InlineData(500, """{"type":"error","error":{"type":"overloaded","message":"Too many."}}""", "own.example responded: Too many (HTTP 500).")]
    [InlineData(500, """{"error":{"message":"mine"},"base_resp":{"status_msg":"not mine"}}""", "own.example responded: mine (HTTP 500).")]
    [InlineData(500, "<html>", "own.example responded with HTTP 500.")]
    [InlineData(200, """{"type":"error","error":{"type":"overloaded","message":"Too many."}}""", "own.example responded: Too many (HTTP 200).")]
    [InlineData(200, """{"error":{"type":"overloaded"}}""", "own.example responded: overloaded (HTTP 200).")]
    [InlineData(200, """{"type":"error"}""", "own.example responded with HTTP 200.")]
    [InlineData(200, """{"base_resp":{"status_code":1042,"status_msg":" a\u0007\r\n\r\n b\tc. "}}""", "own.example responded: a b c (status 1042).")]
    public async Task The_message_contains_the_text_and_the_number_of_the_server(int status, string body, string message) =>
        Assert.Equal(message, (await RejectedAsync(Scripted.Json(body, status))).Message);

    [Fact]
    public async Task A_gateway_error_inside_a_success_is_an_error_without_a_code()
    {
        var error = await RejectedAsync(Scripted.Json("""{"type":"error","error":{"message":"Too many."},"request_id":"r-1"}"""));

        Assert.Equal("ApiError", error.ErrorId);
        Assert.Equal("Look up the code at https://platform.minimax.io/docs/api-reference/errorcode.", error.RemedyAt(null));
        Assert.Null(error.ApiCode);
        Assert.Equal("r-1", error.TraceId);
        Assert.False(error.IsTransient);
        Assert.False(error.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1?key=1", "own.example responded with HTTP 302, a redirect to elsewhere.example.")]
    [InlineData("/v1/elsewhere", "own.example responded with HTTP 302.")]
    public async Task A_redirect_names_its_target_host(string location, string message) =>
        Assert.Equal(message, (await RejectedAsync(Scripted.Empty(302, ("Location", location)))).Message);

    [Theory]
    [InlineData("https://api.minimax.io", " A key of the China region works only at api.minimax.cn.")]
    [InlineData("https://api.minimaxi.com", " A key of the Global region works only at api.minimax.io.")]
    [InlineData("https://api.minimax.cn", " A key of the Global region works only at api.minimax.io.")]
    [InlineData("https://own.example", Region)]
    public async Task The_remedy_for_a_rejected_key_names_the_other_region(string address, string hint)
    {
        foreach (var code in new[] { 1004, 2049 })
        {
            var client = Scripted.At(address, Scripted.Code(code)).Client;

            var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop));

            Assert.Equal($"{new Uri(address).Host} responded: said so (status {code}).{hint}", error.Message);
        }
    }

    public static TheoryData<string, string?> TraceIds() => new()
    {
        { "", "of the body" },
        { "x-request-id: e", "e" },
        { "x-request-id: e, alb_request_id: d", "d" },
        { "x-request-id: e, alb_request_id: d, x-mm-request-id: c", "c" },
        { "x-request-id: e, alb_request_id: d, x-mm-request-id: c, minimax-request-id: b", "b" },
        { "x-request-id: e, alb_request_id: d, x-mm-request-id: c, minimax-request-id: b, Trace-Id: a", "a" },
        { "x-request-id: e, Trace-Id:  ", "e" },
        { "Trace-Id: a, Trace-Id: b", "a,b" },
        { $"Trace-Id: a {Scripted.Key} b", "a **** b" },
    };

    [Theory]
    [MemberData(nameof(TraceIds))]
    public async Task The_trace_ID_is_that_of_the_first_header_or_of_the_body(string headers, string? expected)
    {
        var pairs = headers.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(": ")).Select(h => (h[0], h[1])).ToArray();

        var error = await RejectedAsync(Scripted.Json("""{"base_resp":{"status_code":1000},"request_id":"of the body"}""", 200, pairs));

        Assert.Equal(expected, error.TraceId);
    }

    [Theory]
    [InlineData("7", null, 7.0)]
    [InlineData("0", null, 0.0)]
    [InlineData("0.25", null, 0.25)]
    [InlineData("1e3", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("NaN", null, null)]
    [InlineData("Infinity", null, null)]
    [InlineData("-Infinity", null, null)]
    [InlineData("1e308", null, null)]
    [InlineData("-0.5", null, null)]
    [InlineData("922337203685", null, 922337203685.0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "Sun, 01 Mar 2026 12:00:00 GMT", 251629934399.0)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", "Sun, 01 Mar 2026 12:00:00 GMT", 30.0)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 GMT", 0.0)]
    [InlineData("Sun, 01 Mar 2015 12:00:30 GMT", null, 0.0)]
    public async Task Retry_After_is_read_in_every_form(string retryAfter, string? date, double? seconds)
    {
        (string, string)[] headers = date is null ? [("Retry-After", retryAfter)] : [("Retry-After", retryAfter), ("Date", date)];

        var error = await RejectedAsync(Scripted.Empty(429, headers));

        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_Retry_After_date_without_a_Date_header_uses_the_local_clock()
    {
        var error = await RejectedAsync(Scripted.Empty(429, ("Retry-After", DateTimeOffset.UtcNow.AddHours(2).ToString("R", CultureInfo.InvariantCulture))));

        Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromMinutes(90), TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData(299, 299, 299)]
    [InlineData(300, 300, 300)]
    [InlineData(301, 300, 301)]
    [InlineData(5000, 300, 301)]
    public async Task A_long_text_of_the_server_is_truncated(int length, int kept, int shown)
    {
        var error = await RejectedAsync(Scripted.Json($$$"""{"base_resp":{"status_code":1042,"status_msg":"{{{new string('x', length)}}}"}}"""));

        var said = new string('x', kept) + (shown > 300 ? "…" : "");
        Assert.Equal($"own.example responded: {said} (status 1042).", error.Message);
    }

    [Fact]
    public async Task A_key_that_the_server_repeats_is_masked_before_the_text_is_truncated()
    {
        var error = await RejectedAsync(Scripted.Json($$$"""{"base_resp":{"status_code":1042,"status_msg":"{{{new string('x', 290)}}}{{{Scripted.Key}}}"}}"""));
        var twice = await RejectedAsync(Scripted.Json($$$"""{"base_resp":{"status_code":1042,"status_msg":"{{{Scripted.Key}}} and {{{Scripted.Key.ToUpperInvariant()}}} again"},"request_id":"of {{{Scripted.Key}}}"}"""));

        Assert.Equal($"own.example responded: {new string('x', 290)}**** (status 1042).", error.Message);
        Assert.Equal("own.example responded: **** and **** again (status 1042).", twice.Message);
        Assert.Equal("of ****", twice.TraceId);
    }

    private static Task<MiniMaxException> RejectedAsync(Func<HttpResponseMessage> response) =>
        Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(response).ListVoicesAsync(null, Stop));
}
