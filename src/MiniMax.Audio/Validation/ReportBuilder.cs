using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Validation;

/// <summary>Validates facts against the limits of a purpose, and builds the report.</summary>
internal sealed class ReportBuilder
{
    /// <summary>The difference, in milliseconds, that encoder delay and padding may explain.</summary>
    private const int MaxEncoderMilliseconds = 250;

    private readonly string _path;
    private readonly FileName _file;
    private readonly long _length;
    private readonly AudioFacts _facts;
    private readonly AudioPurpose _purpose;
    private readonly SampleLength? _played;
    private readonly List<PromptAudioFinding> _errors = [];
    private readonly List<RemedyKind> _remedies = [];
    private List<PromptAudioFinding>? _warnings;
    private List<RemedyKind>? _warningRemedies;

    private SoundMeasurement? _sound;

    private ReportBuilder(string path, long length, AudioFacts facts, AudioPurpose purpose)
    {
        _path = path;
        _file = new FileName(path);
        _length = length;
        _facts = facts;
        _purpose = purpose;
        _played = GetDecodedDuration(facts, purpose);
    }

    /// <summary>Whether the file is valid so far.</summary>
    public bool IsAccepted => _errors.Count == 0;

    public static ReportBuilder Create(string path, long length, AudioFacts facts, AudioPurpose purpose)
    {
        var builder = new ReportBuilder(path, length, facts, purpose);
        builder.ValidateSize(length);
        if (length > 0 && length <= purpose.MaximumBytes)
        {
            builder.ValidateDuration();
            builder.AddStructureIssues();
            builder.ValidateName();
        }

        return builder;
    }

    /// <summary>Adds warnings about the sound, which do not make a file invalid.</summary>
    /// <param name="sound">The measurement; null if there is none.</param>
    public void AddSoundFindings(SoundMeasurement? sound)
    {
        _sound = sound;
        foreach ((string code, string message, RemedyKind remedy) in SoundRules.Apply(_facts, _played, sound, _purpose))
        {
            Warn(code, message, remedy);
        }
    }

    public AudioDiagnosis Diagnose()
    {
        PromptAudioReport report = BuildReport();
        return new AudioDiagnosis(report, _purpose, _remedies, _facts, _played, _sound);
    }

    /// <summary>If decoders differ about the end and only one of the lengths is valid, the valid one counts.</summary>
    private static SampleLength? GetDecodedDuration(AudioFacts facts, AudioPurpose purpose) =>
        facts.DecodedDuration is SampleLength whole && facts.TrimmedDuration is SampleLength trimmed && purpose.IsTooLong(whole) && !purpose.IsTooLong(trimmed)
            ? trimmed
            : facts.DecodedDuration;

    private PromptAudioReport BuildReport()
    {
        bool isValid = _errors.Count == 0;
        if (_warnings is not null)
        {
            _errors.AddRange(_warnings);
            _remedies.AddRange(_warningRemedies!);
        }

        SampleLength? played = _played;
        PromptAudioReport report = _purpose == AudioPurpose.CloneAudio ? new CloneAudioReport() : new PromptAudioReport();
        report.Path = _path;
        report.Name = _file.Name;
        report.Length = _length;
        report.Format = _facts.Format;
        report.Codec = _facts.Codec;
        report.Duration = played is SampleLength duration ? TimeSpan.FromTicks(duration.Ticks) : null;
        report.SampleCount = played is SampleLength samples ? samples.ScaleTo(_facts.SampleRate ?? samples.Rate) : null;
        report.SampleRate = _facts.SampleRate;
        report.Channels = _facts.Channels;
        report.SpeechLevel = Round(_sound?.SpeechLevel, 1);
        report.NoiseLevel = Round(_sound?.NoiseLevel, 1);
        report.PeakLevel = Round(_sound?.PeakLevel, 1);
        report.SpeechShare = Round(_sound?.SpeechShare, 3);
        report.IsValid = isValid;
        report.Tags = TagNames.Format(_facts.Tags);
        report.Findings = new FindingList<PromptAudioFinding>(_errors);
        return report;
    }

    private static double? Round(double? value, int digits) => value is double known ? Math.Round(known, digits) : null;

    private void ValidateSize(long length)
    {
        if (length == 0)
        {
            Error(FindingCode.FileEmpty, AudioStrings.FileIsEmpty, RemedyKind.FetchAgain, null);
        }
        else if (length > _purpose.MaximumBytes)
        {
            Error(
                FindingCode.FileTooLarge,
                MessageText.Format(AudioStrings.FileTooLarge, length, _purpose.MaximumBytes, _purpose.Megabytes),
                RemedyKind.Trim,
                null);
        }
        else if (length > _purpose.AmbiguousAboveBytes)
        {
            Warn(
                FindingCode.FileSizeAmbiguous,
                MessageText.Format(AudioStrings.FileSizeAmbiguous, length, _purpose.Megabytes, _purpose.AmbiguousAboveBytes, _purpose.MaximumBytes),
                RemedyKind.Trim);
        }
    }

