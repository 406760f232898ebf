using MiniMax.Emulator.RateLimits;

namespace MiniMax.Emulator;

/// <summary>How an emulator is set up when it starts.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Where it listens: loopback addresses over plain HTTP. Port 0 takes a free port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:0"];

    /// <summary>The one key that is accepted. Null accepts any key that does not begin with "wrong".</summary>
    public string? ApiKey { get; init; }

    /// <summary>False keeps of every file its size, its hash and its first bytes only, so that memory stays flat under any load.</summary>
    public bool KeepContent { get; init; } = true;

    /// <summary>The rate limit from the start and after every reset; null for none.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>
    /// How much of a body is taken off the line before it is wanted. The default takes all that the API allows, so that a client that goes away is
    /// noticed at once even while its body is read slowly or not at all. With less, a client has to wait with its body, and is missed later.
    /// </summary>
    public int ReadAheadBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How many requests are remembered one by one; the oldest are forgotten, the counters go on.</summary>
    public int RememberedRequests { get; init; } = 10_000;

    /// <summary>The first file id; the next ones are 2 apart. An odd number past 2^53 and all that follow it are beyond what a double can hold.</summary>
    public long FirstFileId { get; init; } = (1L << 53) + 1;

    /// <summary>What is said in recordings, by the SHA-256 of their content in hexadecimal digits, from the start and after every reset.</summary>
    public IReadOnlyDictionary<string, string> Transcripts { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock of created_at, the 7 days of a clone without speech, latency, rate limits and Retry-After dates.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
