namespace MiniMax;

/// <summary>The reason why a file was not uploaded or a request failed.</summary>
public sealed class MiniMaxException : Exception
{
    /// <summary>Creates an error with the ID <see cref="ErrorIds.ApiError"/> and a text.</summary>
    public MiniMaxException()
        : this(ErrorIds.ApiError, ClientStrings.ServiceReportedError, "")
    {
    }

    /// <summary>Creates an error with the ID <see cref="ErrorIds.ApiError"/>.</summary>
    /// <param name="message">The message.</param>
    public MiniMaxException(string message)
        : this(ErrorIds.ApiError, message, "")
    {
    }

    /// <summary>Creates an error with the ID <see cref="ErrorIds.ApiError"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public MiniMaxException(string message, Exception? innerException)
        : this(ErrorIds.ApiError, message, "", innerException)
    {
    }

    /// <summary>Creates an error. <see cref="IsTransient"/> is true for RateLimited, RequestTimeout, ConnectionFailed and ServerError.</summary>
    /// <param name="errorId">A stable ID, one of <see cref="ErrorIds"/> or of the findings.</param>
    /// <param name="message">The message, with the value and the limit.</param>
    /// <param name="remedy">The recommended action.</param>
    /// <param name="innerException">The cause.</param>
    public MiniMaxException(string errorId, string message, string remedy, Exception? innerException = null)
        : this(errorId, message, innerException)
    {
        Remedy = remedy;
        IsTransient = errorId is ErrorIds.RateLimited or ErrorIds.RequestTimeout or ErrorIds.ConnectionFailed or ErrorIds.ServerError;
    }

    internal MiniMaxException(string errorId, string message, Exception? innerException, RemedyCode advice, params object[] arguments)
        : this(errorId, message, innerException) => Advice = [new Advice(advice, arguments)];

    internal MiniMaxException(string errorId, string message, RemedyCode advice, params object[] arguments)
        : this(errorId, message, null, advice, arguments)
    {
    }

    // For an error of the client, the response determines whether it is transient, not the ID.
    private MiniMaxException(string errorId, string message, Exception? innerException)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Remedy = "";
    }

    /// <summary>The stable ID of the error.</summary>
    public string ErrorId { get; set; }

    /// <summary>The recommended action, as a sentence.</summary>
    public string Remedy { get; set; }

    /// <summary>The <c>base_resp.status_code</c> of the response, if there was one.</summary>
    public int? ApiCode { get; set; }

    /// <summary>The HTTP status of the response, if there was one.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>The trace ID of the response, by which MiniMax support finds the request; null for none.</summary>
    public string? TraceId { get; set; }

    /// <summary>The host of the request.</summary>
    public string? Host { get; set; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; set; }

    /// <summary>The wait that the service requested, if any.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Whether the request may have taken effect although no valid response arrived: the file may be stored, or the voice may exist.</summary>
    public bool IsOutcomeUnknown { get; set; }

    /// <summary>Whether every other request would fail the same way: the key is rejected, or the balance is insufficient.</summary>
    public bool IsFatal => EndsBatch || (!IsPerFile && (ErrorId is ErrorIds.ApiKeyMissing or ErrorIds.InsecureAddress or ErrorIds.AuthenticationFailed
        or ErrorIds.InvalidApiKey or ErrorIds.InsufficientBalance or ErrorIds.CheckpointUnusable));

    /// <summary>Whether the error ends the batch although its ID does not: the host has not responded for some time.</summary>
    internal bool EndsBatch { get; set; }

    /// <summary>Whether the error affects one file only although its ID ends the batch.</summary>
    internal bool IsPerFile { get; set; }

    /// <summary>The code of the recommended action. <see cref="Remedy"/> is empty until the cmdlet adds the text.</summary>
    internal IReadOnlyList<Advice> Advice { get; set; } = [Client.Errors.Advice.Default];

    internal MiniMaxException WithMessage(string message) => WithText(message, Remedy, InnerException);

    /// <summary>The same error with an unknown outcome, and with advice before its own.</summary>
    internal MiniMaxException WithUnknownOutcome(string message, RemedyCode advice)
    {
        MiniMaxException copy = WithMessage(message);
        copy.IsOutcomeUnknown = true;
        copy.Advice = [new Advice(advice), .. Advice];
        return copy;
    }

    internal MiniMaxException WithTrailingAdvice(string message, RemedyCode advice, params object[] arguments)
    {
        MiniMaxException copy = WithMessage(message);
        copy.Advice = [.. Advice, new Advice(advice, arguments)];
        return copy;
    }

    internal MiniMaxException WithText(string message, string remedy, Exception? innerException) => new(ErrorId, message, remedy, innerException)
    {
        ApiCode = ApiCode,
        HttpStatus = HttpStatus,
        TraceId = TraceId,
        Host = Host,
        Attempts = Attempts,
        IsTransient = IsTransient,
        RetryAfter = RetryAfter,
        IsOutcomeUnknown = IsOutcomeUnknown,
        IsPerFile = IsPerFile,
        EndsBatch = EndsBatch,
        Advice = Advice,
    };
}
