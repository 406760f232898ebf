namespace MiniMax.Audio.Loudness;

/// <summary>The measurements of the sound of a recording, in frames of 20 ms. Levels are in dBFS, where a square wave of full scale has 0.</summary>
internal sealed class SoundMeasurement
{
    /// <summary>Frames further below the loud ones are not speech.</summary>
    private const double SpeechRange = 25;

    /// <summary>Frames further below the loud ones are silence.</summary>
    private const double SilenceRange = 30;

    /// <summary>The shortest word; a click is shorter.</summary>
    private const double MinWordSeconds = 0.1;

    /// <summary>Noise has a smaller range. Speech has a larger one, so that a bump in quiet speech is not a word in noise.</summary>
    private const double NoiseRange = 6;

    /// <summary>The level by which noise exceeds <see cref="NoiseLevel"/> at times.</summary>
    private const double NoiseMargin = 3;

    /// <summary>Pauses between phrases last longer than the closures within words (F. Goldman-Eisler, Psycholinguistics, 1968).</summary>
    private const double MinPauseSeconds = 0.25;

    /// <summary>A recording with a smaller range has a constant loudness, and neither speech nor pauses.</summary>
    private const double MinRange = 3;

    /// <summary>The ratio of powers, 40 dB, at which the weaker channel counts as silent.</summary>
    private const double SilentChannelRatio = 1e4;

    public SoundMeasurement(FrameLevels levels, double secondsPerFrame)
    {
        Profile = levels.Profile;
        UpperLevel = levels.Percentile(0.95);
        double word = levels.LevelReachedBy(MinWordSeconds / secondsPerFrame);
        NoiseLevel = levels.Percentile(0.05);
        LoudLevel = word - UpperLevel > SpeechRange && UpperLevel - NoiseLevel < NoiseRange ? word : UpperLevel;
        SpeechLevel = levels.LevelFrom(LoudLevel - SpeechRange, out int speech);

        double frames = Math.Max(1, Profile.Count);
        SpeechShare = LoudLevel <= LoudnessProfile.Silence ? 0 : speech / frames;
        SilentShare = levels.CountBelow(SilenceLevel, out int silence) / frames;
        MaxSilenceSeconds = silence * secondsPerFrame;
        levels.CountBelow((LoudLevel + NoiseLevel) / 2, out int pause);
        HasPause = pause * secondsPerFrame >= MinPauseSeconds && LoudLevel - NoiseLevel >= MinRange;
    }

    /// <summary>The level of each frame.</summary>
    public LoudnessProfile Profile { get; }

    /// <summary>The level that 95 % of the frames do not exceed.</summary>
    public double UpperLevel { get; }

    /// <summary>The level of the loud frames: <see cref="UpperLevel"/>, or that of a word in a recording that is otherwise noise or silence.</summary>
    public double LoudLevel { get; }

    /// <summary>The level that 5 % of the frames do not exceed.</summary>
    public double NoiseLevel { get; }

    /// <summary>The level below which frames are silence: 30 dB below <see cref="LoudLevel"/>.</summary>
    public double SilenceLevel => LoudLevel - SilenceRange;

    /// <summary>The level below which a program finds the pauses, even if their noise reaches <see cref="SilenceLevel"/> at times.</summary>
    public double PauseLevel => Math.Max(SilenceLevel, NoiseLevel + NoiseMargin);

    /// <summary>The common level of the frames within 25 dB of <see cref="LoudLevel"/>.</summary>
    public double SpeechLevel { get; }

    /// <summary>The share of those frames, from 0 to 1.</summary>
    public double SpeechShare { get; }

    /// <summary>The share of the frames that are below <see cref="SilenceLevel"/>.</summary>
    public double SilentShare { get; }

    /// <summary>The longest run of such frames, in seconds.</summary>
    public double MaxSilenceSeconds { get; }

    /// <summary>Whether a part is clearly quieter for at least the length of a pause.</summary>
    public bool HasPause { get; }

    /// <summary>The largest sample; null where samples were not decoded.</summary>
    public double? PeakLevel { get; private set; }

    /// <summary>The share of samples in runs at the largest value, from 0 to 1.</summary>
    public double ClippedShare { get; private set; }

    /// <summary>The index of the channel of two that is 40 dB or more below the other; null if neither is.</summary>
    public int? SilentChannel { get; private set; }

    public void SetPeak(double peak, double clippedShare)
    {
        PeakLevel = LoudnessProfile.LevelOfPower(peak * peak);
        ClippedShare = clippedShare;
    }

    /// <summary>Compares the power of two channels.</summary>
    public void SetChannels(double first, double second) => SilentChannel =
        first > 0 && second * SilentChannelRatio <= first ? 1
        : second > 0 && first * SilentChannelRatio <= second ? 0
        : null;
}
