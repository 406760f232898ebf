using System.Text.Json.Nodes;

namespace MiniMax.Bench.Soak;

/// <summary>Random faults of all kinds that do not end a batch, from a seed.</summary>
internal static class SoakFaults
{
    private static readonly string[] s_names =
    [
        "RateLimited", "ServerError", "RequestTimeout", "BadGateway", "ServiceUnavailable", "InternalServerError",
        "GatewayTimeout", "GatewayTimeoutStored",
        "ConnectionReset", "ConnectionResetBeforeBody", "ConnectionResetAfterBody", "ConnectionResetStored",
        "TruncatedJson", "CutJson", "InvalidJson",
        "SensitiveContent", "QuotaExceeded", "InvalidParameters", "PayloadTooLarge", "Redirect",
    ];

    public static void Plan(EmulatorProcess emulator, Random random)
    {
#pragma warning disable CA5394 // The values are not secret, and must be the same for the same seed.
        var ways = new JsonArray([.. s_names.Select(n => (JsonNode)n), new JsonObject { ["kind"] = "fileIdMissing", ["stored"] = true }, new JsonObject { ["kind"] = "httpStatus", ["status"] = 429 }]);
        if (random.Next(4) == 0)
        {
            // Each takes the full timeout of an attempt.
            ways.Add("Stalled");
            ways.Add("StalledStored");
        }

        emulator.AddFault(new JsonObject { ["kind"] = "mix", ["share"] = random.NextDouble() * 0.35, ["seed"] = random.Next(), ["endpoint"] = random.Next(3) == 0 ? "*" : "upload", ["faults"] = ways });
        if (random.Next(2) == 0)
        {
            emulator.AddFault(new JsonObject { ["kind"] = "latency", ["delayMilliseconds"] = random.Next(1, 60), ["share"] = random.NextDouble(), ["seed"] = random.Next() });
        }
#pragma warning restore CA5394
    }
}
