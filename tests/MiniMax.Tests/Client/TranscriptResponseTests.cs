namespace MiniMax.Tests.Client;

/// <summary>Responses of speech recognition in every usable form.</summary>
public sealed class TranscriptResponseTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

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

    private async Task<Transcript> TranscribeAsync(string response)
    {
        Transcript? transcript = null;
        using var upload = new FileUpload(SourceFile.Open(_file), "a.wav", "audio/wav", "transcription");
        await Wire.CaptureAsync(async (c, stop) => transcript = await c.TranscribeAsync(upload, null, stop), response);
        return transcript!;
    }
}
