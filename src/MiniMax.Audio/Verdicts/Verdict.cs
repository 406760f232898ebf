namespace MiniMax.Audio;

/// <summary>Turns facts into findings by the limits of a purpose.</summary>
internal sealed class Verdict
{
    /// <summary>How much encoder delay and padding may explain, in milliseconds.</summary>
    private const int ExplainedByEncoder = 250;

    private readonly string _path;
    private readonly FileName _file;
    private readonly long _length;
    private readonly AudioFacts _facts;
    private readonly AudioPurpose _purpose;
    private readonly SampleLength? _played;
    private readonly List<PromptAudioFinding> _errors = [];
    private readonly List<RemedyKind> _remedies = [];
    private List<PromptAudioFinding>? _warnings;
    private List<RemedyKind>? _remediesOfWarnings;

    private SoundMeasurement? _sound;

    private Verdict(string path, long length, AudioFacts facts, AudioPurpose purpose)
    {
        _path = path;
        _file = new FileName(path);
        _length = length;
        _facts = facts;
        _purpose = purpose;
        _played = PlayedOf(facts, purpose);
    }

    /// <summary>Whether the file is accepted.</summary>
    public bool IsAccepted => _errors.Count == 0;

    public static Verdict Of(string path, long length, AudioFacts facts, AudioPurpose purpose)
    {
        var verdict = new Verdict(path, length, facts, purpose);
        verdict.JudgeSize(length);
        if (length > 0 && length <= purpose.MaximumBytes)
        {
            verdict.JudgeLength();
            verdict.JudgeObservations();
            verdict.JudgeName();
        }

        return verdict;
    }

    /// <summary>Adds what was measured of the sound, which is not a reason to refuse a file.</summary>
    /// <param name="sound">The measurement; null if there is none.</param>
    public void JudgeSound(SoundMeasurement? sound)
    {
        _sound = sound;
        foreach ((string code, string message, RemedyKind remedy) in SoundRules.Apply(_facts, _played, sound, _purpose))
        {
            Warn(code, message, remedy);
        }
    }

    public AudioDiagnosis Diagnose()
    {
        PromptAudioReport report = Report();
        return new AudioDiagnosis(report, _purpose, _remedies, _facts, _played, _sound);
    }

    /// <summary>Where decoders differ about the end and it decides, an honest file gets the benefit and a warning.</summary>
    private static SampleLength? PlayedOf(AudioFacts facts, AudioPurpose purpose) =>
        facts.Played is SampleLength whole && facts.EndTrimmed is SampleLength trimmed && purpose.IsTooLong(whole) && !purpose.IsTooLong(trimmed)
            ? trimmed
            : facts.Played;

    private PromptAudioReport Report()
    {
        bool isValid = _errors.Count == 0;
        if (_warnings is not null)
        {
            _errors.AddRange(_warnings);
            _remedies.AddRange(_remediesOfWarnings!);
        }

        SampleLength? played = _played;
        return new PromptAudioReport
        {
            Path = _path,
            Name = _file.Name,
            Length = _length,
            Format = _facts.Format,
            Codec = _facts.Codec,
            Duration = played is SampleLength duration ? TimeSpan.FromTicks(duration.Ticks) : null,
            SampleCount = played is SampleLength samples ? samples.ScaledTo(_facts.SampleRate ?? samples.Rate) : null,
            SampleRate = _facts.SampleRate,
            Channels = _facts.Channels,
            SpeechLevel = Rounded(_sound?.SpeechLevel, 1),
            NoiseLevel = Rounded(_sound?.NoiseLevel, 1),
            PeakLevel = Rounded(_sound?.PeakLevel, 1),
            SpeechShare = Rounded(_sound?.SpeechShare, 3),
            IsValid = isValid,
            Tags = TagNames.Of(_facts.Tags),
            Findings = new FindingList<PromptAudioFinding>(_errors),
        };
    }

    private static double? Rounded(double? value, int digits) => value is double known ? Math.Round(known, digits) : null;

    private void JudgeSize(long length)
    {
        if (length == 0)
        {
            Error(FindingCode.FileEmpty, "The file has 0 bytes.", RemedyKind.FetchAgain, null);
        }
        else if (length > _purpose.MaximumBytes)
        {
            Error(
                FindingCode.FileTooLarge,
                $"The file has {length} bytes, the limit is {_purpose.MaximumBytes} ({_purpose.Megabytes} MB).",
                RemedyKind.Trim,
                null);
        }
        else if (length > _purpose.AmbiguousAboveBytes)
        {
            Warn(
                FindingCode.FileSizeAmbiguous,
                $"The file has {length} bytes; the limit of {_purpose.Megabytes} MB may mean {_purpose.AmbiguousAboveBytes} bytes or {_purpose.MaximumBytes}.",
                RemedyKind.Trim);
        }
    }

