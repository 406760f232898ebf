namespace MiniMax;

/// <summary>What the inspection found out about one file, and whether it will do for its purpose: as prompt audio, or as the recording that a voice is cloned from.</summary>
public sealed class PromptAudioReport : IComparable
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; set; } = "";

    /// <summary>File name without the folder.</summary>
    public string Name { get; set; } = "";

    /// <summary>Size of the file in bytes.</summary>
    public long Length { get; set; }

    /// <summary>Container, by content.</summary>
    public AudioFormat Format { get; set; }

    /// <summary>Codec inside the container, such as <c>AAC-LC</c> or <c>PCM</c>; null if it is not known.</summary>
    public string? Codec { get; set; }

    /// <summary>What a decoder plays, cut (not rounded) to 100 ns; null if it could not be told.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>Samples per channel that a decoder puts out; null if it could not be told.</summary>
    public long? SampleCount { get; set; }

    /// <summary>Samples per second of <see cref="SampleCount"/>, in hertz; null if it could not be told.</summary>
    public int? SampleRate { get; set; }

    /// <summary>Number of channels; null if it could not be told.</summary>
    public int? Channels { get; set; }

    /// <summary>
    /// The kinds of tags in the file, which are uploaded with it, such as <c>title, artist, location</c>; null if none
    /// was found. What a tag says is not part of the report.
    /// </summary>
    public string? Tags { get; set; }

    /// <summary>Whether the file will do: no finding is an error.</summary>
    public bool IsValid { get; set; }

    /// <summary>Everything that was found, errors first.</summary>
    public FindingList<PromptAudioFinding> Findings { get; set; } = [];

    /// <summary>The path of the file.</summary>
    public override string ToString() => Path;

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another result of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        PromptAudioReport other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException($"It is no {nameof(PromptAudioReport)}.", nameof(obj)),
    };
}
