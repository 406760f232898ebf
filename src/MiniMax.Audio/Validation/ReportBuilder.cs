using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Validation;

/// <summary>Validates facts against the limits of a purpose, and builds the report.</summary>
internal sealed class ReportBuilder(string path, long length, AudioFacts facts, AudioPurpose purpose)
{
    /// <summary>The difference, in milliseconds, that encoder delay and padding may explain.</summary>
    private const int MaxEncoderMilliseconds = 250;

    // Without System.IO.Path, which rejects invalid characters.
    private readonly string _name = path.Substring(path.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) + 1);
    private readonly SampleLength? _played = GetDecodedDuration(facts, purpose);

    // The errors, then the warnings.
    private readonly List<PromptAudioFinding> _findings = [];
    private readonly List<RemedyKind> _remedies = [];
    private int _errorCount;
    private SoundMeasurement? _sound;

    /// <summary>Whether the file is valid so far.</summary>
    public bool IsAccepted => _errorCount == 0;

    /// <summary>The extension with its dot, in its original case; empty if there is none.</summary>
    private string Extension => _name.LastIndexOf('.') is >= 0 and int dot ? _name.Substring(dot) : "";

    public static ReportBuilder Create(string path, long length, AudioFacts facts, AudioPurpose purpose)
    {
        var builder = new ReportBuilder(path, length, facts, purpose);
        builder.ValidateSize();
        if (length > 0 && length <= purpose.MaximumBytes)
        {
            builder.ValidateDuration();
            builder.AddStructureIssues();
            builder.ValidateName();
        }

        return builder;
    }

    /// <summary>Adds warnings about the sound, which do not make a file invalid. The measurement is null if there is none.</summary>
    public void AddSoundFindings(SoundMeasurement? sound)
    {
        _sound = sound;
        SoundRules.Apply(facts, _played, sound, purpose, Warn);
    }

    public AudioDiagnosis Diagnose()
    {
        PromptAudioReport report = purpose == AudioPurpose.CloneAudio ? new CloneAudioReport() : new PromptAudioReport();
        report.Path = path;
        report.Name = _name;
        report.Length = length;
        report.Format = facts.Format;
        report.Codec = facts.Codec;
        report.Duration = _played is SampleLength played ? TimeSpan.FromTicks(played.Ticks) : null;
        report.SampleCount = _played is SampleLength samples ? samples.ScaleTo(facts.SampleRate ?? samples.Rate) : null;
        report.SampleRate = facts.SampleRate;
        report.Channels = facts.Channels;
        report.SpeechLevel = Round(_sound?.SpeechLevel, 1);
        report.NoiseLevel = Round(_sound?.NoiseLevel, 1);
        report.PeakLevel = Round(_sound?.PeakLevel, 1);
        report.SpeechShare = Round(_sound?.SpeechShare, 3);
        report.IsValid = IsAccepted;
        report.Tags = TagNames.Format(facts.Tags);
        report.Findings = new FindingList<PromptAudioFinding>(_findings);
        return new AudioDiagnosis(report, purpose, _remedies, facts, _played, _sound);
    }

    /// <summary>If decoders differ about the end and only one of the lengths is valid, the valid one counts.</summary>
    private static SampleLength? GetDecodedDuration(AudioFacts facts, AudioPurpose purpose) =>
        facts.TrimmedDuration is SampleLength trimmed && purpose.IsTooLong(facts.DecodedDuration) && !purpose.IsTooLong(trimmed) ? trimmed : facts.DecodedDuration;

    private static double? Round(double? value, int digits) => value is double known ? Math.Round(known, digits) : null;

    private void ValidateSize()
    {
        if (length == 0)
        {
            Error(FindingCode.FileEmpty, AudioStrings.FileIsEmpty, RemedyKind.FetchAgain);
        }
        else if (length > purpose.MaximumBytes)
        {
            Error(
                FindingCode.FileTooLarge,
                MessageText.Format(AudioStrings.FileTooLarge, length, purpose.MaximumBytes, purpose.Megabytes),
                RemedyKind.Trim);
        }
        else if (length > purpose.AmbiguousAboveBytes)
        {
            Warn(
                FindingCode.FileSizeAmbiguous,
                MessageText.Format(AudioStrings.FileSizeAmbiguous, length, purpose.Megabytes, purpose.AmbiguousAboveBytes, purpose.MaximumBytes),
                RemedyKind.Trim);
        }
    }

    private void ValidateDuration()
    {
        if (_played is not SampleLength played || played.Samples == 0)
        {
            return;
        }

        if (purpose.IsTooLong(played))
        {
            Error(FindingCode.AudioTooLong, MessageText.Format(AudioStrings.AudioTooLong, LengthText.FormatExactly(played), purpose.MaximumText), RemedyKind.Trim, purpose.TooLongApiCode);
        }
        else if (purpose.IsTooShort(played) && purpose.MinimumSeconds is int minimum)
        {
            Error(FindingCode.AudioTooShort, MessageText.Format(AudioStrings.AudioTooShort, LengthText.Format(played), minimum), RemedyKind.RecordMore, purpose.TooShortApiCode);
        }
        else if (facts.Disputed is { } disputed && purpose.IsTooLong(disputed.Length))
        {
            RejectDeclaredDuration(played, disputed);
        }
        else if (facts.MaxDeclared is { } declared && purpose.IsTooLong(declared.Length))
        {
            ValidateDeclaredDuration(played, declared);
        }
    }

    private void ValidateDeclaredDuration(SampleLength played, (SampleLength Length, string Source) claimed)
    {
        decimal difference = claimed.Length.Seconds - played.Seconds;
        if (difference * 1000 > MaxEncoderMilliseconds && difference > facts.MaxPadding.Seconds)
        {
            RejectDeclaredDuration(played, claimed);
            return;
        }

        decimal sure = purpose.MaximumSeconds - MaxEncoderMilliseconds / 1000m;
        Warn(
            FindingCode.AudioBorderline,
            MessageText.Format(AudioStrings.AudioBorderline, LengthText.Format(played), LengthText.Format(claimed.Length), claimed.Source, LengthText.FormatSeconds(sure)),
            RemedyKind.Trim);
    }

    private void RejectDeclaredDuration(SampleLength played, (SampleLength Length, string Source) claimed) =>
        Error(
            FindingCode.AudioContradictory,
            MessageText.Format(AudioStrings.ConflictingDurations, LengthText.Format(played), LengthText.Format(claimed.Length), claimed.Source, purpose.MaximumText),
            RemedyKind.Convert);

    private void AddStructureIssues()
    {
        bool isTooLong = purpose.IsTooLong(_played);
        bool isRejected = _errorCount > 0;
        foreach (StructureIssue issue in facts.StructureIssues)
        {
            bool isSupported = issue.Code == FindingCode.AudioTypeNotSupported && facts.ForeignName is string foreign && purpose.OtherExtensions.ContainsKey(foreign);
            bool yields = issue.YieldsToLength && (isTooLong || isRejected && issue.Severity == FindingSeverity.Warning);
            if (!isSupported && !yields)
            {
                Add(issue.Severity, issue.Code, issue.Text, issue.Remedy, issue.Code == FindingCode.AudioTypeNotSupported ? purpose.NotSupportedApiCode : null);
            }
        }
    }

    private void ValidateName()
    {
        if (facts.ForeignName is string foreign && purpose.OtherExtensions.TryGetValue(foreign, out string[]? extensions))
        {
            ValidateName(ForeignType.Describe(foreign), extensions);
        }
        else if (AudioFormats.ExtensionOf(facts.Format) is string expected)
        {
            ValidateName(expected.Substring(1).ToUpperInvariant(), expected);
        }
    }

    private void ValidateName(string content, params string[] extensions)
    {
        if (!extensions.Contains(Extension, StringComparer.OrdinalIgnoreCase))
        {
            string text = Extension.Length <= 1 ? MessageText.Format(AudioStrings.ExtensionIsMissing, content) : MessageText.Format(AudioStrings.ExtensionDiffers, content, extensions[0], Extension);
            Error(FindingCode.ExtensionMismatch, text, RemedyKind.Rename, purpose.NotSupportedApiCode);
        }
    }

    private void Error(string code, string message, RemedyKind remedy, int? apiCode = null) => Add(FindingSeverity.Error, code, message, remedy, apiCode);

    private void Warn(string code, string message, RemedyKind remedy) => Add(FindingSeverity.Warning, code, message, remedy, null);

    private void Add(FindingSeverity severity, string code, string message, RemedyKind remedy, int? apiCode)
    {
        if (purpose.Codes?.Contains(code) == false)
        {
            return;
        }

        int index = severity == FindingSeverity.Error ? _errorCount++ : _findings.Count;
        _findings.Insert(index, new PromptAudioFinding { Code = code, Severity = severity, Message = message, ApiCode = apiCode });
        _remedies.Insert(index, remedy);
    }
}
