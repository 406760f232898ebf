using System.Text;

namespace MiniMax.Tests.Client;

/// <summary>The request for a transcript, and its responses in every usable form.</summary>
public sealed class TranscriptResponseTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_response_without_its_optional_fields_is_a_transcript()
    {
        var transcript = await TranscribeAsync("""{"text":""}""");

        Assert.Equal(("", _file), (transcript.Text, transcript.Path));
        Assert.Equal((null, null, null), (transcript.Duration, transcript.Speakers, transcript.TraceId));
        Assert.Empty(transcript.Segments);
    }

    [Theory]
    [InlineData("""{"text":"Hi.","duration":"1.5","n_speakers":"2","segments":[{"start":0,"end":1.5,"speaker":1,"text":"Hi."}],"trace_id":"t"}""", 1)]
    [InlineData("""{"text":"Hi.","duration":1.5,"n_speakers":2,"segments":[7,null,{"text":{}}],"trace_id":"t","base_resp":{"status_code":0}}""", 1)]
    [InlineData("""{"text":"Hi.","duration":1.5,"n_speakers":2,"segments":"none","trace_id":"t"}""", 0)]
    public async Task Values_in_another_form_are_read_or_left_out(string response, int segments)
    {
        var transcript = await TranscribeAsync(response);

        Assert.Equal((TimeSpan.FromSeconds(1.5), 2, "t"), (transcript.Duration, transcript.Speakers, transcript.TraceId));
        Assert.Equal(segments, transcript.Segments.Length);
    }

    [Theory]
    [InlineData("""{"text":"Hi.","duration":-1,"n_speakers":-1}""")]
    [InlineData("""{"text":"Hi.","duration":1e300,"n_speakers":99999999999}""")]
    [InlineData("""{"text":"Hi.","duration":{},"n_speakers":[]}""")]
    public async Task Impossible_values_are_null(string response)
    {
        var transcript = await TranscribeAsync(response);

        Assert.Equal((null, null), (transcript.Duration, transcript.Speakers));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":7.5e,}""")]
    [InlineData("""{"base_resp":{"status_code":0,"status_msg":"success"}}""")]
    public async Task A_response_without_a_text_is_not_a_transcript(string response)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => TranscribeAsync(response));

        Assert.Equal(ErrorIds.InvalidResponse, error.ErrorId);
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

    private async Task<Transcript> TranscribeAsync(string response)
    {
        Transcript? transcript = null;
        using var upload = new FileUpload(SourceFile.Open(_file), "a.wav", "audio/wav", "transcription");
        await Wire.CaptureAsync(async (c, stop) => transcript = await c.TranscribeAsync(upload, null, stop), response);
        return transcript!;
    }
}
