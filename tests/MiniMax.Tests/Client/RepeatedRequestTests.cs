using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Requests, removals and clones whose responses fail or are lost.</summary>
public class RepeatedRequestTests
{
    private const string Success = """{"base_resp":{"status_code":0}}""";

    private readonly Lines _log = new();
    private readonly Hasty _clock = new();

    private static readonly Func<HttpResponseMessage> s_none = Scripted.Json("""{"voice_cloning":[]}""");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RequestRetrier Retried(int retries = 2) => new(new RetryPolicy(retries, TimeSpan.FromSeconds(4), () => 1), _log, _clock);

    [Fact]
    public async Task A_transient_failure_is_retried_with_a_verbose_line_and_a_growing_wait()
    {
        var client = Scripted.Client(Scripted.Code(1000));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Retried().SendAsync("Voices", c => client.ListVoicesAsync(null, c), Stop));

        Assert.Equal(3, error.Attempts);
        Assert.Equal([4.0, 8.0], _clock.Waits.Select(w => w.TotalSeconds));
        Assert.Equal(
            [.. Enumerable.Range(1, 3).Select(i => $"Voices: attempt {i}: ServerError: own.example responded: said so (status 1000).")],
            _log.Verbose);
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task A_request_that_may_have_taken_effect_is_retried_only_if_it_is_repeatable(bool isRepeatable, int requests)
    {
        var (client, host) = Scripted.At("own.example", Scripted.Broken());

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Retried().SendAsync("Deletion", c => client.DeleteFileAsync(7, "prompt_audio", c), Stop, isRepeatable));

