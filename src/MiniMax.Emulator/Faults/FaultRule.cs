using System.Text.Json.Serialization;
using MiniMax.Emulator.Answers;

namespace MiniMax.Emulator.Faults;

/// <summary>A fault, and the requests that it is for. With neither a count nor a share it is for all of them.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FaultRule
{
    public FaultKind Kind { get; init; }

    /// <summary>The next so many matching requests, then no more.</summary>
    public int? Count { get; init; }

    /// <summary>The part of the matching requests, 0 to 1, that is drawn by the seed.</summary>
    public double? Share { get; init; }

    public int Seed { get; init; }

    /// <summary>The endpoint's short name, or "*" for all.</summary>
    public string Endpoint { get; init; } = "upload";

    /// <summary>Only uploads of files with this name (* and ? are wildcards). The name is known once the body is read, so it cannot select what happens before.</summary>
    public string? FileName { get; init; }

    /// <summary>Latency: how long.</summary>
    public int DelayMilliseconds { get; init; } = 1000;

    /// <summary>Latency: from when.</summary>
    public LatencyStart From { get; init; }

    /// <summary>Bandwidth: how fast.</summary>
    public int BytesPerSecond { get; init; } = 65_536;

    /// <summary>ApiCode: base_resp.status_code.</summary>
    public int Code { get; init; } = 1000;

    /// <summary>ApiCode, HttpStatus: the text instead of the usual one.</summary>
    public string? Message { get; init; }

    /// <summary>HttpStatus, Redirect: the status.</summary>
    public int? Status { get; init; }

    /// <summary>HttpStatus: the body.</summary>
    public AnswerBody Body { get; init; }

    /// <summary>ApiCode, HttpStatus: seconds for a Retry-After header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Retry-After as an HTTP date instead of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>Answer without reading the body, as a gateway may.</summary>
    public bool Early { get; init; }

    /// <summary>Reset, Stall: when.</summary>
    public FaultMoment When { get; init; } = FaultMoment.AfterBody;

    /// <summary>Reset or Stall during the body: after so many bytes; by default after half of the Content-Length.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>Whether the request takes effect all the same. Each kind has a default of its own.</summary>
    public bool? Stored { get; init; }

    /// <summary>Redirect: to where; by default to the same path on a host that does not exist.</summary>
    public string? Location { get; init; }

    /// <summary>Mix: the faults to draw from.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Delays let the request take effect; so do answers that were spoilt on their way. Everything else stands for a server that did nothing.</summary>
    internal bool TakesEffect => Stored ?? Kind
        is FaultKind.Latency or FaultKind.Bandwidth or FaultKind.Hold
        or FaultKind.TruncatedJson or FaultKind.CutJson or FaultKind.FileIdAsString or FaultKind.AudioCut;

    internal bool IsDelay => Kind is FaultKind.Latency or FaultKind.Bandwidth or FaultKind.Hold;

    internal FaultRule Validate()
    {
        Require(Enum.IsDefined(Kind), $"kind is one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
        Require(Count is null or > 0, "count is at least 1");
        Require(Share is null or (>= 0 and <= 1), "share is between 0 and 1");
        Require(DelayMilliseconds >= 0, "delayMilliseconds is not negative");
        Require(BytesPerSecond > 0, "bytesPerSecond is at least 1");
        Require(RetryAfter is null or >= 0, "retryAfter is not negative");
        Require(Status is null || (Kind == FaultKind.Redirect ? Status is >= 300 and <= 399 : Status is >= 400 and <= 599), "status is 400 to 599, or 300 to 399 for a redirect");
        Require(Kind != FaultKind.HttpStatus || Status is not null, "httpStatus needs a status");
        Require((Kind == FaultKind.Mix) == (Faults.Count > 0), "faults are given for a mix, and only there");
        Require(Faults.All(f => f.Kind != FaultKind.Mix), "a mix holds no other mix");
        Require(!Early || Kind is FaultKind.ApiCode or FaultKind.HttpStatus or FaultKind.InvalidJson or FaultKind.Redirect, "early goes with apiCode, httpStatus, invalidJson and redirect");
        Require(FileName is null || !(Early || Kind == FaultKind.Bandwidth || When != FaultMoment.AfterBody), "fileName is known behind the body, and goes with what happens there");
        foreach (FaultRule fault in Faults)
            fault.Validate();
        return this;
    }

    /// <summary>As it is shown beside a request.</summary>
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

    private static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new ArgumentException("Not a fault: " + rule + ".");
    }
}
