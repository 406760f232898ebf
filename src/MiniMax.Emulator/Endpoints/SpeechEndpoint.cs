using System.Text.Json.Nodes;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/t2a_v2, in one piece. The speech is a tone that lasts as long as the text would; with it a clone is listed and kept.</summary>
internal sealed class SpeechEndpoint(VoiceStore voices) : JsonEndpoint
{
    private const int TooLong = 10_000;
    private static readonly int[] s_sampleRates = [8000, 16_000, 22_050, 24_000, 32_000, 44_100];
    private static readonly int[] s_bitrates = [32_000, 64_000, 128_000, 256_000];

    public override string Name => "t2a_v2";

    public override string Path => "/v1/t2a_v2";

    protected override Answer Execute(Exchange exchange, JsonFields fields, bool commit)
    {
        VoiceRules.CheckModel(fields.RequiredText("model"));
        string text = fields.RequiredText("text");
        if (text.Length >= TooLong)
            throw RefusedException.Invalid($"text must be shorter than {TooLong} characters");
        if (fields.Flag("stream") == true)
            throw RefusedException.Invalid("stream: the emulator answers in one piece only");
        if (fields.Text("output_format") is not (null or "hex"))
            throw RefusedException.Invalid("output_format: the emulator answers in hex only");
        _ = fields.Text("language_boost");

        JsonFields voice = fields.Object("voice_setting") ?? throw RefusedException.Invalid("voice_setting is required");
        string voiceId = voice.RequiredText("voice_id");
        double speed = InRange(voice, "speed", 0.5, 2) ?? 1;
        _ = InRange(voice, "vol", 0, 10);
        _ = InRange(voice, "pitch", -12, 12);

        JsonFields? audio = fields.Object("audio_setting");
        string format = audio?.Text("format") ?? "mp3";
        int sampleRate = OneOf(audio, "sample_rate", s_sampleRates, 32_000);
        int bitrate = OneOf(audio, "bitrate", s_bitrates, 128_000);
        int channels = OneOf(audio, "channel", [1, 2], 1);
        if (format is not ("mp3" or "wav"))
            throw RefusedException.Invalid("format: the emulator makes mp3 and wav");
        if (format == "mp3" && (sampleRate < 32_000 || channels > 1))
            throw RefusedException.Invalid("the emulator makes mp3 of one channel with a sample_rate of 32000 or 44100");
        if (!voices.CanSpeak(voiceId))
            throw new RefusedException(Answer.Error(ApiCodes.NoSuchVoice));

        TimeSpan length = Length(text) / speed;
        if (exchange.Faults.Ending is { Kind: FaultKind.AudioCut })
            length /= 10;
        byte[] content = format == "wav" ? Tone.Wav(length, sampleRate, channels) : Tone.Mp3(length, sampleRate, bitrate);
        if (format == "mp3")
            length = Tone.Mp3Duration(content, sampleRate, bitrate);
        if (commit)
            voices.Use(voiceId);
        return Answer.Success(new()
        {
            ["data"] = new JsonObject { ["audio"] = Convert.ToHexString(content).ToLowerInvariant(), ["status"] = 2 },
            ["extra_info"] = new JsonObject
            {
                ["audio_length"] = (long)length.TotalMilliseconds,
                ["audio_sample_rate"] = sampleRate,
                ["audio_size"] = content.Length,
                ["bitrate"] = bitrate,
                ["word_count"] = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
                ["usage_characters"] = text.Length,
                ["audio_format"] = format,
                ["audio_channel"] = channels,
            },
            ["trace_id"] = exchange.Request.TraceId,
        });
    }

    // Fifteen letters a second, or four characters of a script that writes a syllable with each.
    private static TimeSpan Length(string text) => TimeSpan.FromSeconds(Math.Max(0.3, text.Sum(c => c >= '\u2E80' ? 1 / 4.0 : 1 / 15.0)));

    private static double? InRange(JsonFields fields, string name, double least, double most) =>
        fields.Number(name) is { } value && (value < least || value > most) ? throw RefusedException.Invalid($"{name} is between {least} and {most}") : fields.Number(name);

    private static int OneOf(JsonFields? fields, string name, int[] allowed, int otherwise) => fields?.Id(name) switch
    {
        null => otherwise,
        { } value when Array.Exists(allowed, a => a == value) => (int)value,
        _ => throw RefusedException.Invalid($"{name} must be one of {string.Join(", ", allowed)}"),
    };
}
