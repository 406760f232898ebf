namespace MiniMax.Bench.Soak;

/// <summary>How a call of the cmdlet is stopped.</summary>
internal enum SoakStop
{
    None,

    /// <summary>As with Ctrl+C.</summary>
    Pipeline,

    /// <summary>By a break in the pipeline after some results.</summary>
    Break,

    /// <summary>By SIGKILL, which ends the process.</summary>
    Kill,
}

/// <summary>One call of the cmdlet, chosen by the seed.</summary>
internal sealed record SoakCall(
    string Folder,
    Uri Address,
    int ThrottleLimit,
    int MaximumRetryCount,
    bool HasCheckpoint,
    SoakStop Stop,
    int StopAfter);

/// <summary>The result of a call.</summary>
internal sealed record SoakResponse(
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
