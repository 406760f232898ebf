using System.Globalization;

namespace MiniMax;

/// <summary>The result of inspecting one file, and whether the file is valid for its purpose; for clone audio it is a <see cref="CloneAudioReport"/>.</summary>
public class PromptAudioReport : IComparable
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; set; } = "";

    /// <summary>File name without the folder.</summary>
    public string Name { get; set; } = "";

    /// <summary>Size of the file in bytes.</summary>
    public long Length { get; set; }

    /// <summary>The same as <see cref="Length"/>, by the heading of the table.</summary>
    public long Size
    {
        get => Length;
        set => Length = value;
    }

    /// <summary>Container, by content.</summary>
    public AudioFormat Format { get; set; }

    /// <summary>Codec inside the container, such as <c>AAC-LC</c> or <c>PCM</c>; null if it is unknown.</summary>
    public string? Codec { get; set; }

    /// <summary>The duration that a decoder plays, truncated (not rounded) to 100 ns; null if it is unknown.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The number of samples per channel that a decoder outputs; null if it is unknown.</summary>
    public long? SampleCount { get; set; }

    /// <summary>Samples per second of <see cref="SampleCount"/>, in hertz; null if it is unknown.</summary>
    public int? SampleRate { get; set; }

    /// <summary>Number of channels; null if it is unknown.</summary>
    public int? Channels { get; set; }

    /// <summary>
    /// The kinds of tags in the file, which an upload includes, such as <c>title, artist, location</c>; null if none
    /// was found. The report does not contain the values of tags.
    /// </summary>
    public string? Tags { get; set; }

    /// <summary>
    /// How loud the speech is, in decibels relative to full scale (dBFS): the mean square of all frames of 20 ms within
    /// 25 dB of the 95th percentile. Null if it was not measured, as in M4A and in a rejected file.
    /// </summary>
    public double? SpeechLevel { get; set; }

    /// <summary>How loud the pauses are, in dBFS: the 5th percentile of the frames; null as for <see cref="SpeechLevel"/>.</summary>
    public double? NoiseLevel { get; set; }

    /// <summary>The largest sample, in dBFS; null as for <see cref="SpeechLevel"/>, and in MP3, whose samples are not decoded.</summary>
    public double? PeakLevel { get; set; }

    /// <summary>The share of the frames that count as speech for <see cref="SpeechLevel"/>, from 0 to 1; null as there.</summary>
    public double? SpeechShare { get; set; }

    /// <summary>
    /// The loudness of the file over time, as 60 block characters in steps of 5 dB below the loudest; null as for
    /// <see cref="SpeechLevel"/>.
    /// </summary>
    public string? Loudness { get; set; }

    /// <summary>Whether the file is valid: no finding is an error.</summary>
    public bool IsValid { get; set; }

    /// <summary>
    /// <c>valid</c>, <c>warning</c>, or <c>refused</c>, from <see cref="IsValid"/> and <see cref="Findings"/>. An assigned
    /// value is ignored, so that a report that came from a job can be cast back.
    /// </summary>
    public string Verdict
    {
        get => !IsValid ? "refused" : Findings.Count > 0 ? "warning" : "valid";
        set => _ = value;
    }

    /// <summary>The findings, errors first.</summary>
    public FindingList<PromptAudioFinding> Findings { get; set; } = [];

    /// <summary>The path of the file.</summary>
    public override string ToString() => Path;

    /// <summary>Compares by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> distinguish results.</summary>
    /// <param name="obj">Another result of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">The object has another type. PowerShell then compares the text forms.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        PromptAudioReport other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, AudioStrings.ObjectIsNotOfType, nameof(PromptAudioReport)), nameof(obj)),
    };
}