        Assert.Equal((requests, true), (error.Attempts, error.IsOutcomeUnknown));
        Assert.Equal(requests, host.Requests.Count);
    }

    [Fact]
    public async Task A_request_that_is_not_repeatable_is_retried_if_it_had_no_effect()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Code(1000), Scripted.Json(Success));

        Assert.Equal(7, await Retried().SendAsync("Deletion", c => client.DeleteFileAsync(7, "prompt_audio", c), Stop, isRepeatable: false));

        Assert.Equal(2, host.Requests.Count);
        Assert.Equal([("Deletion", 1, 2, 4.0)], _log.Retries);
    }

    [Fact]
    public async Task A_permanent_failure_is_not_retried()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Code(2061));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Retried().SendAsync("Voices", c => client.ListVoicesAsync(null, c), Stop));

        Assert.Equal(1, error.Attempts);
        Assert.Single(host.Requests);
        Assert.Empty(_clock.Waits);
    }

    [Theory]
    [InlineData(0.1, 5, 5.1)]
    [InlineData(3, 5, 5.25)]
    [InlineData(0.1, 3600, 3600.1)]
    [InlineData(0.1, 3601, 3600.1)]
    [InlineData(0.1, 922337203685, 3600.1)]
    [InlineData(0, 5, 5)]
    public void Retry_After_is_honored_with_a_small_margin(double interval, double asked, double expected) =>
        Assert.Equal(expected, new RetryPolicy(5, TimeSpan.FromSeconds(interval), () => 1).DelayBefore(3, TimeSpan.FromSeconds(asked)).TotalSeconds, 6);

    [Theory]
    [InlineData("29", null)]
    [InlineData("30", "Voices: own.example requests a delay of 30 s (Retry-After). Press Ctrl+C to stop waiting, and run the command again later.")]
    [InlineData("3600", "Voices: own.example requests a delay of 1.0 h (Retry-After). Press Ctrl+C to stop waiting, and run the command again later.")]
    [InlineData("7200", "Voices: own.example requests a delay of 2.0 h (Retry-After). The module waits for the maximum of 1 h. Press Ctrl+C to stop waiting, and run the command again later.")]
    [InlineData("172799", "Voices: own.example requests a delay of 48.0 h (Retry-After). The module waits for the maximum of 1 h. Press Ctrl+C to stop waiting, and run the command again later.")]
    [InlineData("172800", "Voices: own.example requests a delay of 2 days (Retry-After). The module waits for the maximum of 1 h. Press Ctrl+C to stop waiting, and run the command again later.")]
    [InlineData("922337203685", "Voices: own.example requests a delay of 10675199 days (Retry-After). The module waits for the maximum of 1 h. Press Ctrl+C to stop waiting, and run the command again later.")]
    public async Task A_long_Retry_After_is_announced_with_its_limit_and_a_remedy(string retryAfter, string? warning)
    {
        var client = Scripted.At("own.example", Scripted.Empty(429, ("Retry-After", retryAfter))).Client;

        await Assert.ThrowsAsync<MiniMaxException>(() => Retried(1).SendAsync("Voices", c => client.ListVoicesAsync(null, c), Stop));

        Assert.Equal(warning is null ? [] : [warning], _log.Warnings);
        Assert.InRange(Assert.Single(_clock.Waits).TotalSeconds, 29, 3600.25);
    }

    [Fact]
    public void A_policy_exposes_its_settings_and_waits_a_share_of_the_longest_wait()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(2));

        Assert.Equal((5, 2.0), (policy.MaximumRetryCount, policy.Interval.TotalSeconds));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(policy.DelayBefore(1, null).TotalSeconds, 0, 2));
        Assert.NotEqual(policy.DelayBefore(1, null), policy.DelayBefore(1, null));
    }

    [Fact]
    public async Task A_file_is_removed_with_the_purpose_that_the_service_reports()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json("""{"file":{"file_id":7,"purpose":"voice_clone"}}"""), Scripted.Json(Success));

        Assert.True(await new FileRemover(client, Retried()).RemoveAsync(7, null, Stop));

        Assert.Equal(["GET /v1/files/retrieve?file_id=7", "POST /v1/files/delete"], host.Requests);
        Assert.Equal("""{"file_id":7,"purpose":"voice_clone"}""", host.Bodies[1]);
    }

    [Fact]
    public async Task The_request_for_a_purpose_is_retried()
    {
        var client = Scripted.At("own.example", Scripted.Code(1002), Scripted.Json("""{"file":{"file_id":7,"purpose":"voice_clone"}}"""), Scripted.Json(Success)).Client;

        Assert.True(await new FileRemover(client, Retried()).RemoveAsync(7, null, Stop));

        Assert.Equal(["File 7: attempt 1: RateLimited: own.example responded: said so (status 1002)."], _log.Verbose);
    }

    [Fact]
    public async Task An_item_that_is_missing_after_a_lost_response_was_removed()
    {
        var files = Scripted.Client(Scripted.Broken());
        var (fileClient, fileHost) = Scripted.At("own.example", Scripted.Broken(), Scripted.Code(2013));
        var (voiceClient, voiceHost) = Scripted.At("own.example", Scripted.Broken(), Scripted.Code(2013), Scripted.Json("""{"voice_cloning":[{"voice_id":"narrator-02"}]}"""));

        Assert.False(await new FileRemover(fileClient, Retried()).RemoveAsync(7, "prompt_audio", Stop));
        Assert.False(await new VoiceRemover(voiceClient, Retried()).RemoveAsync("narrator-01", VoiceKind.Cloned, Stop));
        var never = await Assert.ThrowsAsync<MiniMaxException>(() => new FileRemover(files, Retried()).RemoveAsync(7, "prompt_audio", Stop));

        Assert.Equal(["POST /v1/files/delete", "POST /v1/files/delete", "GET /v1/files/retrieve?file_id=7"], fileHost.Requests);
        Assert.Equal(["POST /v1/delete_voice", "POST /v1/delete_voice", "POST /v1/get_voice"], voiceHost.Requests);
        Assert.Equal("ConnectionFailed", never.ErrorId);
        Assert.Equal("Deletion of file 7: attempt 1: ConnectionFailed: The connection to own.example failed: no luck.", _log.Verbose[0]);
        Assert.Contains("Deletion of voice narrator-01: attempt 1: ConnectionFailed: The connection to own.example failed: no luck.", _log.Verbose);
        Assert.Equal(["Voice narrator-01: the response to the deletion was lost. own.example does not list the voice, but it never lists a clone before its first use."], _log.Warnings);
    }

    [Fact]
    public async Task An_item_that_is_listed_after_a_lost_response_was_not_removed()
    {
        var files = Scripted.At("own.example", Scripted.Empty(503), Scripted.Code(2013), Scripted.Json("""{"file":{"file_id":7,"purpose":"voice_clone"}}""")).Client;
        var voices = Scripted.At("own.example", Scripted.Empty(503), Scripted.Code(2013), Scripted.Json("""{"voice_generation":[{"voice_id":"narrator-01"},{"voice_id":"narrator-02"}]}""")).Client;

        var file = await Assert.ThrowsAsync<MiniMaxException>(() => new FileRemover(files, Retried()).RemoveAsync(7, "prompt_audio", Stop));
        var voice = await Assert.ThrowsAsync<MiniMaxException>(() => new VoiceRemover(voices, Retried()).RemoveAsync("narrator-01", VoiceKind.Generated, Stop));

        Assert.Equal(("InvalidParameters", "own.example responded: said so (status 2013). The service still lists it."), (file.ErrorId, file.Message));
        Assert.Equal("Check the file ID and the purpose. Get-MiniMaxFile lists both.", file.RemedyAt<RemoveMiniMaxFileCommand>());
        Assert.False(file.IsOutcomeUnknown);
        Assert.Equal(("InvalidParameters", "own.example responded: said so (status 2013). The service still lists it."), (voice.ErrorId, voice.Message));
    }

    [Fact]
    public async Task A_removal_whose_outcome_cannot_be_determined_is_an_error_that_says_so()
    {
        var client = Scripted.At("own.example", Scripted.Empty(503), Scripted.Code(2013), Scripted.Empty(502), Scripted.Code(1008)).Client;

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => new FileRemover(client, Retried()).RemoveAsync(7, "prompt_audio", Stop));

        Assert.Equal("own.example responded: said so (status 2013). An earlier attempt may have removed it; the module could not determine whether it still exists.", error.Message);
        Assert.True(error.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"message":"maintenance"}""")]
    public async Task A_removal_without_a_result_is_retried(string response)
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json(response), Scripted.Json(Success));

        Assert.True(await new FileRemover(client, Retried()).RemoveAsync(7, "prompt_audio", Stop));

        Assert.Equal(2, host.Requests.Count);
    }

    [Fact]
    public async Task A_rejected_removal_of_an_item_that_is_then_missing_is_an_error()
    {
        Func<HttpResponseMessage>[] responses = [Scripted.Code(1002), Scripted.Code(2013)];

        var file = await Assert.ThrowsAsync<MiniMaxException>(() => new FileRemover(Scripted.At("own.example", responses).Client, Retried()).RemoveAsync(7, "prompt_audio", Stop));

        Assert.Equal("InvalidParameters", file.ErrorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_response_stays_lost_after_another_transient_failure(bool isLostAgain)
    {
        Func<HttpResponseMessage>[] responses = [Scripted.Broken(), isLostAgain ? Scripted.Broken() : Scripted.Code(1002), Scripted.Code(2013)];

        Assert.False(await new FileRemover(Scripted.At("own.example", responses).Client, Retried()).RemoveAsync(7, "prompt_audio", Stop));
    }

    [Fact]
    public async Task A_voice_ID_that_is_listed_is_not_cloned_again()
    {
        var list = Scripted.Json("""{"voice_cloning":[{"voice_id":"narrator-01","created_time":"2025-01-01"}]}""", 200, ("Trace-Id", "t-1"));
        var (client, host) = Scripted.At("own.example", list);

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Cloner(client).CloneAsync(Clone(), Stop));

        Assert.Equal((2039, "t-1", "own.example"), (error.ApiCode, error.TraceId, error.Host));
        Assert.Equal("A voice with the ID 'narrator-01' already exists. No voice was created.", error.Message);
        Assert.False(error.IsOutcomeUnknown);
        Assert.Equal(["POST /v1/get_voice"], host.Requests);
    }

    [Fact]
    public async Task A_list_that_is_not_available_does_not_prevent_a_clone()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Empty(404), Scripted.Json(Success));

        Assert.Equal(7, (await Cloner(client).CloneAsync(Clone(), Stop)).FileId);
        Assert.Equal(["POST /v1/get_voice", "POST /v1/voice_clone"], host.Requests);
        Assert.Equal(["Voice narrator-01: the list of voices is not available: ApiError: own.example responded with HTTP 404."], _log.Verbose);
    }

    [Fact]
    public async Task Another_rejection_after_a_lost_response_is_the_error()
    {
        Func<HttpResponseMessage>[] responses = [Scripted.Broken(), Scripted.Code(1008)];

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => new FileRemover(Scripted.At("own.example", responses).Client, Retried()).RemoveAsync(7, "prompt_audio", Stop));

        Assert.Equal("InsufficientBalance", error.ErrorId);
    }

    [Fact]
    public async Task A_clone_has_the_properties_that_are_known()
    {
        var client = Scripted.Client(Scripted.Json(
            """{"input_sensitive":{"kind":1},"demo_audio":"https://files.example/demo.mp3","base_resp":{"status_code":0}}""", 200, ("Date", "Sun, 01 Mar 2026 12:00:00 GMT"), ("Trace-Id", "t-1")));

        var voice = await Cloner(client).CloneAsync(Clone(), Stop);

        Assert.Equal(("narrator-01", VoiceKind.Cloned), (voice.VoiceId, voice.Kind));
        Assert.Equal((7, 8), (voice.FileId, voice.PromptFileId));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), voice.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 12, 0, 0, TimeSpan.Zero), voice.ExpiresAt);
        Assert.Equal("https://files.example/demo.mp3", voice.PreviewUri!.AbsoluteUri);
        Assert.True(voice.IsSensitive);
        Assert.Equal("t-1", voice.TraceId);
        Assert.Equal("https://own.example/", voice.BaseUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"type":"odd"}""", true)]
    [InlineData("7", null)]
    [InlineData("\"no\"", null)]
    public async Task Sensitive_content_in_an_unknown_form_counts_as_sensitive(string value, bool? expected)
    {
        var voice = await Cloner(Scripted.Client(Scripted.Json($$$"""{"input_sensitive":{{{value}}},"base_resp":{"status_code":0}}"""))).CloneAsync(Clone(), Stop);

        Assert.Equal(expected, voice.IsSensitive);
        Assert.Null(voice.PreviewUri);
    }

    [Theory]
    [InlineData("""{"input_sensitive":{"type":3},"extra_info":{"usage_characters":12}}""", 3, 12)]
    [InlineData("""{"input_sensitive":true,"input_sensitive_type":5,"extra_info":{"usage_characters":0}}""", 5, 0)]
    [InlineData("""{"input_sensitive":false,"input_sensitive_type":0,"extra_info":"none"}""", null, null)]
    [InlineData("""{"input_sensitive":false,"extra_info":{"usage_characters":"many"}}""", null, null)]
    public async Task The_kind_of_sensitive_input_and_the_billed_characters_are_those_of_the_service(string response, int? kind, int? characters)
    {
        var clone = new VoiceCloneRequest { VoiceId = "narrator-01", FileId = 7, Text = "Hello there.", Model = VoiceRules.Models[0] };

        var voice = await Cloner(Scripted.Client(Scripted.Json("{\"base_resp\":{\"status_code\":0}," + response[1..]))).CloneAsync(clone, Stop);

        Assert.Equal((kind, characters), (voice.SensitiveKind, voice.PreviewCharacters));
    }

    [Fact]
    public async Task An_invalid_clone_request_is_not_sent()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json(Success));

        await Assert.ThrowsAsync<MiniMaxException>(() => Cloner(client).CloneAsync(new VoiceCloneRequest { VoiceId = "short" }, Stop));

        Assert.Empty(host.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task A_voice_that_is_listed_after_a_lost_response_has_only_proved_properties(int? days)
    {
        DateTimeOffset? created = days is { } d ? new DateTimeOffset(DateTime.UtcNow.Date.AddDays(d), TimeSpan.Zero) : null;
        var list = Scripted.Json($$"""{"voice_cloning":[{"voice_id":"another-01"},{"voice_id":"narrator-01","description":["It","speaks."]{{(created is { } day ? $",\"created_time\":\"{day:yyyy-MM-dd}\"" : "")}}}]}""", 200, ("Trace-Id", "t-2"));
        var (client, host) = Scripted.At("own.example", s_none, Scripted.Broken(), list);

        var voice = await Cloner(client).CloneAsync(Clone(), Stop);

        Assert.Equal(["POST /v1/get_voice", "POST /v1/voice_clone", "POST /v1/get_voice"], host.Requests);
        Assert.Equal("""{"voice_type":"voice_cloning"}""", host.Bodies[0]);
        Assert.Equal(("narrator-01", VoiceKind.Cloned), (voice.VoiceId, voice.Kind));
        Assert.Equal("It speaks.", voice.Description);
        Assert.Equal((null, null, created, null), (voice.FileId, voice.PromptFileId, voice.CreatedAt, voice.ExpiresAt));
        Assert.Equal("t-2", voice.TraceId);
        Assert.Equal("https://own.example/", voice.BaseUri!.AbsoluteUri);
        Assert.Equal(["narrator-01: the response was lost. own.example has a voice with this ID, but it may have existed before."], _log.Warnings);
        Assert.Equal("Voice narrator-01: attempt 1: ConnectionFailed: The connection to own.example failed: no luck.", Assert.Single(_log.Verbose));
    }

    [Fact]
    public async Task A_voice_ID_that_exists_after_a_lost_response_is_the_clone_without_its_preview()
    {
        var clone = Clone();
        clone.Text = "Hello.";
        clone.Model = "speech-2.8-hd";
        var client = Scripted.At("own.example", s_none, Scripted.Broken(), Scripted.Json("""{"voice_cloning":[]}"""), Scripted.Json("""{"base_resp":{"status_code":2039}}""", 200, ("Trace-Id", "t-3"))).Client;

        var voice = await Cloner(client).CloneAsync(clone, Stop);

        Assert.Equal("t-3", voice.TraceId);
        Assert.Null(voice.Description);
        Assert.Equal(["narrator-01: the response was lost. own.example has a voice with this ID, but it may have existed before. Its preview was lost with the response."], _log.Warnings);
    }

    [Fact]
    public async Task A_voice_ID_that_exists_from_the_start_is_another_voice()
    {
        var (client, host) = Scripted.At("own.example", s_none, Scripted.Code(2039));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Cloner(client).CloneAsync(Clone(), Stop));

        Assert.Equal(2039, error.ApiCode);
        Assert.Equal("own.example responded: said so (status 2039).", error.Message);
        Assert.False(error.IsOutcomeUnknown);
        Assert.Equal(2, host.Requests.Count);
    }

    [Fact]
    public async Task A_clone_whose_outcome_is_unknown_says_so_and_what_to_do_first()
    {
        var (client, host) = Scripted.At("own.example", s_none, Scripted.Broken(), Scripted.Json("""{"voice_cloning":[]}"""), Scripted.Broken("none at all"), Scripted.Json("""{"voice_cloning":[]}"""));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Cloner(client, 1).CloneAsync(Clone(), Stop));

        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Equal("The connection to own.example failed: none at all. The voice may exist even if it is not yet listed.", error.Message);
        Assert.Equal("Before you clone it again, check whether Get-MiniMaxVoice lists it. Check the network, the proxy (-Proxy), and the base address (-BaseUri, MINIMAX_BASE_URL).", error.RemedyAt(null));
        Assert.True(error.IsOutcomeUnknown);
        Assert.True(error.IsTransient);
        Assert.Equal("own.example", error.Host);
        Assert.Equal(2, error.Attempts);
        Assert.IsType<HttpRequestException>(error.InnerException);
        Assert.Equal(["POST /v1/get_voice", "POST /v1/voice_clone", "POST /v1/get_voice", "POST /v1/voice_clone", "POST /v1/get_voice"], host.Requests);
        Assert.Equal([4.0, 8.0], _clock.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task A_clone_whose_outcome_is_unknown_keeps_the_details_of_the_last_rejection()
    {
        var rejection = Scripted.Json("""{"base_resp":{"status_code":1028,"status_msg":"spent"}}""", 200, ("Trace-Id", "t-4"), ("Retry-After", "9"));
        var client = Scripted.At("own.example", s_none, Scripted.Broken(), Scripted.Json("""{"voice_cloning":[]}"""), rejection).Client;

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Cloner(client).CloneAsync(Clone(), Stop));

        Assert.Equal("QuotaExceeded", error.ErrorId);
        Assert.Equal("own.example responded: spent (status 1028). The voice may exist even if it is not yet listed.", error.Message);
        Assert.Equal("Before you clone it again, check whether Get-MiniMaxVoice lists it. Wait until the quota is renewed, or increase it in the account.", error.RemedyAt(null));
        Assert.Equal((1028, 200, "t-4"), (error.ApiCode, error.HttpStatus, error.TraceId));
        Assert.Equal(9, error.RetryAfter!.Value.TotalSeconds);
        Assert.Equal(2, error.Attempts);
        Assert.False(error.IsTransient);
        Assert.True(error.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_clone_is_not_retried_if_its_outcome_cannot_be_determined()
    {
        var (client, host) = Scripted.At("own.example", s_none, Scripted.Broken(), Scripted.Code(1008));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Cloner(client).CloneAsync(Clone(), Stop));

        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Equal("The connection to own.example failed: no luck. The voice may exist: the list of voices is not available, and the module does not clone a voice twice.", error.Message);
        Assert.True(error.IsOutcomeUnknown);
        Assert.Equal(3, host.Requests.Count);
        Assert.StartsWith("Voices: attempt 1: InsufficientBalance", _log.Verbose[1], StringComparison.Ordinal);
    }

    private VoiceCloner Cloner(MiniMaxClient client, int retries = 2) => new(client, Retried(retries));

    private static VoiceCloneRequest Clone() => new() { FileId = 7, VoiceId = "narrator-01", Prompt = new VoiceClonePrompt(8, "Hello.") };
}
