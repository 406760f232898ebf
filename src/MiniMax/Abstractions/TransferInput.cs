namespace MiniMax.Abstractions;

/// <summary>A file that a cmdlet sends: the piped object, and the result of its validation.</summary>
/// <param name="Info">The piped file, which is the target of its errors.</param>
/// <param name="Folder">The folder in which the commands of a remedy run; null outside the file system.</param>
internal sealed record TransferInput(FileInfo Info, string? Folder)
{
    /// <summary>The name at the service, if it is not that of the file.</summary>
    public string? FileName { get; init; }

    public PromptAudioReport? Report { get; set; }

    /// <summary>The action on the file, for the verbose line of ShouldProcess.</summary>
    public string Action { get; set; } = "";

    public List<string> Verbose { get; } = [];

    public List<string> Warnings { get; } = [];
}
