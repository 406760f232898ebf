using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MiniMax.Emulator;
using MiniMax.Emulator.Files;

namespace MiniMax.Tests.Emulator;

public class TranscriptionTests() : EmulatorTest(new EmulatorOptions { Transcripts = new Dictionary<string, string> { [s_knownHash] = "Known from the start." } })
{
    private static readonly byte[] s_known = [.. Wav.Seconds(2), 7];
    private static readonly string s_knownHash = Convert.ToHexString(SHA256.HashData(s_known));

    [Fact]
    public async Task A_transcript_has_text_duration_speakers_and_segments()
    {
        State.Describe("a.wav", new AudioFacts { Transcript = "Good morning. How are you?", Speakers = 2 });

        JsonNode json = await TranscribeAsync("a.wav", Wav.Seconds(4));

        Assert.Equal("Good morning. How are you?", json["text"]!.GetValue<string>());
        Assert.Equal((4.0, 2), (json["duration"]!.GetValue<double>(), json["n_speakers"]!.GetValue<int>()));
        Assert.Equal(["Good morning.", "How are you?"], json["segments"]!.AsArray().Select(s => s!["text"]!.GetValue<string>()));
        Assert.Equal(4.0, json["segments"]![1]!["end"]!.GetValue<double>());
        Assert.Null(json["base_resp"]);
        Assert.Empty(State.Files);
    }

    [Fact]
    public async Task A_transcript_is_selected_by_the_SHA_256_of_the_content()
    {
        byte[] received = [.. Wav.Seconds(1), 1];
        using HttpResponseMessage described = await PostAsync("/_emulator/audio", new { sha256 = Convert.ToHexString(SHA256.HashData(received)).ToLowerInvariant(), transcript = "Described later." });

        Assert.Equal(HttpStatusCode.NoContent, described.StatusCode);
        Assert.Equal("Described later.", (await TranscribeAsync("b.wav", received))["text"]!.GetValue<string>());
        Assert.Equal("Known from the start.", (await TranscribeAsync("c.wav", s_known))["text"]!.GetValue<string>());
        State.Reset();
        Assert.NotEqual("Described later.", (await TranscribeAsync("b.wav", received))["text"]!.GetValue<string>());
        Assert.Equal("Known from the start.", (await TranscribeAsync("c.wav", s_known))["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Silence_is_an_empty_text()
    {
        State.Describe("a.wav", new AudioFacts { Transcript = "" });

        JsonNode json = await TranscribeAsync("a.wav", Wav.Seconds(1));

        Assert.Equal(("", 0), (json["text"]!.GetValue<string>(), json["n_speakers"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("model", null, "model is required")]
    [InlineData("model", "asr-9", "model must be asr-1.0")]
    [InlineData("response_format", "pdf", "response_format")]
    [InlineData("timestamp_level", "letter", "timestamp_level")]
    [InlineData("language", "xx", "language")]
    [InlineData("name", "a.txt", "file type")]
    [InlineData("seconds", "501", "longer than 500 s")]
    public async Task An_invalid_request_is_rejected_with_the_code_in_brackets(string field, string? value, string message)
    {
        var fields = new Dictionary<string, string?> { ["model"] = "asr-1.0", ["response_format"] = "verbose_json" };
        if (field is "model" or "response_format" or "timestamp_level")
        {
            fields[field] = value;
        }

        if (field == "seconds")
        {
            State.Describe("a.wav", new AudioFacts { Duration = TimeSpan.FromSeconds(double.Parse(value!, System.Globalization.CultureInfo.InvariantCulture)) });
        }

        using HttpResponseMessage response = await SendAsync(field == "name" ? value! : "a.wav", [1], fields, field == "language" ? value : null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string said = (await response.Content.ReadFromJsonAsync<JsonNode>(Soon))!["error"]!["message"]!.GetValue<string>();
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.EndsWith("(2013)", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_50_MB_is_status_413()
    {
        using HttpResponseMessage response = await SendAsync("a.wav", new byte[(50 * 1024 * 1024) + 1], new() { ["model"] = "asr-1.0" }, null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private async Task<JsonNode> TranscribeAsync(string name, byte[] content)
    {
        using HttpResponseMessage response = await SendAsync(name, content, new() { ["model"] = "asr-1.0", ["response_format"] = "verbose_json" }, "en");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Soon))!;
    }

    private async Task<HttpResponseMessage> SendAsync(string name, byte[] content, Dictionary<string, string?> fields, string? language)
    {
        using var form = new MultipartFormDataContent();
        foreach ((string field, string? value) in fields)
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), field);
            }
        }
        form.Add(new ByteArrayContent(content), "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/speech_to_text") { Content = form };
        if (language is not null)
        {
            request.Headers.Add("language", language);
        }

        return await Http.SendAsync(request, Soon);
    }
}
