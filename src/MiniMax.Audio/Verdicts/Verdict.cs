namespace MiniMax.Audio;

/// <summary>Turns facts into findings by the limits of a purpose.</summary>
internal sealed class Verdict
{
    /// <summary>How much encoder delay and padding may explain, in milliseconds.</summary>
    private const int ExplainedByEncoder = 250;

    private readonly AudioFacts _facts;
    private readonly AudioPurpose _purpose;
    private readonly SampleLength? _played;
    private readonly Remedy _remedy;
    private readonly List<PromptAudioFinding> _errors = [];
    private List<PromptAudioFinding>? _warnings;

    private Verdict(FileName file, AudioFacts facts, AudioPurpose purpose)
    {
        _facts = facts;
        _purpose = purpose;
        _remedy = new Remedy(file, facts.Format, purpose);
        _played = PlayedOf(facts, purpose);
    }

    public static PromptAudioReport Of(string path, long length, AudioFacts facts, AudioPurpose purpose)
    {
        var file = new FileName(path);
        var verdict = new Verdict(file, facts, purpose);
        verdict.JudgeSize(length);
        if (length > 0 && length <= purpose.MaximumBytes)
        {
            verdict.JudgeLength();
            verdict.JudgeObservations();
            verdict.JudgeName(file);
        }

        return verdict.Report(path, file, length);
    }

    /// <summary>Where decoders differ about the end and it decides, an honest file gets the benefit and a warning.</summary>
    private static SampleLength? PlayedOf(AudioFacts facts, AudioPurpose purpose) =>
        facts.Played is SampleLength whole && facts.EndTrimmed is SampleLength trimmed && purpose.IsTooLong(whole) && !purpose.IsTooLong(trimmed)
            ? trimmed
            : facts.Played;

    private PromptAudioReport Report(string path, FileName file, long length)
    {
        bool isValid = _errors.Count == 0;
        if (_warnings is not null) _errors.AddRange(_warnings);

        SampleLength? played = _played;
        return new PromptAudioReport
        {
            Path = path,
            Name = file.Name,
            Length = length,
            Format = _facts.Format,
            Codec = _facts.Codec,
            Duration = played is SampleLength duration ? TimeSpan.FromTicks(duration.Ticks) : null,
            SampleCount = played is SampleLength samples ? samples.ScaledTo(_facts.SampleRate ?? samples.Rate) : null,
            SampleRate = _facts.SampleRate,
            Channels = _facts.Channels,
            IsValid = isValid,
            Findings = new FindingList<PromptAudioFinding>(_errors),
        };
    }

    private void JudgeSize(long length)
    {
        if (length == 0)
        {
            Error(FindingCode.FileEmpty, "The file has 0 bytes.", "Copy or record the file again.", null);
        }
        else if (length > _purpose.MaximumBytes)
        {
            Error(
                FindingCode.FileTooLarge,
                $"The file has {length} bytes, the limit is {_purpose.MaximumBytes} (20 MB).",
                _remedy.For(RemedyKind.TrimToBeSure),
                null);
        }
        else if (length > _purpose.AmbiguousAboveBytes)
        {
            Warn(
                FindingCode.FileSizeAmbiguous,
                $"The file has {length} bytes; the limit of 20 MB may mean {_purpose.AmbiguousAboveBytes} bytes or {_purpose.MaximumBytes}.",
                _remedy.For(RemedyKind.TrimToBeSure));
        }
    }

    private void JudgeLength()
    {
        if (_played is not SampleLength played || played.Samples == 0) return;

        if (_purpose.IsTooLong(played))
        {
            Error(FindingCode.AudioTooLong, $"{LengthText.Exactly(played)} of audio, {_purpose.MaximumText}.", RemedyForTooLong(played), _purpose.TooLongApiCode);
        }
        else if (_purpose.IsTooShort(played))
        {
            Error(FindingCode.AudioTooShort, $"{LengthText.Of(played)} of audio, at least {_purpose.MinimumSeconds} s are needed for {_purpose.Use}.", RemedyForTooShort(played), _purpose.TooShortApiCode);
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
        bool isExplained = (claimed.Seconds - played.Seconds) * 1000 <= ExplainedByEncoder;
        if (isExplained)
        {
            decimal sure = _purpose.MaximumSeconds - ExplainedByEncoder / 1000m;
            Warn(
                FindingCode.AudioBorderline,
                $"{LengthText.Of(played)} of audio, but some readers report {LengthText.Of(claimed)} by {_facts.LongestSource}; trim below {LengthText.Seconds(sure)} s to be sure.",
                _remedy.For(RemedyKind.TrimToBeSure));
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
            _remedy.For(RemedyKind.Convert),
            null);

    private void JudgeObservations()
    {
        bool isTooLong = _played is SampleLength played && _purpose.IsTooLong(played);
        foreach (Observation observation in _facts.Observations)
        {
            if (isTooLong && observation.YieldsToLength) continue;

            int? apiCode = observation.Code == FindingCode.AudioTypeNotSupported ? _purpose.NotSupportedApiCode : null;
            string remedy = _remedy.For(observation.Remedy);
            if (observation.Severity == FindingSeverity.Error) Error(observation.Code, observation.Text, remedy, apiCode);
            else Warn(observation.Code, observation.Text, remedy);
        }
    }

    private void JudgeName(FileName file)
    {
        string? expected = AudioFormats.ExtensionOf(_facts.Format);
        if (expected is null || string.Equals(expected, file.Extension, StringComparison.OrdinalIgnoreCase)) return;

        string says = file.Extension.Length == 0 ? "has no extension" : $"says {file.Extension}";
        Error(FindingCode.ExtensionMismatch, $"The content is {expected.Substring(1).ToUpperInvariant()}, the name {says}.", _remedy.Rename(), _purpose.NotSupportedApiCode);
    }

    private string RemedyForTooLong(SampleLength played)
    {
        string trim = _remedy.For(RemedyKind.TrimToBeSure);
        if (_purpose != AudioPurpose.PromptAudio) return trim;

        string other = AudioPurpose.CloneAudio.Fits(played) ? "As it is, it will do to clone a voice from (Send-MiniMaxCloneAudio), but not as a prompt. " : "";
        return $"{other}{trim}. Or have the best part of it kept: {_remedy.Cut()}";
    }

    private string RemedyForTooShort(SampleLength played) =>
        AudioPurpose.PromptAudio.Fits(played)
            ? $"{LengthText.Of(played)} is too short to clone from; it is a prompt: Send-MiniMaxPromptAudio. To clone a voice, record at least {_purpose.MinimumSeconds} s."
            : $"Record at least {_purpose.MinimumSeconds} s.";

    private void Error(string code, string message, string remedy, int? apiCode) =>
        _errors.Add(new PromptAudioFinding { Code = code, Severity = FindingSeverity.Error, Message = message, Remedy = remedy, ApiCode = apiCode });

    private void Warn(string code, string message, string remedy) =>
        (_warnings ??= []).Add(new PromptAudioFinding { Code = code, Severity = FindingSeverity.Warning, Message = message, Remedy = remedy });
}
