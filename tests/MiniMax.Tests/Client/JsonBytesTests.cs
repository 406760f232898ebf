using System.Text;

namespace MiniMax.Tests.Client;

/// <summary>The requests other than uploads, byte for byte on the socket: IDs as numbers, and no unspecified values.</summary>
public class JsonBytesTests
{
    private const long Beyond = 9007199254740993;
    private const string Success = """{"base_resp":{"status_code":0,"status_msg":"success"}}""";

    [Fact]
    public async Task A_removal_sends_the_ID_as_a_number_and_the_purpose()
    {
        var (head, body) = await Wire.CaptureAsync((c, stop) => c.DeleteFileAsync(Beyond, "prompt_audio", stop), Success);

        Assert.Equal("POST /v1/files/delete HTTP/1.1", head[""]);
        Assert.Equal("application/json", head["content-type"]);
        Assert.Equal("Bearer sk-secret", head["authorization"]);
        Assert.False(head.ContainsKey("transfer-encoding"));
        Assert.False(head.ContainsKey("expect"));
        Assert.Equal($$"""{"file_id":{{Beyond}},"purpose":"prompt_audio"}""", Encoding.UTF8.GetString(body));
    }

    [Fact]
    public async Task The_smallest_clone_request_contains_only_the_given_values()
    {
        var clone = new VoiceCloneRequest { FileId = Beyond, VoiceId = "narrator-01" };

        Assert.Equal($$"""{"file_id":{{Beyond}},"voice_id":"narrator-01"}""", await CloneAsync(clone));
    }

    [Fact]
    public async Task The_largest_clone_request_contains_all_documented_values()
    {
        var clone = new VoiceCloneRequest
        {
            FileId = Beyond,
            VoiceId = "narrator-01",
            Prompt = new VoiceClonePrompt(Beyond + 2, "Hello."),
            Text = "Good day.",
            Model = "speech-2.8-hd",
            LanguageBoost = "Chinese,Yue",
            ValidationText = "Hello there.",
            ValidationAccuracy = 0.8,
            NoiseReduction = true,
            VolumeNormalization = false,
            AigcWatermark = true,
        };

        Assert.Equal(
            $$"""
            {"file_id":{{Beyond}},"voice_id":"narrator-01","clone_prompt":{"prompt_audio":{{Beyond + 2}},"prompt_text":"Hello."},
            "text":"Good day.","model":"speech-2.8-hd","language_boost":"Chinese,Yue","text_validation":"Hello there.","accuracy":0.8,
            "need_noise_reduction":true,"need_volume_normalization":false,"aigc_watermark":true}
            """.ReplaceLineEndings(""),
            await CloneAsync(clone));
    }

    [Fact]
    public async Task The_smallest_speech_request_contains_only_the_given_values()
    {
        const string Answer = """{"data":{"audio":"4944","status":2},"extra_info":{"usage_characters":"6"},"trace_id":"t-1","base_resp":{"status_code":0}}""";
        SpeechResult? result = null;
        var speech = new SpeechRequest { Text = "Hello.", Model = "speech-2.8-hd", Voice = new SpeechVoice("narrator-01", null), Audio = new SpeechAudio("wav") };

        var (head, body) = await Wire.CaptureAsync(async (c, stop) => result = await c.SynthesizeSpeechAsync(speech, stop), Answer);

        Assert.Equal("POST /v1/t2a_v2 HTTP/1.1", head[""]);
        Assert.Equal("application/json", head["content-type"]);
        Assert.Equal(
            """{"text":"Hello.","model":"speech-2.8-hd","stream":false,"output_format":"hex","voice_setting":{"voice_id":"narrator-01"},"audio_setting":{"format":"wav"}}""",
            Encoding.UTF8.GetString(body));
        Assert.Equal("ID"u8.ToArray(), result!.Audio.ToArray());
        Assert.Equal((true, 6L, "t-1"), (result.IsComplete, result.Characters, result.TraceId));
    }

