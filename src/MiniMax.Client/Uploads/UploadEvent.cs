namespace MiniMax.Client.Uploads;

/// <summary>An event of the background work, for the thread of the owner.</summary>
public sealed class UploadEvent
{
    private UploadEvent()
    {
    }

    /// <summary>The object that the owner added with the file; null for a line that is not about a file.</summary>
    public object? State { get; private init; }

    /// <summary>Whether the file was opened and validated, and is now sent.</summary>
    public bool IsPrepared { get; private init; }

    /// <summary>Why the file was rejected before anything was sent, or null.</summary>
    public MiniMaxException? Rejection { get; private init; }

    /// <summary>The outcome of a file, or null.</summary>
    public UploadOutcome? Outcome { get; private init; }

    /// <summary>Whether a file was not sent because the batch ended.</summary>
    public bool IsSkipped { get; private init; }

    /// <summary>Whether this is the last event of the file.</summary>
    public bool IsEnd => Outcome is not null || Rejection is not null || IsSkipped;

    /// <summary>A line for the verbose stream, or null.</summary>
    public string? VerboseText { get; private init; }

    /// <summary>A line for the warning stream, or null.</summary>
    public string? WarningText { get; private init; }

    /// <summary>The recommended action of the warning; the default for none.</summary>
    public RemedyCode WarningAdvice { get; private init; }

    /// <summary>The failure, if the warning is about one that is not an error.</summary>
    public MiniMaxException? WarningFailure { get; private init; }

    internal static UploadEvent Prepared(object? state) => new() { State = state, IsPrepared = true };

    internal static UploadEvent Rejected(object? state, MiniMaxException error) => new() { State = state, Rejection = error };

    internal static UploadEvent Ended(object? state, UploadOutcome outcome) => new() { State = state, Outcome = outcome };

    internal static UploadEvent Skipped(object? state) => new() { State = state, IsSkipped = true };

    internal static UploadEvent Verbose(string text) => new() { VerboseText = text };

    internal static UploadEvent Warning(string text, RemedyCode advice = RemedyCode.Default) => new() { WarningText = text, WarningAdvice = advice };

    internal static UploadEvent Warning(string text, MiniMaxException failure) => new() { WarningText = text, WarningFailure = failure };
}
