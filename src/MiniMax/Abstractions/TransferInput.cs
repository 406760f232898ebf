namespace MiniMax.Abstractions;

/// <summary>A file on its way through a cmdlet that sends files: what was piped, and what validation found.</summary>
internal sealed class TransferInput(FileInfo info, string? folder)
{
    /// <summary>The piped file, which is the target of its errors.</summary>
    public FileInfo Info { get; } = info;

    /// <summary>The folder in which the commands of a remedy work; null outside the file system.</summary>
    public string? Folder { get; } = folder;

    /// <summary>The name at the service, where it is not the file's own.</summary>
    public string? FileName { get; init; }

    /// <summary>What validation found.</summary>
    public PromptAudioReport? Report { get; set; }

    /// <summary>Lines for the verbose stream.</summary>
    public List<string> Verbose { get; } = [];

    /// <summary>Lines for the warning stream.</summary>
    public List<string> Warnings { get; } = [];
}
