using MiniMax.Audio.Facts;
using MiniMax.Audio.Loudness;

namespace MiniMax.Audio.Validation;

/// <summary>A report without remedies, and what there is to word them from.</summary>
public sealed class AudioDiagnosis
{
    private readonly SampleLength? _played;
    private readonly SampleLength _maxDeclared;
    private readonly SampleLength? _disputedDuration;

    internal AudioDiagnosis(PromptAudioReport report, AudioPurpose purpose, IReadOnlyList<RemedyKind> remedies, AudioFacts facts, SampleLength? played, SoundMeasurement? sound)
    {
        Report = report;
        Purpose = purpose;
        Remedies = remedies;
        CanDecode = facts.CanDecode;
        IsBroken = facts.IsBroken;
        ForeignName = facts.ForeignName;
        HasWrongTimes = facts.HasWrongTimes;
        Loudness = sound?.Profile;
        SilenceLevel = sound?.SilenceLevel;
        _played = played is { Samples: > 0 } ? played : null;
        _maxDeclared = facts.MaxDeclaredDuration;
        _disputedDuration = facts.DisputedDuration;
    }

    /// <summary>What was found.</summary>
    public PromptAudioReport Report { get; }

    /// <summary>What the file is for.</summary>
    public AudioPurpose Purpose { get; }

    /// <summary>What fixes each finding, in their order.</summary>
    public IReadOnlyList<RemedyKind> Remedies { get; }

    /// <summary>Whether ffmpeg can be expected to decode the audio.</summary>
    public bool CanDecode { get; }

    /// <summary>Whether the structure is broken, or the type or the codec is not supported.</summary>
    public bool IsBroken { get; }

    /// <summary>What the content is if it is neither MP3, M4A nor WAV but another type that is known; null otherwise.</summary>
    public string? ForeignName { get; }

    /// <summary>Whether the times of the frames are so wrong that a program that trims by them keeps another length.</summary>
    public bool HasWrongTimes { get; }

    /// <summary>How loud the recording is over time; null if it was not measured.</summary>
    public LoudnessProfile? Loudness { get; }

    /// <summary>The level below which frames are silence, in dBFS; null if it was not measured.</summary>
    public double? SilenceLevel { get; }

    /// <summary>What is played, in seconds; null if it is not known.</summary>
    public decimal? Seconds => _played?.Seconds;

    /// <summary>What is played, cut to milliseconds, as text; null if it is not known.</summary>
    public string? Length => _played is SampleLength played ? LengthText.Format(played) : null;

    /// <summary>Whether no reader finds the file longer than its purpose allows.</summary>
    public bool IsSurelyShortEnough =>
        _played is SampleLength played && !Purpose.IsTooLong(played) && !Purpose.IsTooLong(_maxDeclared) && !(_disputedDuration is SampleLength disputed && Purpose.IsTooLong(disputed));

    /// <summary>Whether audio of this length would do for another purpose.</summary>
    /// <param name="purpose">The other purpose.</param>
    public bool Fits(AudioPurpose purpose)
    {
        if (purpose is null)
        {
            throw new ArgumentNullException(nameof(purpose));
        }

        return _played is SampleLength played && purpose.Fits(played);
    }
}
