using System.Text.Json;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>The rules for speech, and what happens if its response is lost.</summary>
public class SpeechRuleTests
{
    private const string Success = """{"data":{"audio":"00ff","status":2},"base_resp":{"status_code":0}}""";

    private readonly Lines _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public async Task An_empty_text_is_rejected_before_a_request(string text)
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json(Success));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => SynthesizeAsync(client, text));

        Assert.Equal(("InvalidParameters", "The text is empty."), (error.ErrorId, error.Message));
        Assert.Equal("Specify the text to speak in -Text.", error.RemedyAt<ConvertToMiniMaxSpeechCommand>());
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task A_text_can_have_9999_characters_and_no_more()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json(Success));
        SpeechRules.ThrowIfInvalid(new SpeechRequest { Text = "x" });
        SpeechRules.ThrowIfInvalid(new SpeechRequest { Text = new string('x', 9_999) });

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => SynthesizeAsync(client, new string('x', 10_002)));

        Assert.Equal(("InvalidParameters", "The text has 10002 characters; the limit is 9999."), (error.ErrorId, error.Message));
        Assert.Equal("Shorten -Text to at most 9999 characters, or split it into several texts.", error.RemedyAt<ConvertToMiniMaxSpeechCommand>());
        Assert.Empty(host.Requests);
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData(" -.!?\n", 1, 0)]
    [InlineData("Hello, World 12345", 1, 0.5)]
    [InlineData("你好世界", 1, 0.5)]
    [InlineData("你好！abc", 1, 0.35)]
    [InlineData("你好世界", 2, 0.25)]
    [InlineData("你好世界", 0.5, 1)]
    public void The_minimum_duration_is_30_letters_or_8_syllables_per_second(string text, double speed, double seconds) =>
        Assert.Equal(seconds, SpeechRules.MinDuration(text, speed).TotalSeconds, 6);

    [Fact]
    public async Task Speech_is_the_audio_of_the_response()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json(Success));

        var speech = await SynthesizeAsync(client, "Hello.");

        Assert.Equal([0x00, 0xFF], speech.Audio.ToArray());
        Assert.Equal(["POST /v1/t2a_v2"], host.Requests);
        Assert.Equal("narrator-01", JsonDocument.Parse(host.Bodies[0]).RootElement.GetProperty("voice_setting").GetProperty("voice_id").GetString());
    }

    [Fact]
    public async Task Speech_whose_response_is_lost_is_not_requested_again_and_may_be_billed()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Broken(), Scripted.Json(Success));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => SynthesizeAsync(client, "Hello."));

        Assert.Single(host.Requests);
        Assert.True(error.IsOutcomeUnknown);
        Assert.Equal("The connection to own.example failed: no luck. The service may have synthesized and billed the speech, so the request was not retried.", error.Message);
        Assert.EndsWith(" Before you run the command again, check the usage of the account: the same speech may be billed twice.", error.RemedyAt<ConvertToMiniMaxSpeechCommand>(), StringComparison.Ordinal);
        Assert.Equal(["Speech with narrator-01: attempt 1: ConnectionFailed: The connection to own.example failed: no luck."], _log.Verbose);
    }

    [Fact]
    public async Task A_rejection_of_speech_says_nothing_about_the_bill()
    {
        var (client, _) = Scripted.At("own.example", Scripted.Code(2054));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => SynthesizeAsync(client, "Hello."));

        Assert.Equal(("VoiceNotFound", "own.example responded: said so (status 2054)."), (error.ErrorId, error.Message));
    }

    private Task<SpeechResult> SynthesizeAsync(MiniMaxClient client, string text) =>
        new SpeechSynthesizer(client, new RequestRetrier(new RetryPolicy(2, TimeSpan.Zero), _log, new Hasty()))
            .SynthesizeAsync(new SpeechRequest { Text = text, Model = "speech-2.8-hd", Voice = new SpeechVoice("narrator-01", null) }, Stop);
}
