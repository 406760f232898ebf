using System.Globalization;

namespace MiniMax.Audio.Validation;

/// <summary>The rules for warnings about the sound of a recording. The limits are calibrated on 940 studio prompts and 400 degraded ones.</summary>
internal static class SoundRules
{
    private const double MinSpeechLevel = -60;
    private const double MinUsefulLevel = -35;
    private const double MaxClippedShare = 0.0001;
    private const double MinRange = 15;
    private const double MaxSilentShare = 0.5;
    private const double MaxPauseSeconds = 2;
    private const int MinSampleRate = 16_000;
    private const int MinPromptSeconds = 5;

    /// <summary>The seconds of audio that shortening the pauses may remove in addition to the pauses.</summary>
    private const decimal ShorteningMargin = 1;

    /// <summary>Passes the code, the message and the remedy of each warning to a callback. The duration and the measurement are null if they are unknown.</summary>
    public static void Apply(AudioFacts facts, SampleLength? played, SoundMeasurement? sound, AudioPurpose purpose, Action<string, string, RemedyKind> warn)
    {
        if (sound is not null)
        {
            AddLevels(warn, sound, played?.Seconds ?? 0, purpose);
            AddChannels(warn, sound);
        }

        if (facts.SampleRate is int rate && rate < MinSampleRate)
        {
            warn(FindingCode.LowSampleRate, MessageText.Format(AudioStrings.LowSampleRate, rate, MinSampleRate), RemedyKind.RaiseSampleRate);
        }

        if (purpose.IsPrompt && played is SampleLength length && length.CompareToSeconds(MinPromptSeconds) < 0)
        {
            warn(FindingCode.ShortPrompt, MessageText.Format(AudioStrings.ShortPrompt, LengthText.Format(length), MinPromptSeconds), RemedyKind.KeepMore);
        }
    }

    private static void AddLevels(Action<string, string, RemedyKind> warn, SoundMeasurement sound, decimal seconds, AudioPurpose purpose)
    {
        if (sound.SpeechLevel < MinSpeechLevel || sound.UpperLevel < MinSpeechLevel)
        {
            string level = sound.SpeechLevel <= LoudnessProfile.Silence ? AudioStrings.DigitalSilence
                : sound.SpeechLevel < MinSpeechLevel ? MessageText.Format(AudioStrings.SpeechNearlySilent, Decibels(sound.SpeechLevel), MinSpeechLevel)
                : MessageText.Format(AudioStrings.MostlyNearlySilent, MinSpeechLevel);
            bool hasWord = sound.UpperLevel < MinSpeechLevel && sound.LoudLevel >= MinSpeechLevel;
            warn(FindingCode.NearlySilent, level, hasWord ? RemedyKind.AvoidPauses : RemedyKind.CheckMicrophone);
            return;
        }

        if (sound.SpeechLevel < MinUsefulLevel)
        {
            warn(FindingCode.TooQuiet, MessageText.Format(AudioStrings.TooQuiet, Decibels(sound.SpeechLevel), MinUsefulLevel), RemedyKind.Amplify);
        }

        if (sound.ClippedShare > MaxClippedShare)
        {
            warn(FindingCode.Clipped, MessageText.Format(AudioStrings.Clipped, Percent(sound.ClippedShare, "0.00"), Decibels(sound.PeakLevel ?? 0), Percent(MaxClippedShare, "0.00")), RemedyKind.LowerInput);
        }

        double range = sound.LoudLevel - sound.NoiseLevel;
        if (sound.HasPause && range < MinRange)
        {
            warn(FindingCode.Noisy, MessageText.Format(AudioStrings.Noisy, Decibels(range), MinRange), RemedyKind.AvoidNoise);
        }

        AddSilence(warn, sound, seconds, purpose);
    }

    /// <summary>A recording to clone from may have pauses between paragraphs; a prompt is too short for them.</summary>
    private static void AddSilence(Action<string, string, RemedyKind> warn, SoundMeasurement sound, decimal seconds, AudioPurpose purpose)
    {
        bool isMostlySilent = sound.SilentShare > MaxSilentShare;
        if (!isMostlySilent && !(purpose.IsPrompt && sound.MaxSilenceSeconds > MaxPauseSeconds))
        {
            return;
        }

        string most = Percent(MaxSilentShare, "0");
        string share = Percent(sound.SilentShare, "0");
        string message = isMostlySilent
            ? MessageText.Format(AudioStrings.MostlySilence, share == most ? Percent(Math.Ceiling(sound.SilentShare * 1000) / 1000, "0.0") : share, most)
            : MessageText.Format(AudioStrings.LongPause, sound.MaxSilenceSeconds.ToString("0.0", CultureInfo.InvariantCulture), MaxPauseSeconds);
        decimal kept = seconds * (decimal)(1 - sound.SilentShare);
        bool isEnough = kept > (purpose.MinimumSeconds ?? 0) + ShorteningMargin;
        warn(FindingCode.MostlySilence, message, isEnough ? RemedyKind.ShortenPauses : RemedyKind.AvoidPauses);
    }

    private static void AddChannels(Action<string, string, RemedyKind> warn, SoundMeasurement sound)
    {
        if (sound.SilentChannel is int silent)
        {
            warn(
                FindingCode.SilentChannel,
                silent == 0 ? AudioStrings.FirstChannelSilent : AudioStrings.SecondChannelSilent,
                silent == 0 ? RemedyKind.KeepSecondChannel : RemedyKind.KeepFirstChannel);
        }
    }

    private static string Decibels(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share, string format) => (share * 100).ToString(format, CultureInfo.InvariantCulture) + " %";
}
