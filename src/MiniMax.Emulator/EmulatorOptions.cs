using MiniMax.Emulator.RateLimits;

namespace MiniMax.Emulator;

/// <summary>The settings of an emulator.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The addresses to listen on: loopback over plain HTTP. Port 0 selects a free port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:0"];

    /// <summary>The only key to accept; null accepts every key that does not begin with "wrong".</summary>
    public string? ApiKey { get; init; }

    /// <summary>False keeps only the size, the hash and the first bytes of every file, so that the memory use does not grow with the uploads.</summary>
    public bool KeepContent { get; init; } = true;

    /// <summary>The initial rate limit, also after a reset; null for none.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>
    /// The bytes of a body that the server buffers ahead. The default buffers the largest upload, so that the server detects a client that
    /// disconnects, even while it reads the body slowly or not at all. With less, the client waits while it sends the body.
    /// </summary>
    public int ReadAheadBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The number of requests to keep; older ones are removed, but still counted.</summary>
    public int RememberedRequests { get; init; } = 10_000;

    /// <summary>The first file id; the step is 2. A double cannot hold an odd number above 2^53.</summary>
    public long FirstFileId { get; init; } = (1L << 53) + 1;

    /// <summary>The transcripts of recordings by the SHA-256 of their content in hexadecimal digits, also after a reset.</summary>
    public IReadOnlyDictionary<string, string> Transcripts { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock of created_at, the expiry of unused clones, latency, rate limits and Retry-After dates.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
