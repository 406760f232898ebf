namespace MiniMax.Bench.Soak;

/// <summary>How a call of the cmdlet is ended before its time.</summary>
internal enum SoakStop
{
    None,

    /// <summary>As Ctrl+C does.</summary>
    Pipeline,

    /// <summary>By a break downstream, after so many results.</summary>
    Break,

    /// <summary>By the end of the process, as SIGKILL does.</summary>
    Kill,
}

/// <summary>One call of the cmdlet, drawn by the seed.</summary>
internal sealed record SoakCall(
    string Folder,
    Uri Address,
    int ThrottleLimit,
    int MaximumRetryCount,
    bool HasCheckpoint,
    SoakStop Stop,
    int StopAfter);

/// <summary>What came of it.</summary>
internal sealed record SoakAnswer(
    bool IsStopped,
    IReadOnlyList<SoakUpload> Uploaded,
    IReadOnlyList<SoakError> Errors,
    IReadOnlyList<string> Warnings,
    string Text,
    double ManagedMegabytes,
    int Handles,
    int Sockets,
    IReadOnlyList<string> OpenFiles);

internal sealed record SoakUpload(long FileId, string FileName, string Origin, string Sha256);

internal sealed record SoakError(string FileName, string Id, bool IsOutcomeUnknown);
