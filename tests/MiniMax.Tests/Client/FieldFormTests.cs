using System.Text;

namespace MiniMax.Tests.Client;

/// <summary>Fields of a response in every form that a server could send.</summary>
public sealed class FieldFormTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("11.9", 11)]
    [InlineData("\"1.1e1\"", 11)]
    [InlineData("0", 0)]
    [InlineData("9223372036854775807", 9223372036854775807)]
    [InlineData("9223372036854775807.0", 9223372036854775807)]
    [InlineData("9223372036854775808", 0)]
    [InlineData("-9223372036854775808.0", 0)]
    [InlineData("-9223372036854775809", 0)]
    public async Task A_size_is_a_number_of_64_bits_or_its_text(string value, long bytes) =>
        Assert.Equal(bytes, (await RetrieveAsync($"\"bytes\":{value}")).Bytes);

    [Theory]
    [InlineData("9007199254740992.0", 9007199254740992)]
    [InlineData("9007199254740993.0", null)]
    [InlineData("7.5", null)]
    public async Task An_ID_with_a_decimal_point_is_used_up_to_2_to_the_53(string value, long? id)
    {
        var retrieving = Scripted.Client(Scripted.Json($$$"""{"file":{"file_id":{{{value}}}},"base_resp":{"status_code":0}}""")).RetrieveFileAsync(id ?? 7, Stop);

        if (id is null)
        {
            Assert.Equal("own.example returned an unusable response (HTTP 200): it reports success but has no file.", (await Assert.ThrowsAsync<MiniMaxException>(() => retrieving)).Message);
        }
        else
        {
            Assert.Equal(id, (await retrieving).FileId);
        }
    }

    [Theory]
    [InlineData("-1.50e3", "-1.50e3")]
    [InlineData("{\"a\":[1]}", "")]
    [InlineData("true", "")]
    [InlineData("\"\\udc00\"", "")]
    public async Task A_name_is_a_text_or_a_number(string value, string name)
    {
        var file = await RetrieveAsync($"\"filename\":{value},\"purpose\":\"voice_clone\"");

        Assert.Equal((name, "voice_clone"), (file.FileName, file.Purpose));
    }

    [Theory]
    [InlineData(999_999_999_999, 999_999_999_999_000)]
    [InlineData(1_000_000_000_000, 1_000_000_000_000)]
    [InlineData(253402300799999, 253402300799999)]
    public async Task A_time_that_is_too_late_in_seconds_is_in_milliseconds(long value, long milliseconds)
    {
        var file = await RetrieveAsync($"\"created_at\":{value}");

        // The end of the year 9999 is the maximum in seconds.
        Assert.Equal(milliseconds > 253402300799999 ? null : milliseconds, file.CreatedAt?.ToUnixTimeMilliseconds());
    }

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

    [Theory]
    [InlineData("de", "de")]
    [InlineData(null, null)]
    public async Task A_recording_is_transcribed_with_a_form_and_the_language_in_a_header(string? language, string? header)
    {
        await File.WriteAllTextAsync(_file, "the content", Stop);
        using var upload = new FileUpload(SourceFile.Open(_file), "a.wav", "audio/wav", "transcription");
        Transcript? transcript = null;

        var (head, body) = await Wire.CaptureAsync(
            async (c, stop) => transcript = await c.TranscribeAsync(upload, language, stop),
            """{"text":"Hi. Ho.","duration":3,"n_speakers":2147483647,"segments":[{"start":0,"end":1.5,"speaker":"A","text":"Hi."},{"start":1.5,"end":3,"speaker":7,"text":"Ho."},{"start":-1,"end":1000000,"speaker":{},"text":7}],"trace_id":"t-body"}""");

        Assert.Equal("POST /v1/speech_to_text HTTP/1.1", head[""]);
        Assert.Equal(header, head.GetValueOrDefault("language"));
        var boundary = head["content-type"]["multipart/form-data; boundary=".Length..];
        Assert.Equal(
            $"""
            --{boundary}
            Content-Disposition: form-data; name="model"

            asr-1.0
            --{boundary}
            Content-Disposition: form-data; name="response_format"

            verbose_json
            --{boundary}
            Content-Disposition: form-data; name="timestamp_level"

            sentence
            --{boundary}
            Content-Disposition: form-data; name="file"; filename="a.wav"
            Content-Type: audio/wav

            the content
            --{boundary}--

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(body));
        Assert.True(upload.IsFullySent);
        Assert.Equal((_file, "Hi. Ho.", TimeSpan.FromSeconds(3), int.MaxValue, "t-body"), (transcript!.Path, transcript.Text, transcript.Duration, transcript.Speakers, transcript.TraceId));
        Assert.Equal(
            [(TimeSpan.Zero, TimeSpan.FromSeconds(1.5), "A", "Hi."), (TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3), "7", "Ho."), ((TimeSpan?)null, (TimeSpan?)null, null, "")],
            transcript.Segments.Select(s => (s.Start, s.End, s.Speaker, s.Text)));
    }

    [Fact]
    public async Task The_trace_ID_of_the_header_of_a_transcript_comes_first()
    {
        using var upload = new FileUpload(SourceFile.Open(_file), "a.wav", "audio/wav", "transcription");
        var client = Scripted.Client(Scripted.Json("""{"text":"a","n_speakers":0,"trace_id":"t-body"}""", 200, ("Trace-Id", "t-head")));

        var transcript = await client.TranscribeAsync(upload, null, Stop);

        Assert.Equal(("t-head", 0), (transcript.TraceId, transcript.Speakers));
    }

    [Theory]
    [InlineData(422, "SensitiveContent")]
    [InlineData(400, "InvalidParameters")]
    [InlineData(413, "FileTooLarge")]
    public async Task Speech_recognition_reports_sensitive_content_as_HTTP_422(int status, string id)
    {
        using var upload = new FileUpload(SourceFile.Open(_file), "a.wav", "audio/wav", "transcription");

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Scripted.Empty(status)).TranscribeAsync(upload, null, Stop));

        Assert.Equal((id, status), (error.ErrorId, error.HttpStatus));
    }

    [Theory]
    [InlineData("\"input_sensitive\":{\"type\":3},\"input_sensitive_type\":4", 3, null)]
    [InlineData("\"input_sensitive\":true,\"input_sensitive_type\":4", 4, null)]
    [InlineData("\"input_sensitive\":false,\"input_sensitive_type\":0", null, null)]
    [InlineData("\"input_sensitive\":false,\"extra_info\":{\"usage_characters\":12}", null, 12)]
    [InlineData("\"extra_info\":{\"usage_characters\":\"12\"}", null, null)]
    [InlineData("\"extra_info\":[]", null, null)]
    public async Task A_clone_reports_the_kind_of_sensitive_content_and_the_characters_of_its_preview(string fields, int? kind, int? characters)
    {
        foreach (var text in (string?[])["Good day.", null])
        {
            var client = Scripted.Client(Scripted.Json($$$"""{{{{fields}}},"base_resp":{"status_code":0}}"""));

            var voice = await client.CloneVoiceAsync(new VoiceCloneRequest { FileId = 1, VoiceId = "narrator-01", Text = text }, Stop);

            Assert.Equal((kind, text is null ? null : characters), (voice.SensitiveKind, voice.PreviewCharacters));
        }
    }

    [Theory]
    [InlineData("1970-01-01", false)]
    [InlineData("1970-12-31 23:59", false)]
    [InlineData("1971-01-01", true)]
    [InlineData("soon", false)]
    public async Task A_voice_of_1970_has_no_date(string created, bool hasDate)
    {
        var client = Scripted.Client(Scripted.Json($$"""{"system_voice":[{"voice_id":"a","created_time":"{{created}}"}]}"""));

        Assert.Equal(hasDate, Assert.Single(await client.ListVoicesAsync(null, Stop)).CreatedAt is not null);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/demo.mp3", "127.0.0.1:9")]
    [InlineData("https://localhost/demo.mp3", "localhost")]
    public async Task A_preview_on_this_machine_from_a_remote_service_is_not_fetched(string preview, string named)
    {
        using var target = new MemoryStream();
        var (client, host) = Scripted.At("https://own.example", Scripted.Empty(200));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.SavePreviewAsync(new Uri(preview), target, Stop));

        Assert.Equal((ErrorIds.InsecureAddress, "own.example", $"own.example returned a loopback address for the preview: {named}."), (error.ErrorId, error.Host, error.Message));
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

    private static Task<RemoteFile> RetrieveAsync(string fields) =>
        Scripted.Client(Scripted.Json($$$"""{"file":{"file_id":7,{{{fields}}}}}""")).RetrieveFileAsync(7, Stop);

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
