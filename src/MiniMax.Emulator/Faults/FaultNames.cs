using MiniMax.Emulator.Responses;

namespace MiniMax.Emulator.Faults;

/// <summary>The predefined faults. The kinds that require no parameters are among them.</summary>
public static class FaultNames
{
    private static readonly Dictionary<string, FaultRule> s_rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RateLimited"] = Api(1002),
        ["RateLimitedHttp"] = Http(429) with { RetryAfter = 1 },
        ["ServerError"] = Api(1000),
        ["RequestTimeout"] = Api(1001),
        ["AuthenticationFailed"] = Api(1004),
        ["InvalidApiKey"] = Api(2049),
        ["InsufficientBalance"] = Api(1008),
        ["QuotaExceeded"] = Api(1028),
        ["SensitiveContent"] = Api(1026),
        ["InvalidParameters"] = Api(2013),
        ["PermissionDenied"] = Api(2038),
        ["Unauthorized"] = Http(401),
        ["NotFound"] = Http(404),
        ["PayloadTooLarge"] = Http(413),
        ["InternalServerError"] = Http(500),
        ["BadGateway"] = Http(502) with { Body = ResponseBody.Html },
        ["ServiceUnavailable"] = Http(503),
        ["GatewayTimeout"] = Http(504) with { Body = ResponseBody.Empty },
        ["GatewayTimeoutStored"] = Http(504) with { Body = ResponseBody.Empty, Stored = true },
        ["ConnectionReset"] = new() { Kind = FaultKind.Reset, When = FaultMoment.DuringBody },
        ["ConnectionResetBeforeBody"] = new() { Kind = FaultKind.Reset, When = FaultMoment.BeforeBody },
        ["ConnectionResetAfterBody"] = new() { Kind = FaultKind.Reset },
        ["ConnectionResetStored"] = new() { Kind = FaultKind.Reset, Stored = true },
        ["Stalled"] = new() { Kind = FaultKind.Stall },
        ["StalledStored"] = new() { Kind = FaultKind.Stall, Stored = true },
        ["TruncatedJson"] = new() { Kind = FaultKind.TruncatedJson },
        ["CutJson"] = new() { Kind = FaultKind.CutJson },
        ["InvalidJson"] = new() { Kind = FaultKind.InvalidJson },
        ["MissingFileId"] = new() { Kind = FaultKind.FileIdMissing },
        ["FileIdAsString"] = new() { Kind = FaultKind.FileIdAsString },
        ["AudioFragment"] = new() { Kind = FaultKind.AudioCut, Endpoint = "t2a_v2" },
        ["Redirect"] = new() { Kind = FaultKind.Redirect },
        ["Latency"] = new() { Kind = FaultKind.Latency },
        ["Bandwidth"] = new() { Kind = FaultKind.Bandwidth },
        ["Hold"] = new() { Kind = FaultKind.Hold },
    };

    public static IReadOnlyCollection<string> All => s_rules.Keys;

    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static FaultRule Get(string name) =>
        s_rules.TryGetValue(name, out FaultRule? rule)
            ? rule
            : throw new ArgumentException($"'{name}' is not a known fault. Specify one of {string.Join(", ", s_rules.Keys)}.", nameof(name));

    private static FaultRule Api(int code) => new() { Kind = FaultKind.ApiCode, Code = code };

    private static FaultRule Http(int status) => new() { Kind = FaultKind.HttpStatus, Status = status };
}
