using System.Text.Json.Nodes;
using MiniMax.Emulator.Files;
using FilePurpose = MiniMax.Emulator.Files.FilePurpose;

namespace MiniMax.Tests.Emulator;

public class VoiceTests : EmulatorTest
{
    [Fact]
    public async Task A_voice_is_cloned_used_listed_and_removed()
    {
        long source = State.AddFile("source.wav", Wav.Seconds(12), FilePurpose.VoiceClone).FileId;
        long prompt = State.AddFile("prompt.wav", Wav.Seconds(7.99)).FileId;
        State.Describe(prompt, new AudioFacts { Transcript = "Hello, world!" });

        using HttpResponseMessage cloned = await PostAsync("/v1/voice_clone", new
        {
            file_id = source,
            voice_id = "MyVoice-01",
            clone_prompt = new { prompt_audio = prompt, prompt_text = "hello world." },
            text = "A preview.",
            model = "speech-2.8-hd",
        });

        JsonNode json = await SuccessAsync(cloned);
        Assert.False(json["input_sensitive"]!.GetValue<bool>());
        Assert.Null(json["voice_id"]);
        using HttpClient anybody = NewClient(null);
        byte[] audio = await anybody.GetByteArrayAsync(json["demo_audio"]!.GetValue<string>(), Soon);
        Assert.Equal([0xFF, 0xFB], audio[..2]);

        using HttpResponseMessage early = await PostAsync("/v1/get_voice", new { voice_type = "all" });
        Assert.Empty((await SuccessAsync(early))["voice_cloning"]!.AsArray());
        using HttpResponseMessage spoken = await PostAsync("/v1/t2a_v2", new { model = "speech-2.8-hd", text = "Hello.", voice_setting = new { voice_id = "MyVoice-01" } });
        await SuccessAsync(spoken);

        using HttpResponseMessage listed = await PostAsync("/v1/get_voice", new { voice_type = "all" });
        JsonNode voices = await SuccessAsync(listed);
        Assert.Equal("MyVoice-01", Assert.Single(voices["voice_cloning"]!.AsArray())!["voice_id"]!.GetValue<string>());
        Assert.NotEmpty(voices["system_voice"]!.AsArray());
        Assert.Empty(voices["voice_generation"]!.AsArray());
        Assert.Equal((source, prompt, "A preview."), (State.Voices[0].FileId, State.Voices[0].PromptFileId, State.Voices[0].PreviewText));

        using HttpResponseMessage deleted = await PostAsync("/v1/delete_voice", new { voice_type = "voice_cloning", voice_id = "MyVoice-01" });
        using HttpResponseMessage again = await PostAsync("/v1/delete_voice", new { voice_type = "voice_cloning", voice_id = "MyVoice-01" });
        Assert.Equal("MyVoice-01", (await SuccessAsync(deleted))["voice_id"]!.GetValue<string>());
        await RejectedAsync(2013, again);
        Assert.Empty(State.Voices);
        using HttpResponseMessage cloned2 = await PostAsync("/v1/voice_clone", new { file_id = source, voice_id = "MyVoice-01" });
        await RejectedAsync(2039, cloned2);
    }

