namespace MiniMax.Audio;

/// <summary>What mends what was observed.</summary>
internal enum RemedyKind
{
    /// <summary>Nothing needs mending.</summary>
    None,

    /// <summary>Decode and write a plain WAV.</summary>
    Convert,

    /// <summary>Keep the first audio track and drop the rest.</summary>
    KeepFirstTrack,

    /// <summary>Get the file again from where it came from.</summary>
    FetchAgain,

    /// <summary>Trim below the limit with a margin.</summary>
    TrimToBeSure,
}
