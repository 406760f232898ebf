namespace MiniMax.Client;

/// <summary>Something that happened in the background and is told on the owner's thread.</summary>
public sealed class TransferEvent
{
    private TransferEvent()
    {
    }

    /// <summary>How a file ended, or null if this is something else.</summary>
    public UploadOutcome? Outcome { get; private init; }

    /// <summary>Whether a file was not sent because the batch is lost.</summary>
    public bool IsSkipped { get; private init; }

    /// <summary>A line for the verbose stream, or null.</summary>
    public string? VerboseText { get; private init; }

    /// <summary>A line for the warning stream, or null.</summary>
    public string? WarningText { get; private init; }

    internal static TransferEvent Ended(UploadOutcome outcome) => new() { Outcome = outcome };

    internal static TransferEvent Skipped(FileUpload upload) => new() { IsSkipped = true, VerboseText = $"{upload.FileName}: not sent." };

    internal static TransferEvent Verbose(string text) => new() { VerboseText = text };

    internal static TransferEvent Warning(string text) => new() { WarningText = text };
}
