using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.RateLimits;

namespace MiniMax.Emulator.Control;

/// <summary>The JSON of the control API: camelCase, also for the names of enum values.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RateLimitJson
{
    public required int Requests { get; init; }

    public required double WindowSeconds { get; init; }

    public RateLimitMode Mode { get; init; }

    public string Endpoint { get; init; } = "*";

    public static RateLimitJson From(RateLimit limit) =>
        new() { Requests = limit.Requests, WindowSeconds = limit.Window.TotalSeconds, Mode = limit.Mode, Endpoint = limit.Endpoint };

    public RateLimit ToRateLimit() =>
        new(Requests, TimeSpan.FromSeconds(WindowSeconds)) { Mode = Mode, Endpoint = Endpoint };
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AudioFactsJson
{
    public long? FileId { get; init; }

    public string? FileName { get; init; }

    public string? Sha256 { get; init; }

    public double? DurationSeconds { get; init; }

    public string? Transcript { get; init; }

    public int? Speakers { get; init; }

    public void ApplyTo(EmulatorState state)
    {
        var facts = new AudioFacts
        {
            Duration = DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Transcript = Transcript,
            Speakers = Speakers,
        };
        switch (FileId, FileName, Sha256)
        {
            case ({ } id, null, null):
                state.Describe(id, facts);
                break;
            case (null, { } name, null):
                state.Describe(name, facts);
                break;
            case (null, null, { } sha256):
                state.DescribeContent(sha256, facts);
                break;
            default:
                throw new ArgumentException("Specify exactly one of fileId, fileName and sha256.");
        }
    }
}
