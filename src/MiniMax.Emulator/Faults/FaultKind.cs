namespace MiniMax.Emulator.Faults;

/// <summary>The kinds of faults. The first three delay a request, and combine with one of the others.</summary>
public enum FaultKind
{
    // AppliedFaults uses the values of the first three as indices.

    /// <summary>Delays the response.</summary>
    Latency = 0,

    /// <summary>Reads the body slowly.</summary>
    Bandwidth = 1,

    /// <summary>Delays the response until a test releases it.</summary>
    Hold = 2,

    /// <summary>HTTP 200 with an error in base_resp.</summary>
    ApiCode,

    /// <summary>An HTTP error in the format of a gateway.</summary>
    HttpStatus,

    /// <summary>Resets the connection (TCP RST).</summary>
    Reset,

    /// <summary>Stops until the client disconnects.</summary>
    Stall,

    /// <summary>Half of the JSON, then the end of the connection. Content-Length declares all of it.</summary>
    TruncatedJson,

    /// <summary>Half of the JSON. Content-Length declares the half.</summary>
    CutJson,

    /// <summary>HTTP 200 with invalid JSON.</summary>
    InvalidJson,

    /// <summary>Returns every file_id as a string.</summary>
    FileIdAsString,

    /// <summary>Success without a file_id.</summary>
    FileIdMissing,

    /// <summary>Success with only the first tenth of the speech.</summary>
    AudioCut,

    /// <summary>Redirects to another host.</summary>
    Redirect,

    /// <summary>Draws one of several faults by the seed.</summary>
    Mix,
}

/// <summary>The moment of a reset or a stall.</summary>
public enum FaultMoment
{
    /// <summary>After the headers of the request.</summary>
    BeforeBody,

    /// <summary>After a part of the body.</summary>
    DuringBody,

    /// <summary>After the whole body, instead of the response.</summary>
    AfterBody,
}

/// <summary>The start of a latency.</summary>
public enum LatencyStart
{
    /// <summary>The end of the body: the processing takes time.</summary>
    Body,

    /// <summary>The arrival of the headers: the transfer of the body counts as well.</summary>
    Head,
}
