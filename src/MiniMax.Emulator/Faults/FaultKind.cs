namespace MiniMax.Emulator.Faults;

/// <summary>What can be done to a request. The first three delay it and go together with one of the others.</summary>
public enum FaultKind
{
    /// <summary>The answer comes later.</summary>
    Latency,

    /// <summary>The body is read slowly.</summary>
    Bandwidth,

    /// <summary>The answer comes when it is released.</summary>
    Hold,

    /// <summary>HTTP 200 with an error in base_resp.</summary>
    ApiCode,

    /// <summary>An HTTP error as gateways send it.</summary>
    HttpStatus,

    /// <summary>The connection is reset (TCP RST).</summary>
    Reset,

    /// <summary>Nothing happens any more until the client goes away.</summary>
    Stall,

    /// <summary>JSON that ends half-way, where Content-Length promised all of it.</summary>
    TruncatedJson,

    /// <summary>JSON that ends half-way, with the Content-Length of the half.</summary>
    CutJson,

    /// <summary>HTTP 200 with what is no JSON, declared as JSON.</summary>
    InvalidJson,

    /// <summary>Every file_id in the answer is a string.</summary>
    FileIdAsString,

    /// <summary>There is no file_id in the answer, which speaks of success.</summary>
    FileIdMissing,

    /// <summary>Speech of which only the first tenth is there, in an answer that speaks of success.</summary>
    AudioCut,

    /// <summary>A redirect to another host.</summary>
    Redirect,

    /// <summary>One of a list, drawn by the seed.</summary>
    Mix,
}
