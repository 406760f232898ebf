namespace MiniMax.Audio.Validation;

/// <summary>The purpose of an upload, with the limits of the service.</summary>
public sealed class AudioPurpose
{
    private AudioPurpose(string name) => Name = name;

    /// <summary>A short sample of the desired voice: less than 8 seconds.</summary>
    public static AudioPurpose PromptAudio { get; } = new("prompt_audio") { MaximumSeconds = 8, MaximumIsExclusive = true, TooLongApiCode = 2048, TrimTo = 7.7m };

    /// <summary>The recording to clone a voice from: 10 seconds to 5 minutes, inclusive.</summary>
    public static AudioPurpose CloneAudio { get; } = new("voice_clone") { MinimumSeconds = 10, MaximumSeconds = 300, TooLongApiCode = 2037, TooShortApiCode = 2037, TrimTo = 299.7m };

    /// <summary>A recording to transcribe: at most 500 seconds and 50 MB, and of more types.</summary>
    public static AudioPurpose Transcription { get; } = new("transcription")
    {
        MaximumSeconds = 500,
        TrimTo = 499.7m,
        Megabytes = 50,
        OtherExtensions = ForeignType.Transcribed,
        Codes = [FindingCode.FileEmpty, FindingCode.FileTooLarge, FindingCode.AudioTooLong, FindingCode.AudioTypeNotSupported, FindingCode.ExtensionMismatch],
    };

    /// <summary>Speech that the service generated, of any length.</summary>
    public static AudioPurpose Speech { get; } = new("speech") { MaximumSeconds = int.MaxValue, TrimTo = int.MaxValue / 10m, Megabytes = 1024 };

    /// <summary>The value of the <c>purpose</c> field of the upload.</summary>
    public string Name { get; }

    /// <summary>The minimum length in seconds; null if there is none.</summary>
    public int? MinimumSeconds { get; private init; }

    /// <summary>The limit of the length in seconds.</summary>
    public int MaximumSeconds { get; private init; }

    /// <summary>Whether <see cref="MaximumSeconds"/> is an exclusive limit.</summary>
    public bool MaximumIsExclusive { get; private init; }

    /// <summary>The maximum size in megabytes, as the service states it.</summary>
    public int Megabytes { get; private init; } = 20;

    /// <summary>The maximum size in bytes, with megabytes of 1024² bytes.</summary>
    public long MaximumBytes => Megabytes * 1024L * 1024;

    /// <summary>The size in bytes above which the file exceeds the limit if a megabyte has 10⁶ bytes.</summary>
    public long AmbiguousAboveBytes => Megabytes * 1_000_000L;

    /// <summary>The types that the service accepts for this purpose besides MP3, M4A and WAV, with their extensions.</summary>
    public IReadOnlyDictionary<string, string[]> OtherExtensions { get; private init; } = new Dictionary<string, string[]>();

    /// <summary>The codes of the findings that count; null if all do. The service decides about unusual recordings to transcribe.</summary>
    internal IReadOnlyCollection<string>? Codes { get; private init; }

    /// <summary>The status code that the service returns for audio over the limit; null if there is none.</summary>
    public int? TooLongApiCode { get; private init; }

    /// <summary>The status code that the service returns for audio under the minimum; null if there is no minimum.</summary>
    public int? TooShortApiCode { get; private init; }

    /// <summary>The status code that the service returns for a type that it does not accept.</summary>
    public int NotSupportedApiCode { get; } = 2013;

    /// <summary>A length in seconds that is below the limit for every reader.</summary>
    public decimal TrimTo { get; private init; }

    /// <summary>The limit, as a part of a sentence.</summary>
    internal string MaximumText => MessageText.Format(MaximumIsExclusive ? AudioStrings.MaximumIsLessThan : AudioStrings.MaximumIs, MaximumSeconds);

    /// <inheritdoc />
    public override string ToString() => Name;

    internal bool IsPrompt => this == PromptAudio;

    /// <summary>Whether a length exceeds the limit; false if it is unknown.</summary>
    internal bool IsTooLong(SampleLength? length) =>
        MaximumIsExclusive ? length?.CompareToSeconds(MaximumSeconds) >= 0 : length?.CompareToSeconds(MaximumSeconds) > 0;

    internal bool IsTooShort(SampleLength length) =>
        MinimumSeconds is int minimum && length.CompareToSeconds(minimum) < 0;

    internal bool Fits(SampleLength length) => !IsTooLong(length) && !IsTooShort(length);
}
