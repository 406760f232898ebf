namespace MiniMax;

/// <summary>A new file with valid prompt audio from a recording.</summary>
public sealed class ConvertedAudio : IComparable
{
    /// <summary>The full path of the new file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The name of the new file, without the folder.</summary>
    public string Name { get; set; } = "";

    /// <summary>The full path of the recording, which is not changed.</summary>
    public string SourcePath { get; set; } = "";

    /// <summary>The container of the new file.</summary>
    public AudioFormat Format { get; set; }

    /// <summary>The duration of the new file, as a gapless decoder plays it, truncated to 100 ns.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The start of the kept part in the recording.</summary>
    public TimeSpan? Start { get; set; }

    /// <summary>The duration of the recording.</summary>
    public TimeSpan? SourceDuration { get; set; }

    /// <summary>The size of the new file, in bytes.</summary>
    public long Length { get; set; }

    /// <summary>The same as <see cref="Length"/>; the heading of the table.</summary>
    public long Size
    {
        get => Length;
        set => Length = value;
    }

    /// <summary>Whether only a part of the recording was kept.</summary>
    public bool IsCut { get; set; }

    /// <summary>
    /// The loudness of the recording over time: 60 block characters, each 5 dB lower than the next higher one, with [ and ]
    /// around the kept part; null if the recording was copied without decoding.
    /// </summary>
    public string? Loudness { get; set; }

    /// <summary>The path of the new file.</summary>
    public override string ToString() => Path;

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
