namespace MiniMax.Abstractions;

/// <summary>A file that a cmdlet sends: the piped object, and the result of its validation.</summary>
/// <param name="Info">The piped file, which is the target of its errors.</param>
/// <param name="Folder">The folder in which the commands of a remedy run; null outside the file system.</param>
internal sealed record TransferInput(FileInfo Info, string? Folder)
{
    /// <summary>The name at the service, if it is not that of the file.</summary>
    public string? FileName { get; init; }

    /// <summary>The report of the validation.</summary>
    public PromptAudioReport? Report { get; set; }

    /// <summary>The action on the file, for the verbose line of ShouldProcess.</summary>
    public string Action { get; set; } = "";

    /// <summary>Lines for the verbose stream.</summary>
    public List<string> Verbose { get; } = [];

    /// <summary>Lines for the warning stream.</summary>
    public List<string> Warnings { get; } = [];
}
