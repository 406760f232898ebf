namespace MiniMax.Tests.Client;

/// <summary>Responses with speech in every form, and the lack of one.</summary>
public class SpeechResponseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("00ff7aAF", "00FF7AAF")]
    [InlineData("0123456789abcdefABCDEF", "0123456789ABCDEFABCDEF")]
    [InlineData("9a:f", null)]
    [InlineData("0g", null)]
    [InlineData("0G", null)]
    [InlineData("0`", null)]
    [InlineData("0@", null)]
    [InlineData("0/", null)]
    [InlineData("abc", null)]
    public async Task Audio_is_hexadecimal_in_either_case(string digits, string? expected)
    {
        var speaking = Scripted.Client(Scripted.Json($$$"""{"data":{"audio":"{{{digits}}}"},"base_resp":{"status_code":0}}""")).SynthesizeSpeechAsync(new SpeechRequest { Text = "a" }, Stop);

        if (expected is null)
        {
            Assert.Equal(ErrorIds.InvalidResponse, (await Assert.ThrowsAsync<MiniMaxException>(() => speaking)).ErrorId);
        }
        else
        {
            Assert.Equal(expected, Convert.ToHexString((await speaking).Audio.Span));
        }
    }

    [Theory]
    [InlineData("{\"b\":[\"00\"]}")]
    [InlineData("[\"00\",{}]")]
    public async Task Fields_after_unusable_audio_are_still_read(string audio)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() =>
            Scripted.Client(Scripted.Json($$$"""{"data":{"audio":{{{audio}}}},"base_resp":{"status_code":1004,"status_msg":"said so"}}""")).SynthesizeSpeechAsync(new SpeechRequest { Text = "a" }, Stop));

        Assert.Equal((1004, "AuthenticationFailed"), (error.ApiCode, error.ErrorId));
    }

    [Theory]
    [InlineData("\"extra_info\":{\"usage_characters\":0},\"trace_id\":\"t-body\"", null, true, 0L, "t-body")]
    [InlineData("\"extra_info\":{\"usage_characters\":-1},\"trace_id\":\"t-body\"", "t-head", true, null, "t-head")]
    [InlineData("\"trace_id\":\"\"", null, true, null, null)]
    public async Task Speech_has_the_characters_and_the_trace_ID_of_the_header_or_the_body(string fields, string? header, bool isComplete, long? characters, string? traceId)
    {
        var client = Scripted.Client(Scripted.Json($$$"""{"data":{"audio":"00"},{{{fields}}}}""", 200, header is null ? [] : [("Trace-Id", header)]));

        var speech = await client.SynthesizeSpeechAsync(new SpeechRequest { Text = "a" }, Stop);

        Assert.Equal((isComplete, characters, traceId), (speech.IsComplete, speech.Characters, speech.TraceId));
    }

    [Theory]
    [InlineData(1, 1024 * 1024 + 705_600)]
    [InlineData(1000, 512 * 1024 * 1024)]
    public async Task A_response_with_speech_can_be_as_large_as_the_text_allows(int characters, int limit)
    {
        foreach (var (announced, isAccepted) in new[] { ((long)limit, true), (limit + 1L, false) })
        {
            var client = Scripted.Client(() =>
            {
                var content = new ByteArrayContent("""{"data":{"audio":"00"}}"""u8.ToArray());
                content.Headers.ContentLength = announced;
                return Scripted.Respond(200, content);
            });

            var speaking = client.SynthesizeSpeechAsync(new SpeechRequest { Text = new string('a', characters) }, Stop);

            if (isAccepted)
            {
                Assert.Equal(1, (await speaking).Audio.Length);
            }
            else
            {
                Assert.Equal($"own.example returned an unusable response (HTTP 200): the body exceeds {limit:N0} bytes.", (await Assert.ThrowsAsync<MiniMaxException>(() => speaking)).Message);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Speech_may_have_been_synthesized_only_if_the_request_was_sent(bool isSent)
    {
        var client = new MiniMaxClient(new HttpClient(new Cut(isSent)), ServiceAddress.Parse("own.example"), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SynthesizeSpeechAsync(new SpeechRequest { Text = "a" }, Stop));

        Assert.Equal((ErrorIds.ConnectionFailed, isSent), (error.ErrorId, error.IsOutcomeUnknown));
    }

    /// <summary>Breaks the connection before or after the body is sent.</summary>
    private sealed class Cut(bool isSent) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (isSent)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            }

            throw new HttpRequestException("no luck");
        }
    }
}
