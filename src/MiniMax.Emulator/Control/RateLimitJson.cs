using System.Text.Json.Serialization;
using MiniMax.Emulator.RateLimits;

namespace MiniMax.Emulator.Control;

/// <summary>A rate limit as the control API takes and shows it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RateLimitJson
{
    public required int Requests { get; init; }

    public required double WindowSeconds { get; init; }

    public RateLimitMode Mode { get; init; }

    public string Endpoint { get; init; } = "*";

    public static RateLimitJson Of(RateLimit limit) =>
        new() { Requests = limit.Requests, WindowSeconds = limit.Window.TotalSeconds, Mode = limit.Mode, Endpoint = limit.Endpoint };

    public RateLimit ToRateLimit() =>
        new(Requests, TimeSpan.FromSeconds(WindowSeconds)) { Mode = Mode, Endpoint = Endpoint };
}