    private void ValidateDuration()
    {
        if (_played is not SampleLength played || played.Samples == 0)
        {
            return;
        }

        if (_purpose.IsTooLong(played))
        {
            Error(FindingCode.AudioTooLong, MessageText.Format(AudioStrings.AudioTooLong, LengthText.FormatExactly(played), _purpose.MaximumText), RemedyKind.Trim, _purpose.TooLongApiCode);
        }
        else if (_purpose.IsTooShort(played) && _purpose.MinimumSeconds is int minimum)
        {
            Error(FindingCode.AudioTooShort, MessageText.Format(AudioStrings.AudioTooShort, LengthText.FormatLocalized(played), minimum), RemedyKind.RecordMore, _purpose.TooShortApiCode);
        }
        else if (_facts.DisputedDuration is SampleLength disputed && _purpose.IsTooLong(disputed))
        {
            RejectDeclaredDuration(played, disputed, _facts.DisputedSource);
        }
        else if (_purpose.IsTooLong(_facts.MaxDeclaredDuration))
        {
            ValidateDeclaredDuration(played, _facts.MaxDeclaredDuration);
        }
    }

    private void ValidateDeclaredDuration(SampleLength played, SampleLength claimed)
    {
        bool isExplained = (claimed.Seconds - played.Seconds) * 1000 <= MaxEncoderMilliseconds || claimed.Seconds - played.Seconds <= _facts.MaxPadding.Seconds;
        if (isExplained)
        {
            decimal sure = _purpose.MaximumSeconds - MaxEncoderMilliseconds / 1000m;
            Warn(
                FindingCode.AudioBorderline,
                MessageText.Format(AudioStrings.AudioBorderline, LengthText.FormatLocalized(played), LengthText.FormatLocalized(claimed), _facts.MaxDeclaredSource, LengthText.FormatSeconds(sure)),
                RemedyKind.Trim);
        }
        else
        {
            RejectDeclaredDuration(played, claimed, _facts.MaxDeclaredSource);
        }
    }

    private void RejectDeclaredDuration(SampleLength played, SampleLength claimed, string source) =>
        Error(
            FindingCode.AudioContradictory,
            MessageText.Format(AudioStrings.ConflictingDurations, LengthText.FormatLocalized(played), LengthText.FormatLocalized(claimed), source, _purpose.MaximumText),
            RemedyKind.Convert,
            null);

    private void AddStructureIssues()
    {
        bool isTooLong = _played is SampleLength played && _purpose.IsTooLong(played);
        bool isRejected = _errors.Count > 0;
        foreach (StructureIssue issue in _facts.StructureIssues)
        {
            if (issue.Code == FindingCode.AudioTypeNotSupported && _facts.ForeignName is string foreign && _purpose.OtherExtensions.ContainsKey(foreign))
            {
                continue;
            }

            if (issue.YieldsToLength && (isTooLong || isRejected && issue.Severity == FindingSeverity.Warning))
            {
                continue;
            }

            int? apiCode = issue.Code == FindingCode.AudioTypeNotSupported ? _purpose.NotSupportedApiCode : null;
            if (issue.Severity == FindingSeverity.Error)
            {
                Error(issue.Code, issue.Text, issue.Remedy, apiCode);
            }
            else
            {
                Warn(issue.Code, issue.Text, issue.Remedy);
            }
        }
    }

    private void ValidateName()
    {
        if (_facts.ForeignName is string foreign && _purpose.OtherExtensions.TryGetValue(foreign, out string[]? extensions))
        {
            ValidateName(ForeignType.Describe(foreign), extensions);
            return;
        }

        string? expected = AudioFormats.ExtensionOf(_facts.Format);
        if (expected is null || string.Equals(expected, _file.Extension, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        ValidateName(expected.Substring(1).ToUpperInvariant(), expected);
    }

    private void ValidateName(string content, params string[] extensions)
    {
        if (extensions.Contains(_file.Extension, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        string text = _file.Extension.Length == 0 ? MessageText.Format(AudioStrings.ExtensionIsMissing, content) : MessageText.Format(AudioStrings.ExtensionDiffers, content, _file.Extension);
        Error(FindingCode.ExtensionMismatch, text, RemedyKind.Rename, _purpose.NotSupportedApiCode);
    }

    private void Error(string code, string message, RemedyKind remedy, int? apiCode)
    {
        _errors.Add(new PromptAudioFinding { Code = code, Severity = FindingSeverity.Error, Message = message, ApiCode = apiCode });
        _remedies.Add(remedy);
    }

    private void Warn(string code, string message, RemedyKind remedy)
    {
        (_warnings ??= []).Add(new PromptAudioFinding { Code = code, Severity = FindingSeverity.Warning, Message = message });
        (_warningRemedies ??= []).Add(remedy);
    }
}
