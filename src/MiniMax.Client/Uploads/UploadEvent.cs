namespace MiniMax.Client.Uploads;

/// <summary>An event of the background work, for the thread of the owner.</summary>
public sealed class UploadEvent
{
    internal UploadEvent()
    {
    }

    /// <summary>The object that the owner added with the file; null for a line that is not about a file.</summary>
    public object? State { get; internal init; }

    /// <summary>Whether the file was opened and validated, and is now sent.</summary>
    public bool IsPrepared { get; internal init; }

    /// <summary>Why the file was rejected before anything was sent, or null.</summary>
    public MiniMaxException? Rejection { get; internal init; }

    /// <summary>The outcome of a file, or null.</summary>
    public UploadOutcome? Outcome { get; internal init; }

    /// <summary>Whether a file was not sent because the batch ended.</summary>
    public bool IsSkipped { get; internal init; }

    /// <summary>Whether this is the last event of the file.</summary>
    public bool IsEnd => Outcome is not null || Rejection is not null || IsSkipped;

    /// <summary>A line for the verbose stream, or null.</summary>
    public string? VerboseText { get; internal init; }

    /// <summary>A line for the warning stream, or null.</summary>
    public string? WarningText { get; internal init; }

    /// <summary>The recommended action of the warning; the default for none.</summary>
    public RemedyCode WarningAdvice { get; internal init; }

    /// <summary>The failure, if the warning is about one that is not an error.</summary>
    public MiniMaxException? WarningFailure { get; internal init; }
}
