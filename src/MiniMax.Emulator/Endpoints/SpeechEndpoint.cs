using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/t2a_v2, without streaming. The speech is a tone of the text's estimated duration. Its use makes a cloned voice permanent.</summary>
internal sealed class SpeechEndpoint(VoiceStore voices) : JsonEndpoint("t2a_v2", "/v1/t2a_v2")
{
    // Exclusive.
    private const int MaxTextLength = 10_000;
    private static readonly int[] s_sampleRates = [8000, 16_000, 22_050, 24_000, 32_000, 44_100];
    private static readonly int[] s_bitrates = [32_000, 64_000, 128_000, 256_000];

    protected override Response Execute(RequestContext context, JsonFields fields, bool commit)
    {
        VoiceRules.CheckModel(fields.RequiredText("model"));
        string text = fields.RequiredText("text");
        ApiErrorException.ThrowIf(text.Length >= MaxTextLength, $"text must be shorter than {MaxTextLength} characters");
        ApiErrorException.ThrowIf(fields.Flag("stream") == true, "stream: the emulator does not support streaming");
        ApiErrorException.ThrowIf(fields.Text("output_format") is not (null or "hex"), "output_format: the emulator supports hex only");
        _ = fields.Text("language_boost");

        JsonFields voice = fields.Object("voice_setting") ?? throw ApiErrorException.InvalidParameters("voice_setting is required");
        string voiceId = voice.RequiredText("voice_id");
        double speed = InRange(voice, "speed", 0.5, 2) ?? 1;
        _ = InRange(voice, "vol", 0, 10);
        _ = InRange(voice, "pitch", -12, 12);

        JsonFields? audio = fields.Object("audio_setting");
        string format = audio?.Text("format") ?? "mp3";
        int sampleRate = OneOf(audio, "sample_rate", s_sampleRates, 32_000);
        int bitrate = OneOf(audio, "bitrate", s_bitrates, 128_000);
        int channels = OneOf(audio, "channel", [1, 2], 1);
        ApiErrorException.ThrowIf(format is not ("mp3" or "wav"), "format: the emulator supports mp3 and wav");
        ApiErrorException.ThrowIf(
            format == "mp3" && (sampleRate < 32_000 || channels > 1),
            "the emulator supports mp3 with one channel and a sample_rate of 32000 or 44100");
        ApiErrorException.ThrowIf(!voices.CanSpeak(voiceId), ApiCodes.VoiceNotFound);

        TimeSpan duration = EstimateDuration(text) / speed;
        if (context.Faults.Ending is { Kind: FaultKind.AudioCut })
        {
            duration /= 10;
        }

        byte[] content = format == "wav" ? Tone.Wav(duration, sampleRate, channels) : Tone.Mp3(duration, sampleRate, bitrate);
        if (format == "mp3")
        {
            duration = Tone.Mp3Duration(content, sampleRate, bitrate);
        }

        if (commit)
        {
            voices.Use(voiceId);
        }

        return Response.Success(new()
        {
            ["data"] = new JsonObject
            {
                ["audio"] = Convert.ToHexString(content).ToLowerInvariant(),
                ["status"] = 2,
            },
            ["extra_info"] = new JsonObject
            {
                ["audio_length"] = (long)duration.TotalMilliseconds,
                ["audio_sample_rate"] = sampleRate,
                ["audio_size"] = content.Length,
                ["bitrate"] = bitrate,
                ["word_count"] = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
                ["usage_characters"] = text.Length,
                ["audio_format"] = format,
                ["audio_channel"] = channels,
            },
            ["trace_id"] = context.Request.TraceId,
        });
    }

    // Fifteen letters a second, or four characters of a script with a syllable in each.
    private static TimeSpan EstimateDuration(string text) =>
        TimeSpan.FromSeconds(Math.Max(0.3, text.Sum(c => c >= '\u2E80' ? 1 / 4.0 : 1 / 15.0)));

    private static double? InRange(JsonFields fields, string name, double min, double max) =>
        fields.Number(name) is { } value && (value < min || value > max)
            ? throw ApiErrorException.InvalidParameters($"{name} must be between {min} and {max}")
            : fields.Number(name);

    private static int OneOf(JsonFields? fields, string name, int[] allowed, int defaultValue) => fields?.Integer(name) switch
    {
        null => defaultValue,
        { } value when Array.Exists(allowed, a => a == value) => (int)value,
        _ => throw ApiErrorException.InvalidParameters($"{name} must be one of {string.Join(", ", allowed)}"),
    };
}
