namespace MiniMax;

/// <summary>A recording made to pass as prompt audio, in a file of its own.</summary>
public sealed class ConvertedAudio : IComparable
{
    /// <summary>Full path of the file that was written.</summary>
    public string Path { get; set; } = "";

    /// <summary>File name without the folder.</summary>
    public string Name { get; set; } = "";

    /// <summary>Full path of the recording, which is as it was.</summary>
    public string SourcePath { get; set; } = "";

    /// <summary>Container of the file that was written.</summary>
    public AudioFormat Format { get; set; }

    /// <summary>Length of what was kept, as a decoder plays it, cut (not rounded) to 100 ns.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>Where it begins in the recording.</summary>
    public TimeSpan? Start { get; set; }

    /// <summary>Length of the whole recording.</summary>
    public TimeSpan? SourceDuration { get; set; }

    /// <summary>Size of the file that was written, in bytes.</summary>
    public long Length { get; set; }

    /// <summary>The same as <see cref="Length"/>, by the heading of the table.</summary>
    public long Size
    {
        get => Length;
        set => Length = value;
    }

    /// <summary>Whether something of the recording was left out.</summary>
    public bool IsCut { get; set; }

    /// <summary>
    /// The loudness of the recording over time, in 60 block characters of 5 dB each down from the loudest, with [ and ]
    /// around what was kept; null if it was copied and not decoded.
    /// </summary>
    public string? Loudness { get; set; }

    /// <summary>The path of the file that was written.</summary>
    public override string ToString() => Path;

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another result of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        ConvertedAudio other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(Remedies.Format(Strings.ObjectIsOfOtherType, nameof(ConvertedAudio)), nameof(obj)),
    };
}
