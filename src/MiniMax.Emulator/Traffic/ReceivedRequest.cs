namespace MiniMax.Emulator.Traffic;

/// <summary>The outcome of a request.</summary>
public enum RequestOutcome
{
    /// <summary>The request has not ended.</summary>
    Running,

    /// <summary>A successful response.</summary>
    Succeeded,

    /// <summary>An error that the rules of the API require.</summary>
    Refused,

    /// <summary>A fault that a test requested.</summary>
    Faulted,

    /// <summary>The client disconnected before the response.</summary>
    Aborted,
}

/// <summary>A header of a request or of a part of its form, without the key.</summary>
public sealed record ReceivedHeader(string Name, string Value)
{
    internal static long Characters(IEnumerable<ReceivedHeader> headers) => headers.Sum(h => (long)h.Name.Length + h.Value.Length);
}

/// <summary>A part of a multipart body.</summary>
public sealed record ReceivedPart
{
    /// <summary>The headers of the part, in their order, without the white space around the values.</summary>
    public IReadOnlyList<ReceivedHeader> Headers { get; init; } = [];

    public string? Name { get; init; }

    public string? FileName { get; init; }

    public string? ContentType { get; init; }

    public long Length { get; init; }
}

/// <summary>A request as the server received it, without the key.</summary>
public sealed record ReceivedRequest
{
    public required long Number { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    /// <summary>The endpoint's short name (upload, list, …); null for an unknown path.</summary>
    public string? Endpoint { get; init; }

    public required string ConnectionId { get; init; }

    public required string TraceId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; internal set; }

    public IReadOnlyList<ReceivedHeader> Headers { get; init; } = [];

    public bool HasAuthorization { get; init; }

    /// <summary>The first twelve hexadecimal digits of the SHA-256 of the key: enough to distinguish two keys.</summary>
    public string? KeyHash { get; init; }

    public string? ContentType { get; init; }

    public long? ContentLength { get; init; }

    public bool Chunked { get; init; }

    public string? Expect { get; init; }

    /// <summary>Whether the boundary is in quotation marks, which some servers do not accept.</summary>
    public bool BoundaryQuoted { get; internal set; }

    public IReadOnlyList<ReceivedPart> Parts { get; internal set; } = [];

    /// <summary>The bytes of the body that the server has read.</summary>
    public long BodyBytes { get; internal set; }

    public RequestOutcome Outcome { get; internal set; }

    /// <summary>The HTTP status of the response; null without a response.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>base_resp.status_code of the response; null for a response without one.</summary>
    public int? ApiCode { get; internal set; }

    /// <summary>The applied faults, such as "latency 150 ms + apiCode 1002".</summary>
    public string? Fault { get; internal set; }

    public bool ClientAborted { get; internal set; }

    /// <summary>The file that this request stored, even if the response was lost.</summary>
    public long? StoredFileId { get; internal set; }

    /// <summary>The characters that count for the size of the log; null for a request that is not in it.</summary>
    internal long? LoggedCharacters { get; set; }
}
