using MiniMax.Audio.Detection;
using MiniMax.Audio.Facts;

namespace MiniMax.Audio.Validation;

/// <summary>What a file is uploaded for, and the limits that the service sets for it.</summary>
public sealed class AudioPurpose
{
    private AudioPurpose(string name, string use, int? minimumSeconds, int maximumSeconds, bool maximumIsExclusive, int? tooLongApiCode, int? tooShortApiCode, int trimSeconds10)
    {
        Name = name;
        Use = use;
        MinimumSeconds = minimumSeconds;
        MaximumSeconds = maximumSeconds;
        MaximumIsExclusive = maximumIsExclusive;
        TooLongApiCode = tooLongApiCode;
        TooShortApiCode = tooShortApiCode;
        TrimTo = trimSeconds10 / 10m;
    }

    /// <summary>A short sample that shows how the voice should sound: less than 8 seconds.</summary>
    public static AudioPurpose PromptAudio { get; } = new("prompt_audio", "a prompt", null, 8, maximumIsExclusive: true, tooLongApiCode: 2048, tooShortApiCode: null, trimSeconds10: 77);

    /// <summary>The recording that a voice is cloned from: 10 seconds to 5 minutes, both included.</summary>
    public static AudioPurpose CloneAudio { get; } = new("voice_clone", "cloning a voice", 10, 300, maximumIsExclusive: false, tooLongApiCode: 2037, tooShortApiCode: 2037, trimSeconds10: 2997);

    /// <summary>A recording to be transcribed: at most 500 seconds and 50 MB, and of more types.</summary>
    public static AudioPurpose Transcription { get; } = new("transcription", "a transcript", null, 500, maximumIsExclusive: false, tooLongApiCode: null, tooShortApiCode: null, trimSeconds10: 4997)
    {
        Megabytes = 50,
        OtherExtensions = ForeignType.Transcribed,
    };

    /// <summary>Speech that the service made: of any length and size.</summary>
    public static AudioPurpose Speech { get; } = new("speech", "speech", null, int.MaxValue, maximumIsExclusive: false, tooLongApiCode: null, tooShortApiCode: null, trimSeconds10: int.MaxValue) { Megabytes = 1024 };

    /// <summary>The value of the <c>purpose</c> field of the upload.</summary>
    public string Name { get; }

    /// <summary>The shortest length in seconds that is accepted; null if there is none.</summary>
    public int? MinimumSeconds { get; }

    /// <summary>The length in seconds that ends what is accepted.</summary>
    public int MaximumSeconds { get; }

    /// <summary>Whether audio of exactly <see cref="MaximumSeconds"/> is too long.</summary>
    public bool MaximumIsExclusive { get; }

    /// <summary>The largest accepted size in megabytes, as the service states it.</summary>
    public int Megabytes { get; private init; } = 20;

    /// <summary>The largest accepted size in bytes: a megabyte read as 1024².</summary>
    public long MaximumBytes => Megabytes * 1024L * 1024;

    /// <summary>The size in bytes above which a reader of megabytes as 10⁶ would refuse the file.</summary>
    public long AmbiguousAboveBytes => Megabytes * 1_000_000L;

    /// <summary>The types beside MP3, M4A and WAV that are accepted, and the extensions of each.</summary>
    public IReadOnlyDictionary<string, string[]> OtherExtensions { get; private init; } = new Dictionary<string, string[]>();

    /// <summary>The status code that the service gives for audio over the limit, sooner or later; null if there is none.</summary>
    public int? TooLongApiCode { get; }

    /// <summary>The status code that the service gives for audio under the limit; null if nothing is too short.</summary>
    public int? TooShortApiCode { get; }

    /// <summary>The status code that the service gives for a type that it does not take.</summary>
    public int NotSupportedApiCode { get; } = 2013;

    /// <summary>The purpose as it stands in a sentence.</summary>
    public string Use { get; }

    /// <summary>A length in seconds that every reader agrees is under the limit.</summary>
    public decimal TrimTo { get; }

    /// <summary>The limit as it stands in a sentence.</summary>
    internal string MaximumText => MaximumIsExclusive ? $"the limit is less than {MaximumSeconds} s" : $"the limit is {MaximumSeconds} s";

    /// <inheritdoc />
    public override string ToString() => Name;

    internal bool IsPrompt => this == PromptAudio;

    internal bool IsTooLong(SampleLength length) =>
        MaximumIsExclusive ? length.CompareToSeconds(MaximumSeconds) >= 0 : length.CompareToSeconds(MaximumSeconds) > 0;

    internal bool IsTooShort(SampleLength length) =>
        MinimumSeconds is int minimum && length.CompareToSeconds(minimum) < 0;

    internal bool Fits(SampleLength length) => !IsTooLong(length) && !IsTooShort(length);
}