    [Fact]
    public async Task A_speech_request_contains_all_given_values()
    {
        var speech = new SpeechRequest { Text = "你好。", Model = "speech-2.8-turbo", Voice = new SpeechVoice("narrator-01", 1.25), LanguageBoost = "Chinese,Yue" };

        var (_, body) = await Wire.CaptureAsync((c, stop) => c.SynthesizeSpeechAsync(speech, stop), """{"data":{"audio":"00"}}""");

        Assert.Contains("\"voice_setting\":{\"voice_id\":\"narrator-01\",\"speed\":1.25}", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Contains("\"language_boost\":\"Chinese,Yue\"", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"4\"")]
    [InlineData("\"zz\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Audio_that_is_not_hexadecimal_is_rejected(string audio)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Wire.CaptureAsync(
            (c, stop) => c.SynthesizeSpeechAsync(new SpeechRequest { Text = "Hello." }, stop),
            $$$"""{"data":{"audio":{{{audio}}},"status":2},"base_resp":{"status_code":0}}"""));

        Assert.Equal((ErrorIds.InvalidResponse, true), (error.ErrorId, error.IsOutcomeUnknown));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("""{"type":0}""", false)]
    [InlineData("""{"type":3}""", true)]
    [InlineData("null", null)]
    public async Task Sensitive_content_is_reported_in_either_form(string value, bool? expected)
    {
        Voice? voice = null;
        await Wire.CaptureAsync(
            async (c, stop) => voice = await c.CloneVoiceAsync(new VoiceCloneRequest { FileId = 1, VoiceId = "narrator-01" }, stop),
            $$$"""{"input_sensitive":{{{value}}},"demo_audio":"","base_resp":{"status_code":0}}""");

        Assert.Equal(expected, voice!.IsSensitive);
        Assert.Null(voice.PreviewUri);
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

            var voice = await client.CloneVoiceAsync(new VoiceCloneRequest { FileId = 1, VoiceId = "narrator-01", Text = text }, TestContext.Current.CancellationToken);

            Assert.Equal((kind, text is null ? null : characters), (voice.SensitiveKind, voice.PreviewCharacters));
        }
    }

    [Fact]
    public async Task A_far_too_large_response_is_not_read_to_its_end()
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Wire.CaptureAsync(
            (c, stop) => c.DeleteFileAsync(1, "prompt_audio", stop),
            $$"""{"filler":"{{new string('x', 3 * 1024 * 1024)}}"}"""));

        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Contains("exceeds 1,048,576 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_full_disk_is_not_a_connection_error()
    {
        using var full = new FullDisk();

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Wire.CaptureAsync((c, stop) => c.SavePreviewAsync(new Uri(c.Address.BaseUri, "hello.mp3"), full, stop), "content"));

        Assert.Equal("FileNotWritten", error.ErrorId);
        Assert.Contains("no room", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Lists_are_requested_by_purpose_and_kind()
    {
        Assert.Equal("GET /v1/files/list?purpose=a%26b HTTP/1.1", await RequestLineAsync((c, stop) => c.ListFilesAsync("a&b", stop)));
        Assert.Equal("POST /v1/get_voice HTTP/1.1", await RequestLineAsync((c, stop) => c.ListVoicesAsync(VoiceKind.Generated, stop)));
        Assert.Equal("POST /v1/delete_voice HTTP/1.1", await RequestLineAsync((c, stop) => c.DeleteVoiceAsync("narrator-01", VoiceKind.Cloned, stop)));
        Assert.Equal(
            $"GET /v1/files/retrieve?file_id={Beyond} HTTP/1.1",
            (await Wire.CaptureAsync((c, stop) => c.RetrieveFileAsync(Beyond, stop), $$$"""{"file":{"file_id":"{{{Beyond}}}"},"base_resp":{"status_code":0}}""")).Head[""]);
    }

    private static async Task<string> RequestLineAsync(Func<MiniMaxClient, CancellationToken, Task> send) => (await Wire.CaptureAsync(send, Success)).Head[""];

    private static async Task<string> CloneAsync(VoiceCloneRequest clone) =>
        Encoding.UTF8.GetString((await Wire.CaptureAsync((c, stop) => c.CloneVoiceAsync(clone, stop), Success)).Body);

    private sealed class FullDisk : MemoryStream
    {
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("no room");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("no room");
    }
}
