namespace MiniMax.Emulator.Traffic;

/// <summary>One request as the server saw it. The key is nowhere in it.</summary>
public sealed record ReceivedRequest
{
    public required long Number { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    /// <summary>The endpoint's short name (upload, list, …); null for a path that the API does not have.</summary>
    public string? Endpoint { get; init; }

    public required string ConnectionId { get; init; }

    public required string TraceId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; internal set; }

    public IReadOnlyList<ReceivedHeader> Headers { get; init; } = [];

    public bool HasAuthorization { get; init; }

    /// <summary>The first twelve hexadecimal digits of the SHA-256 of the key: enough to tell two keys apart.</summary>
    public string? KeyHash { get; init; }

    public string? ContentType { get; init; }

    public long? ContentLength { get; init; }

    public bool Chunked { get; init; }

    public string? Expect { get; init; }

    /// <summary>True when the boundary stood in quotation marks, which some servers do not understand.</summary>
    public bool BoundaryQuoted { get; internal set; }

    public IReadOnlyList<ReceivedPart> Parts { get; internal set; } = [];

    /// <summary>The bytes of the body that the server has read.</summary>
    public long BodyBytes { get; internal set; }

    public RequestOutcome Outcome { get; internal set; }

    /// <summary>The HTTP status of the answer; null when there was none.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>base_resp.status_code of the answer; null when it had none.</summary>
    public int? ApiCode { get; internal set; }

    /// <summary>The faults that were applied, such as "latency 150 ms + apiCode 1002".</summary>
    public string? Fault { get; internal set; }

    public bool ClientAborted { get; internal set; }

    /// <summary>The file that this request stored, also when the answer was lost.</summary>
    public long? StoredFileId { get; internal set; }
}
