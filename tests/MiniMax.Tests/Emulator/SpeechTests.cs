using System.Text.Json.Nodes;
using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using FilePurpose = MiniMax.Emulator.Files.FilePurpose;

namespace MiniMax.Tests.Emulator;

public class SpeechTests : EmulatorTest
{
    private const string Path = "/v1/t2a_v2";
    private readonly SteppedTime _clock;

    public SpeechTests()
        : this(new SteppedTime())
    {
    }

    private SpeechTests(SteppedTime clock)
        : base(new EmulatorOptions { TimeProvider = clock }) => _clock = clock;

    [Theory]
    [InlineData("mp3", 32000, 128000)]
    [InlineData("mp3", 44100, 64000)]
    [InlineData("wav", 16000, 128000)]
    public async Task Speech_is_a_tone_with_the_reading_time_of_the_text(string format, int rate, int bitrate)
    {
        const string Text = "Your order is on its way, and it will be there tomorrow before noon.";

        JsonNode json = await SpeakAsync($$$"""{"model":"speech-2.8-hd","text":"{{{Text}}}","stream":false,"output_format":"hex","voice_setting":{"voice_id":"English_Graceful_Lady","speed":1},"audio_setting":{"format":"{{{format}}}","sample_rate":{{{rate}}},"bitrate":{{{bitrate}}},"channel":1}}""");

        byte[] audio = Convert.FromHexString(json["data"]!["audio"]!.GetValue<string>());
        using var stream = new MemoryStream(audio);
        PromptAudioReport report = AudioInspector.Inspect(stream, "speech." + format, AudioPurpose.PromptAudio);
        Assert.Empty(report.Findings);
        double seconds = Text.Length / 15.0;
        Assert.InRange(report.Duration!.Value.TotalSeconds, seconds - 0.001, seconds + 0.05);
        Assert.Equal(2, json["data"]!["status"]!.GetValue<int>());
        JsonNode info = json["extra_info"]!;
        Assert.Equal((audio.Length, Text.Length, format, rate), (info["audio_size"]!.GetValue<int>(), info["usage_characters"]!.GetValue<int>(), info["audio_format"]!.GetValue<string>(), info["audio_sample_rate"]!.GetValue<int>()));
        Assert.InRange(report.Duration.Value.TotalMilliseconds - info["audio_length"]!.GetValue<long>(), 0, 1);
    }

    [Theory]
    [InlineData("""{"text":"Hi.","voice_setting":{"voice_id":"English_Graceful_Lady"}}""", "model is required")]
    [InlineData("""{"model":"speech-9","text":"Hi.","voice_setting":{"voice_id":"English_Graceful_Lady"}}""", "model is not known")]
    [InlineData("""{"model":"speech-2.8-hd","voice_setting":{"voice_id":"English_Graceful_Lady"}}""", "text is required")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi."}""", "voice_setting is required")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","voice_setting":{}}""", "voice_id is required")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","stream":true,"voice_setting":{"voice_id":"English_Graceful_Lady"}}""", "stream")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","output_format":"url","voice_setting":{"voice_id":"English_Graceful_Lady"}}""", "output_format")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","voice_setting":{"voice_id":"English_Graceful_Lady","speed":2.1}}""", "speed must be between")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","voice_setting":{"voice_id":"English_Graceful_Lady","speed":"1"}}""", "speed must be a number")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","voice_setting":{"voice_id":"English_Graceful_Lady"},"audio_setting":{"format":"ogg"}}""", "format")]
    [InlineData("""{"model":"speech-2.8-hd","text":"Hi.","voice_setting":{"voice_id":"English_Graceful_Lady"},"audio_setting":{"sample_rate":1}}""", "sample_rate must be one of")]
    public async Task An_invalid_request_is_rejected(string request, string message)
    {
        using HttpResponseMessage response = await PostTextAsync(Path, request);

        Assert.Contains(message, await RejectedAsync(2013, response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_10_000_characters_is_rejected()
    {
        using HttpResponseMessage response = await PostTextAsync(Path, Request("English_Graceful_Lady", new string('x', 10_000)));

        Assert.Contains("10000 characters", await RejectedAsync(2013, response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_voice_is_code_2054()
    {
        using HttpResponseMessage response = await PostTextAsync(Path, Request("Nobody-01"));

        await RejectedAsync(2054, response);
    }

    [Fact]
    public async Task A_clone_expires_after_7_days_unless_it_is_used_for_speech()
    {
        await CloneAsync("Unused-01");
        await CloneAsync("Used-0001");
        await SpeakAsync(Request("Used-0001"));

        _clock.Step(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(2, State.Voices.Count);
        _clock.Step(TimeSpan.FromSeconds(1));

        Assert.Equal("Used-0001", Assert.Single(State.Voices).VoiceId);
        using HttpResponseMessage response = await PostTextAsync(Path, Request("Unused-01"));
        await RejectedAsync(2054, response);
        await SpeakAsync(Request("Used-0001"));
    }

    [Fact]
    public async Task Lost_speech_counts_as_use_of_the_voice_and_failed_speech_does_not()
    {
        await CloneAsync("MyVoice-01");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 504, Count = 1, Endpoint = "t2a_v2" });
        using HttpResponseMessage failed = await PostTextAsync(Path, Request("MyVoice-01"));
        Assert.Null(State.Voices[0].FirstUsedAt);

        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 504, Stored = true, Count = 1, Endpoint = "t2a_v2" });
        using HttpResponseMessage lost = await PostTextAsync(Path, Request("MyVoice-01"));

        Assert.Equal((504, 504), ((int)failed.StatusCode, (int)lost.StatusCode));
        Assert.NotNull(State.Voices[0].FirstUsedAt);
    }

    [Fact]
    public async Task A_fragment_is_the_first_tenth()
    {
        long whole = await LengthAsync();
        State.Faults.Add("AudioFragment", endpoint: "t2a_v2");

        Assert.InRange(await LengthAsync(), 0, whole / 8);
    }

    private static string Request(string voiceId, string text = "Your order is on its way, and it will be there tomorrow.") =>
        $$$"""{"model":"speech-2.8-hd","text":"{{{text}}}","voice_setting":{"voice_id":"{{{voiceId}}}"}}""";

    private async Task<long> LengthAsync() => (await SpeakAsync(Request("English_Graceful_Lady")))["extra_info"]!["audio_length"]!.GetValue<long>();

    private async Task<JsonNode> SpeakAsync(string request)
    {
        using HttpResponseMessage response = await PostTextAsync(Path, request);
        return await SuccessAsync(response);
    }

    private async Task CloneAsync(string voiceId)
    {
        long source = State.AddFile("s.wav", Wav.Seconds(12), FilePurpose.VoiceClone).FileId;
        using HttpResponseMessage response = await PostAsync("/v1/voice_clone", new { file_id = source, voice_id = voiceId });
        await SuccessAsync(response);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Step(TimeSpan time) => _now += time;
    }
}
