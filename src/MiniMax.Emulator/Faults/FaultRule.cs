using System.Text.Json.Serialization;
using MiniMax.Emulator.Responses;

namespace MiniMax.Emulator.Faults;

/// <summary>A fault and the requests that it applies to: all of them, without a count and a share.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FaultRule
{
    public FaultKind Kind { get; init; }

    /// <summary>The number of matching requests that it applies to; null for no limit.</summary>
    public int? Count { get; init; }

    /// <summary>The share of the matching requests, 0 to 1, drawn by the seed.</summary>
    public double? Share { get; init; }

    public int Seed { get; init; }

    /// <summary>The endpoint's short name, or "*" for all.</summary>
    public string Endpoint { get; init; } = "upload";

    /// <summary>Only uploads of files with this name (* and ? are wildcards). The name is known after the body, so it cannot select an earlier fault.</summary>
    public string? FileName { get; init; }

    /// <summary>Latency: the delay.</summary>
    public int DelayMilliseconds { get; init; } = 1000;

    /// <summary>Latency: the start of the delay.</summary>
    public LatencyStart From { get; init; }

    /// <summary>Bandwidth: the rate.</summary>
    public int BytesPerSecond { get; init; } = 65_536;

    /// <summary>ApiCode: base_resp.status_code.</summary>
    public int Code { get; init; } = 1000;

    /// <summary>ApiCode, HttpStatus: the message; null for the usual one.</summary>
    public string? Message { get; init; }

    /// <summary>HttpStatus, Redirect: the status.</summary>
    public int? Status { get; init; }

    /// <summary>HttpStatus: the format of the body.</summary>
    public ResponseBody Body { get; init; }

    /// <summary>ApiCode, HttpStatus: the seconds in a Retry-After header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Retry-After as an HTTP date instead of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>Whether the response comes before the body is read, as from a gateway.</summary>
    public bool Early { get; init; }

    /// <summary>Reset, Stall: the moment.</summary>
    public FaultMoment When { get; init; } = FaultMoment.AfterBody;

    /// <summary>Reset or Stall during the body: the bytes read before it; null for half of the Content-Length.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>Whether the request takes effect; null for the default of the kind.</summary>
    public bool? Stored { get; init; }

    /// <summary>Redirect: the target; null for the same path on a host that does not exist.</summary>
    public string? Location { get; init; }

    /// <summary>Mix: the faults to draw from.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>By default, a request with a delay or a damaged response takes effect. Every other fault stands for a server that did nothing.</summary>
    internal bool TakesEffect => Stored ?? Kind
        is FaultKind.Latency or FaultKind.Bandwidth or FaultKind.Hold
        or FaultKind.TruncatedJson or FaultKind.CutJson or FaultKind.FileIdAsString or FaultKind.AudioCut;

    internal void ThrowIfInvalid()
    {
        Require(Enum.IsDefined(Kind), $"kind must be one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
        Require(Count is null or > 0, "count must be at least 1");
        Require(Share is null or (>= 0 and <= 1), "share must be between 0 and 1");
        Require(DelayMilliseconds >= 0, "delayMilliseconds must not be negative");
        Require(BytesPerSecond > 0, "bytesPerSecond must be at least 1");
        Require(RetryAfter is null or >= 0, "retryAfter must not be negative");
        Require(
            Status is null || (Kind == FaultKind.Redirect ? Status is >= 300 and <= 399 : Status is >= 400 and <= 599),
            "status must be 400 to 599, or 300 to 399 for a redirect");
        Require(Kind != FaultKind.HttpStatus || Status is not null, "httpStatus requires a status");
        Require((Kind == FaultKind.Mix) == (Faults.Count > 0), "a mix requires faults, and no other kind allows them");
        Require(Faults.All(f => f.Kind != FaultKind.Mix), "a mix must not contain another mix");
        Require(
            !Early || Kind is FaultKind.ApiCode or FaultKind.HttpStatus or FaultKind.InvalidJson or FaultKind.Redirect,
            "early is supported for apiCode, httpStatus, invalidJson and redirect only");
        Require(
            FileName is null || !(Early || Kind == FaultKind.Bandwidth || When != FaultMoment.AfterBody),
            "fileName is known after the body, so it cannot select bandwidth, early responses, and resets and stalls before or during the body");
        foreach (FaultRule fault in Faults)
        {
            fault.ThrowIfInvalid();
        }
    }

    /// <summary>The text that the log of requests shows.</summary>
    internal string Describe() => Kind switch
    {
        FaultKind.Latency => $"latency {DelayMilliseconds} ms",
        FaultKind.Bandwidth => $"bandwidth {BytesPerSecond} B/s",
        FaultKind.ApiCode => $"apiCode {Code}",
        FaultKind.HttpStatus => $"httpStatus {Status}",
        FaultKind.Reset or FaultKind.Stall => $"{Name} {When}{(TakesEffect ? " stored" : "")}",
        _ => Name,
    };

    private string Name => char.ToLowerInvariant(Kind.ToString()[0]) + Kind.ToString()[1..];

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException("The fault is not valid: " + rule + ".");
        }
    }
}