    private void JudgeLength()
    {
        if (_played is not SampleLength played || played.Samples == 0) return;

        if (_purpose.IsTooLong(played))
        {
            Error(FindingCode.AudioTooLong, $"{LengthText.Exactly(played)} of audio, {_purpose.MaximumText}.", RemedyKind.Trim, _purpose.TooLongApiCode);
        }
        else if (_purpose.IsTooShort(played))
        {
            Error(FindingCode.AudioTooShort, $"{LengthText.Of(played)} of audio, at least {_purpose.MinimumSeconds} s are needed for {_purpose.Use}.", RemedyKind.RecordMore, _purpose.TooShortApiCode);
        }
        else if (_facts.Disputed is SampleLength disputed && _purpose.IsTooLong(disputed))
        {
            RefuseClaim(played, disputed, _facts.DisputedSource);
        }
        else if (_purpose.IsTooLong(_facts.Longest))
        {
            JudgeClaim(played, _facts.Longest);
        }
    }

    private void JudgeClaim(SampleLength played, SampleLength claimed)
    {
        bool isExplained = (claimed.Seconds - played.Seconds) * 1000 <= ExplainedByEncoder || claimed.Seconds - played.Seconds <= _facts.LargestPadding.Seconds;
        if (isExplained)
        {
            decimal sure = _purpose.MaximumSeconds - ExplainedByEncoder / 1000m;
            Warn(
                FindingCode.AudioBorderline,
                $"{LengthText.Of(played)} of audio, but some readers report {LengthText.Of(claimed)} by {_facts.LongestSource}; trim below {LengthText.Seconds(sure)} s to be sure.",
                RemedyKind.Trim);
        }
        else
        {
            RefuseClaim(played, claimed, _facts.LongestSource);
        }
    }

    private void RefuseClaim(SampleLength played, SampleLength claimed, string source) =>
        Error(
            FindingCode.AudioContradictory,
            $"{LengthText.Of(played)} of audio, but {LengthText.Of(claimed)} by {source}; {_purpose.MaximumText}.",
            RemedyKind.Convert,
            null);

    private void JudgeObservations()
    {
        bool isTooLong = _played is SampleLength played && _purpose.IsTooLong(played);
        bool isRefused = _errors.Count > 0;
        foreach (Observation observation in _facts.Observations)
        {
            if (observation.Code == FindingCode.AudioTypeNotSupported && _facts.ForeignName is string foreign && _purpose.OtherExtensions.ContainsKey(foreign)) continue;
            if (observation.YieldsToLength && (isTooLong || isRefused && observation.Severity == FindingSeverity.Warning)) continue;

            int? apiCode = observation.Code == FindingCode.AudioTypeNotSupported ? _purpose.NotSupportedApiCode : null;
            if (observation.Severity == FindingSeverity.Error) Error(observation.Code, observation.Text, observation.Remedy, apiCode);
            else Warn(observation.Code, observation.Text, observation.Remedy);
        }
    }

    private void JudgeName()
    {
        if (_facts.ForeignName is string foreign && _purpose.OtherExtensions.TryGetValue(foreign, out string[]? extensions))
        {
            JudgeName(foreign, extensions);
            return;
        }

        string? expected = AudioFormats.ExtensionOf(_facts.Format);
        if (expected is null || string.Equals(expected, _file.Extension, StringComparison.OrdinalIgnoreCase)) return;

        JudgeName(expected.Substring(1).ToUpperInvariant(), expected);
    }

    private void JudgeName(string content, params string[] extensions)
    {
        if (extensions.Contains(_file.Extension, StringComparer.OrdinalIgnoreCase)) return;

        string says = _file.Extension.Length == 0 ? "has no extension" : $"says {_file.Extension}";
        Error(FindingCode.ExtensionMismatch, $"The content is {content}, the name {says}.", RemedyKind.Rename, _purpose.NotSupportedApiCode);
    }

    private void Error(string code, string message, RemedyKind remedy, int? apiCode)
    {
        _errors.Add(new PromptAudioFinding { Code = code, Severity = FindingSeverity.Error, Message = message, ApiCode = apiCode });
        _remedies.Add(remedy);
    }

    private void Warn(string code, string message, RemedyKind remedy)
    {
        (_warnings ??= []).Add(new PromptAudioFinding { Code = code, Severity = FindingSeverity.Warning, Message = message });
        (_remediesOfWarnings ??= []).Add(remedy);
    }
}