    [Fact]
    public async Task A_preview_requires_a_text_and_the_prompt_is_optional()
    {
        using HttpResponseMessage response = await CloneAsync("""{"file_id":S,"voice_id":"PlainVoice"}""");

        Assert.Equal("", (await SuccessAsync(response))["demo_audio"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"voice_id":"MyVoice01"}""", "file_id is required")]
    [InlineData("""{"file_id":"S","voice_id":"MyVoice01"}""", "file_id must be an integer")]
    [InlineData("""{"file_id":S}""", "voice_id is required")]
    [InlineData("""{"file_id":S,"voice_id":"Short01"}""", "voice_id must have 8 to 256")]
    [InlineData("""{"file_id":S,"voice_id":"1BeginsWithADigit"}""", "voice_id must have 8 to 256")]
    [InlineData("""{"file_id":S,"voice_id":"EndsWithDash-"}""", "voice_id must have 8 to 256")]
    [InlineData("""{"file_id":S,"voice_id":"Has a blank"}""", "voice_id must have 8 to 256")]
    [InlineData("""{"file_id":P,"voice_id":"MyVoice01"}""", "purpose voice_clone")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","clone_prompt":{"prompt_audio":P}}""", "both prompt_audio and prompt_text")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","clone_prompt":{"prompt_text":"Hi."}}""", "both prompt_audio and prompt_text")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","clone_prompt":{}}""", "both prompt_audio and prompt_text")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","clone_prompt":[]}""", "clone_prompt must be an object")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","clone_prompt":{"prompt_audio":P,"prompt_text":"No end"}}""", "punctuation")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","clone_prompt":{"prompt_audio":S,"prompt_text":"Hi."}}""", "purpose prompt_audio")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","text":"Hi"}""", "model is required")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","text":"Hi","model":"speech-9"}""", "model is not known")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","accuracy":1.5}""", "accuracy")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","accuracy":"1"}""", "accuracy must be a number")]
    [InlineData("""{"file_id":S,"voice_id":"MyVoice01","need_noise_reduction":"yes"}""", "need_noise_reduction must be a boolean")]
    public async Task An_invalid_clone_request_is_rejected(string request, string message)
    {
        using HttpResponseMessage response = await CloneAsync(request);

        Assert.Contains(message, await RejectedAsync(2013, response), StringComparison.Ordinal);
        Assert.Empty(State.Voices);
    }

    [Theory]
    [InlineData("text", 1001, ""","model":"speech-2.8-hd" """)]
    [InlineData("text_validation", 201, "")]
    public async Task Long_texts_are_rejected(string field, int length, string more)
    {
        using HttpResponseMessage response = await CloneAsync($$"""{"file_id":S,"voice_id":"MyVoice01","{{field}}":"{{new string('x', length)}}"{{more}}}""");

        Assert.Contains("characters", await RejectedAsync(2013, response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9.99, 3, 2037)]
    [InlineData(300.01, 3, 2037)]
    [InlineData(10, 8, 2048)]
    [InlineData(300, 7.999, 0)]
    public async Task Durations_are_checked_when_the_voice_is_cloned_and_not_before(double source, double prompt, int code)
    {
        long sourceId = await UploadedIdAsync("source.m4a", purpose: "voice_clone");
        long promptId = await UploadedIdAsync("prompt.mp3");
        State.Describe("source.m4a", new AudioFacts { Duration = TimeSpan.FromSeconds(source) });
        State.Describe("prompt.mp3", new AudioFacts { Duration = TimeSpan.FromSeconds(prompt) });

        using HttpResponseMessage response = await PostAsync("/v1/voice_clone", new { file_id = sourceId, voice_id = "MyVoice01", clone_prompt = new { prompt_audio = promptId, prompt_text = "Hi." } });

        await ExpectAsync(code, response);
    }

    [Theory]
    [InlineData("text_validation", 1043)]
    [InlineData("prompt_text", 1044)]
    public async Task A_text_that_does_not_match_the_audio_is_detected_if_the_transcript_is_known(string field, int code)
    {
        string request = field == "prompt_text"
            ? """{"file_id":S,"voice_id":"MyVoice01","clone_prompt":{"prompt_audio":P,"prompt_text":"Something else."}}"""
            : """{"file_id":S,"voice_id":"MyVoice01","text_validation":"Something else."}""";
        State.Describe("s.wav", new AudioFacts { Transcript = "What was said." });
        State.Describe("p.wav", new AudioFacts { Transcript = "What was said." });

        using HttpResponseMessage response = await CloneAsync(request);

        await ExpectAsync(code, response);
    }

    [Fact]
    public async Task A_voice_ID_is_unique()
    {
        using HttpResponseMessage first = await CloneAsync("""{"file_id":S,"voice_id":"MyVoice01"}""");
        using HttpResponseMessage second = await CloneAsync("""{"file_id":S,"voice_id":"MyVoice01"}""");
        using HttpResponseMessage system = await CloneAsync("""{"file_id":S,"voice_id":"English_Graceful_Lady"}""");

        await ExpectAsync(0, first);
        await ExpectAsync(2039, second);
        await ExpectAsync(2039, system);
    }

    [Theory]
    [InlineData("/v1/get_voice", """{}""", "voice_type is required")]
    [InlineData("/v1/get_voice", """{"voice_type":"mine"}""", "voice_type must be one of")]
    [InlineData("/v1/delete_voice", """{"voice_type":"system","voice_id":"English_Graceful_Lady"}""", "voice_type must be one of")]
    [InlineData("/v1/delete_voice", """{"voice_type":"voice_cloning"}""", "voice_id is required")]
    [InlineData("/v1/delete_voice", """{"voice_type":"voice_generation","voice_id":"Nobody01"}""", "voice_id not found")]
    public async Task An_invalid_request_for_voices_is_rejected(string path, string json, string message)
    {
        using HttpResponseMessage response = await PostTextAsync(path, json);

        Assert.Contains(message, await RejectedAsync(2013, response), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> CloneAsync(string request)
    {
        long source = State.AddFile("s.wav", [1], FilePurpose.VoiceClone).FileId;
        long prompt = State.AddFile("p.wav", [1]).FileId;
        return await PostTextAsync("/v1/voice_clone", request
            .Replace(":S", $":{source}", StringComparison.Ordinal).Replace("\"S\"", $"\"{source}\"", StringComparison.Ordinal)
            .Replace(":P", $":{prompt}", StringComparison.Ordinal));
    }

    private Task ExpectAsync(int code, HttpResponseMessage response) => code == 0 ? SuccessAsync(response) : RejectedAsync(code, response);
}
