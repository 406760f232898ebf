namespace MiniMax.Audio.Validation;

/// <summary>A report without the texts of its remedies, and the data for these texts.</summary>
public sealed class AudioDiagnosis
{
    private readonly SampleLength? _played;

    internal AudioDiagnosis(PromptAudioReport report, AudioPurpose purpose, IReadOnlyList<RemedyKind> remedies, AudioFacts facts, SampleLength? played, SoundMeasurement? sound)
    {
        Report = report;
        Purpose = purpose;
        Remedies = remedies;
        CanDecode = facts.CanDecode;
        IsBroken = facts.IsBroken;
        if (facts.ForeignName is { } foreign)
        {
            ForeignName = ForeignType.Describe(foreign);
            OtherExtension = purpose.OtherExtensions.TryGetValue(foreign, out string[]? extensions) ? extensions[0] : null;
        }

        HasWrongTimes = facts.HasWrongTimes;
        Loudness = sound?.Profile;
        PauseLevel = sound?.PauseLevel;
        _played = played is { Samples: > 0 } ? played : null;
        IsSurelyShortEnough = _played is not null && !purpose.IsTooLong(_played) && !purpose.IsTooLong(facts.MaxDeclared?.Length) && !purpose.IsTooLong(facts.Disputed?.Length);
    }

    /// <summary>The result of the inspection.</summary>
    public PromptAudioReport Report { get; }

    /// <summary>The purpose of the file.</summary>
    public AudioPurpose Purpose { get; }

    /// <summary>The remedy of each finding, in the order of the findings.</summary>
    public IReadOnlyList<RemedyKind> Remedies { get; }

    /// <summary>Whether ffmpeg is expected to decode the audio.</summary>
    public bool CanDecode { get; }

    /// <summary>Whether the structure is damaged, or the type or the codec is not supported.</summary>
    public bool IsBroken { get; }

    /// <summary>The name of the content type if it is a known type other than MP3, M4A and WAV; otherwise null.</summary>
    public string? ForeignName { get; }

    /// <summary>The usual extension of this content type if the purpose allows the type; otherwise null.</summary>
    public string? OtherExtension { get; }

    /// <summary>Whether the timestamps of the frames are so wrong that a program that trims by them keeps another length.</summary>
    public bool HasWrongTimes { get; }

    /// <summary>The loudness of the recording over time; null if it was not measured.</summary>
    public LoudnessProfile? Loudness { get; }

    /// <summary>The level below which a program finds the pauses, in dBFS; null if it was not measured.</summary>
    public double? PauseLevel { get; }

    /// <summary>The duration that a decoder plays, in seconds; null if it is unknown.</summary>
    public decimal? Seconds => _played?.Seconds;

    /// <summary>Whether every reader reports a duration that the purpose allows.</summary>
    public bool IsSurelyShortEnough { get; }

    /// <summary>Whether the duration is valid for another purpose.</summary>
    /// <param name="purpose">The other purpose.</param>
    public bool Fits(AudioPurpose purpose)
    {
        _ = purpose ?? throw new ArgumentNullException(nameof(purpose));
        return _played is SampleLength played && purpose.Fits(played);
    }
}
