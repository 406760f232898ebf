using System.Globalization;

namespace MiniMax.Errors;

/// <summary>
/// Writes the remedies for the findings of an inspection. A file gets at most one command, even if it has several findings,
/// and the command, pasted where the cmdlet ran, creates a valid file.
/// </summary>
public sealed class AudioRemedies
{
    /// <summary>The maximum size under both meanings of "20 MB", minus a header.</summary>
    private const decimal MaxSampleBytes = 19_990_000;

    /// <summary>The default maximum duration of a trimmed prompt, in seconds.</summary>
    internal const double PromptSeconds = 7.5;

    private const int BytesPerSample = 2;
    private const decimal MinLoudnormSeconds = 3.5m;

    /// <summary>The target speech level for a quiet recording, in dBFS.</summary>
    private const double TargetLevel = -20;

    private static readonly HashSet<string> s_audioExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".mp3", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".flac", ".aif", ".aiff", ".amr", ".wma", ".caf", ".3gp", ".webm", ".mka", ".au",
    };

    private readonly AudioDiagnosis _diagnosis;
    private readonly string _path;
    private readonly string? _folder;
    private readonly bool _hasOtherName;

    private AudioRemedies(AudioDiagnosis diagnosis, string path, string? folder, bool hasOtherName)
    {
        _diagnosis = diagnosis;
        _path = path;
        _folder = folder;
        _hasOtherName = hasOtherName;
    }

    private enum Command
    {
        None,

        /// <summary>ffmpeg converts the file to a valid one.</summary>
        Decode,

        /// <summary>The module writes the samples as plain PCM.</summary>
        Rewrite,

        /// <summary>The file gets the extension of its content.</summary>
        Rename,
    }

    private AudioPurpose Purpose => _diagnosis.Purpose;

    private PromptAudioReport Report => _diagnosis.Report;

    private bool IsPrompt => Purpose == AudioPurpose.PromptAudio;

    private bool Trims => !_diagnosis.IsSurelyShortEnough;

    private string Input => ShellText.QuotePath(_path, _folder);

    private string? Extension => AudioFormats.ExtensionOf(Report.Format) ?? _diagnosis.OtherExtension;

    /// <summary>Adds the remedies to the findings of a report.</summary>
    /// <param name="diagnosis">The inspection.</param>
    /// <param name="currentFolder">The folder in which commands run; null outside the file system.</param>
    /// <param name="path">The full path of the file; null if the report has it. Otherwise, the report has the name from <c>-FileName</c>.</param>
    /// <returns>The report.</returns>
    public static PromptAudioReport Word(AudioDiagnosis diagnosis, string? currentFolder, string? path = null)
    {
        if (diagnosis is null)
        {
            throw new ArgumentNullException(nameof(diagnosis));
        }

        if (diagnosis.Remedies.Count > 0)
        {
            new AudioRemedies(diagnosis, path ?? diagnosis.Report.Path, currentFolder, path is not null && path != diagnosis.Report.Path).Word();
        }

        return diagnosis.Report;
    }

    /// <summary>The remedies of the errors in a report, without those that only point to the command of another finding. Damage comes first.</summary>
    /// <param name="report">The report, with its remedies.</param>
    public static IEnumerable<string> Of(PromptAudioReport report)
    {
        var references = report.Findings.Select(f => Remedies.Format(Strings.CommandFixesThisToo, f.Code)).ToList();
        // A damaged file must be replaced before anything else.
        return report.Findings.Where(f => f.Severity == FindingSeverity.Error && !references.Contains(f.Remedy))
            .OrderBy(f => f.Code != FindingCode.AudioDamaged)
            .Select(f => f.Remedy)
            .Distinct();
    }

    /// <summary>Whether the file is not a recording, so that its remedy is to exclude it.</summary>
    internal static bool IsExcluded(AudioDiagnosis diagnosis, string path) =>
        diagnosis.Remedies.Any(k => k == RemedyKind.Exclude || IsExcluded(k, diagnosis, path));

    // A file with an audio extension was meant to be audio. Any other file of an unknown or foreign type was only in the same folder.
    private static bool IsExcluded(RemedyKind kind, AudioDiagnosis diagnosis, string path) =>
        kind is RemedyKind.OpenText or RemedyKind.DecodeJson or RemedyKind.Unpack or RemedyKind.FetchAgain or RemedyKind.None
        && diagnosis.Report.Findings.Any(f => f.Code is FindingCode.AudioTypeNotSupported or FindingCode.FileEmpty)
        && !HasAudioExtension(path);

    /// <summary>Whether a path has the extension of an audio file, accepted by the service or not.</summary>
    /// <param name="path">The path.</param>
    public static bool HasAudioExtension(string path) => s_audioExtensions.Contains(System.IO.Path.GetExtension(path));

    private void Word()
    {
        Command command = Choose();
        PromptAudioFinding? lead = FindLead(command);
        for (int i = 0; i < Report.Findings.Count; i++)
        {
            PromptAudioFinding finding = Report.Findings[i];
            RemedyKind kind = _diagnosis.Remedies[i];
            if (!IsFixedBy(kind, command))
            {
                finding.Remedy = Text(kind);
            }
            else if (finding == lead)
            {
                finding.Remedy = Text(kind, command);
            }
            else
            {
                bool isDamage = kind == RemedyKind.FetchAgain && finding.Severity == FindingSeverity.Warning && lead!.Severity == FindingSeverity.Error;
                finding.Remedy = Remedies.Format(isDamage ? Strings.FetchAgainOrUseCommand : Strings.CommandFixesThisToo, lead!.Code);
            }

            finding.Message = DisplayText.Escape(finding.Message);
            finding.Remedy = DisplayText.EscapeCommand(finding.Remedy);
        }
    }

    /// <summary>
    /// The finding whose remedy contains the command: first a missing part of the recording, because a new copy replaces every
    /// other remedy.
    /// </summary>
    private PromptAudioFinding? FindLead(Command command)
    {
        var isFixed = Enumerable.Range(0, Report.Findings.Count).Where(i => IsFixedBy(_diagnosis.Remedies[i], command)).ToList();
        int damage = isFixed.FindIndex(i => _diagnosis.Remedies[i] == RemedyKind.FetchAgain && Report.Findings[i].Severity == FindingSeverity.Error);
        return isFixed.Count == 0 ? null : Report.Findings[isFixed[Math.Max(0, damage)]];
    }

    private Command Choose()
    {
        // A recording that is too short stays too short, and without a decoder, only the name can be changed.
        if (Has(RemedyKind.RecordMore) || Report.Length == 0)
        {
            return Command.None;
        }

        if (Has(RemedyKind.RewriteSamples))
        {
            return IsPrompt ? Command.Rewrite : Has(RemedyKind.Rename) && Errors() == 1 ? Command.Rename : Command.None;
        }

        // If the remaining duration is unknown, no command is certain to create a valid file.
        if (Purpose.MinimumSeconds is not null && _diagnosis.Seconds is null && Report.Findings.All(f => f.Code != FindingCode.FileTooLarge))
        {
            return Command.None;
        }

        if (_diagnosis.CanDecode && _diagnosis.Remedies.Any(k => IsFixedBy(k, Command.Decode) && k != RemedyKind.Rename))
        {
            return Command.Decode;
        }

        return Has(RemedyKind.Rename) && Errors() == 1 && !_hasOtherName ? Command.Rename : Command.None;
    }

    /// <summary>loudnorm does not raise the level of a recording of less than 3 s. Without its pauses, any recording may become so short.</summary>
    private bool UsesLoudnorm => Has(RemedyKind.Amplify) && !Has(RemedyKind.ShortenPauses) && _diagnosis.Seconds >= MinLoudnormSeconds;

    private static bool IsFilter(RemedyKind kind) => kind is RemedyKind.Amplify or RemedyKind.ShortenPauses or RemedyKind.KeepFirstChannel or RemedyKind.KeepSecondChannel;

    private bool Has(RemedyKind kind) => _diagnosis.Remedies.Contains(kind);

    private int Errors() => Report.Findings.Count(f => f.Severity == FindingSeverity.Error);

    private bool IsFixedBy(RemedyKind kind, Command command) => command switch
    {
        Command.Decode => kind is RemedyKind.Convert or RemedyKind.KeepFirstTrack or RemedyKind.Trim or RemedyKind.Rename || (kind == RemedyKind.FetchAgain && !_diagnosis.IsBroken) || IsFilter(kind),
        Command.Rewrite => kind is RemedyKind.Convert or RemedyKind.RewriteSamples or RemedyKind.Trim or RemedyKind.Rename,
        Command.Rename => kind == RemedyKind.Rename,
        _ => false,
    };

    private string Text(RemedyKind kind, Command command) => command switch
    {
        Command.Rename => Remedies.Format(Strings.RenameFile, $"Rename-Item -LiteralPath {(_folder is null ? ShellText.Quote(ShellText.ToPSPath(_path)) : Input)} -NewName {ShellText.Quote(FreeName("", Extension))}"),
        Command.Rewrite => Remedies.Format(Strings.WriteAsPlainPcm, $"ConvertTo-MiniMaxPromptAudio -LiteralPath {Input}"),
        _ => TextWithDecoding(kind),
    };

    /// <summary>The name of the file with another ending, or with a number after it if that file exists.</summary>
    private string FreeName(string suffix, string? extension)
    {
        string folder = System.IO.Path.GetDirectoryName(_path) ?? "";
        string stem = System.IO.Path.GetFileNameWithoutExtension(_path) + suffix;
        string name = stem + extension;
        for (int number = 2; File.Exists(System.IO.Path.Combine(folder, name)); number++)
        {
            name = stem + "-" + number.ToString(CultureInfo.InvariantCulture) + extension;
        }

        return name;
    }

    private string TextWithDecoding(RemedyKind kind)
    {
        string seconds = Number(Purpose.TrimTo);
        string command = $"ffmpeg -i {Input} -map 0:a:0 {Filters()}{(Trims ? $"-t {seconds} " : "")}{Rate()}{Encoding()} {Output()}";
        // The module converts a file with any other finding; only a filter of ffmpeg changes the sound.
        bool isConvertible = IsPrompt && !_diagnosis.Remedies.Any(IsFilter);
        if (kind == RemedyKind.FetchAgain && isConvertible)
        {
            return Remedies.Format(Strings.FetchAgainOrConvert, $"ConvertTo-MiniMaxPromptAudio -LiteralPath {Input}");
        }

        if (kind == RemedyKind.Trim && IsTooLong())
        {
            return isConvertible
                ? Remedies.Format(
                    Errors() == 1 && _diagnosis.Fits(AudioPurpose.CloneAudio) ? Strings.KeepBestPartOrClone : Strings.KeepBestPart,
                    Number((decimal)PromptSeconds),
                    $"ConvertTo-MiniMaxPromptAudio -LiteralPath {Input}")
                : Remedies.Format(Strings.TrimToDuration, seconds, command);
        }

        bool isM4a = OutputExtension == ".m4a";
        return kind switch
        {
            RemedyKind.KeepFirstTrack => Remedies.Format(Strings.KeepFirstTrackOnly, command),
            RemedyKind.Amplify => Remedies.Format(Strings.RaiseLevel, command),
            RemedyKind.ShortenPauses => Remedies.Format(Strings.ShortenPauses, command),
            RemedyKind.KeepFirstChannel or RemedyKind.KeepSecondChannel => Remedies.Format(Strings.KeepOtherChannelOnly, command),
            RemedyKind.FetchAgain => Remedies.Format(Strings.FetchAgainOrConvert, command),
            _ when Trims => Remedies.Format(isM4a ? Strings.ConvertPartToM4a : Strings.ConvertPartToWav, seconds, command),
            _ => Remedies.Format(isM4a ? Strings.ConvertToM4a : Strings.ConvertToWav, command),
        };
    }

    /// <summary>The audio filters of the command, in quotes because of bars and commas.</summary>
    private string Filters()
    {
        List<string> filters = [];
        if (_diagnosis.HasWrongTimes && Trims)
        {
            filters.Add("asetpts=N/SR/TB");
        }

        if (Has(RemedyKind.KeepFirstChannel) || Has(RemedyKind.KeepSecondChannel))
        {
            filters.Add($"pan=mono|c0={(Has(RemedyKind.KeepFirstChannel) ? "c0" : "c1")}");
        }

        if (Has(RemedyKind.ShortenPauses) && _diagnosis.PauseLevel is { } level)
        {
            string threshold = Number((decimal)Math.Round(level)) + "dB";
            filters.Add($"silenceremove=start_periods=1:start_threshold={threshold}:stop_periods=-1:stop_duration=0.3:stop_threshold={threshold}");
        }

        if (Has(RemedyKind.Amplify))
        {
            filters.Add(UsesLoudnorm ? "loudnorm=I=-18:TP=-2" : $"volume={Number((decimal)Math.Round(TargetLevel - Report.SpeechLevel ?? 0))}dB,alimiter=limit=0.9:level=disabled");
        }

        string chain = string.Join(",", filters);
        return chain.Length == 0 ? "" : $"-af {(chain.IndexOfAny(['|', ',']) < 0 ? chain : ShellText.Quote(chain))} ";
    }

    private string Text(RemedyKind kind) => kind switch
    {
        RemedyKind.Exclude => Exclude(),
        _ when IsExcluded(kind, _diagnosis, _path) => Exclude(),
        RemedyKind.FetchAgain => Strings.FetchFileAgain,
        RemedyKind.Trim or RemedyKind.KeepFirstTrack or RemedyKind.Convert or RemedyKind.RewriteSamples or RemedyKind.Export when !Has(RemedyKind.RecordMore) => Export(kind),
        RemedyKind.Rename when _hasOtherName => Remedies.Format(Strings.SpecifyFileName, Extension ?? ""),
        RemedyKind.Rename => Remedies.Format(Strings.CorrectExtensionIs, Extension ?? ""),
        RemedyKind.RecordMore => TextForTooShort(),
        RemedyKind.Split => Strings.JoinRecordings,
        RemedyKind.UseUnencrypted => Strings.UseUnencrypted,
        RemedyKind.OpenText => Strings.OpenInTextEditor,
        RemedyKind.DecodeHex => Strings.DecodeHexText,
        RemedyKind.DecodeBase64 => Strings.DecodeBase64Text,
        RemedyKind.DecodeDataUrl => Strings.DecodeDataUrl,
        RemedyKind.DecodeJson => Strings.DecodeJsonText,
        RemedyKind.FetchFromGit => Strings.FetchFromGit,
        RemedyKind.CheckMicrophone => Strings.CheckMicrophone,
        RemedyKind.Amplify => Strings.RaiseLevelInEditor,
        RemedyKind.LowerInput => Strings.RecordAtLowerLevel,
        RemedyKind.AvoidNoise => Strings.RecordInQuietRoom,
        RemedyKind.AvoidPauses or RemedyKind.ShortenPauses => Strings.RecordWithoutPauses,
        RemedyKind.KeepFirstChannel or RemedyKind.KeepSecondChannel => Strings.KeepOtherChannelInEditor,
        RemedyKind.RaiseSampleRate => Strings.RecordAtHigherRate,
        RemedyKind.KeepMore => Strings.RecordLonger,
        RemedyKind.Unpack => Strings.UnpackArchive,
        RemedyKind.Convert or RemedyKind.KeepFirstTrack or RemedyKind.RewriteSamples or RemedyKind.Export when Has(RemedyKind.RecordMore) => Strings.RecordAsPlainFile,
        _ => IsPrompt ? Strings.UseRecordingAsPrompt : Strings.UseRecordingToClone,
    };

    /// <summary>A command for the other files: by their extensions, or without this name if it has an audio extension.</summary>
    private string Exclude()
    {
        string folder = System.IO.Path.GetDirectoryName(_path) ?? "";
        bool isHere = folder == _folder?.TrimEnd(System.IO.Path.DirectorySeparatorChar);
        string files = isHere ? "Get-ChildItem -File" : $"Get-ChildItem -LiteralPath {(_folder is null ? ShellText.Quote(ShellText.ToPSPath(folder)) : ShellText.QuotePath(folder, _folder))} -File";
        string others = HasAudioExtension(_path)
            ? $"{files} | Where-Object Name -NE {ShellText.Quote(System.IO.Path.GetFileName(_path))}"
            : isHere ? "Get-ChildItem *.wav, *.mp3, *.m4a" : $"{files} | Where-Object Extension -In .wav, .mp3, .m4a";
        return Remedies.Format(Strings.ExcludeFile, others);
    }

    private string Export(RemedyKind kind)
    {
        if (Purpose.MinimumSeconds is int minimum && _diagnosis.Seconds is null && _diagnosis.CanDecode)
        {
            return Remedies.Format(Strings.ConvertToValidDuration, minimum, Purpose.MaximumSeconds);
        }

        bool isExport = kind == RemedyKind.Export || !_diagnosis.CanDecode;
        return IsTooLong()
            ? Remedies.Format(isExport ? Strings.ExportPartFromProgram : Strings.SavePartInEditor, Number(Purpose.TrimTo))
            : isExport ? Strings.ExportFromProgram : Strings.SaveInEditor;
    }

    private string TextForTooShort() =>
        Remedies.Format(Errors() == 1 && _diagnosis.Fits(AudioPurpose.PromptAudio) ? Strings.TooShortToClone : Strings.RecordAtLeast, Purpose.MinimumSeconds ?? 0);

    private bool IsTooLong() => Report.Findings.Any(f => f.Code == FindingCode.AudioTooLong);

    /// <summary>16-bit PCM, or AAC if that would be too large.</summary>
    private string Encoding()
    {
        if (Bytes() <= MaxSampleBytes)
        {
            return Report.Findings.Any(f => f.Code == FindingCode.FileTooLarge) ? "-ac 1 -c:a pcm_s16le" : "-c:a pcm_s16le";
        }

        return IsPrompt ? "-ac 2 -ar 48000 -c:a pcm_s16le" : "-ac 1 -c:a aac";
    }

    /// <summary>The output of loudnorm has 192 kHz, so the sample rate is restored.</summary>
    private string Rate() => UsesLoudnorm && Encoding() is var encoding && encoding.EndsWith("pcm_s16le", StringComparison.Ordinal) && !encoding.Contains("-ar") ? $"-ar {Report.SampleRate} " : "";

    private string OutputExtension => Bytes() <= MaxSampleBytes || IsPrompt ? ".wav" : ".m4a";

    private string Output()
    {
        string folder = System.IO.Path.GetDirectoryName(_path) ?? "";
        string name = FreeName(IsTooLong() ? "-trimmed" : "-converted", OutputExtension);
        return ShellText.QuotePath(System.IO.Path.Combine(folder, name), _folder);
    }

    /// <summary>The size of the samples in 16 bits. Unknown values are those of a usual prompt; for cloning, the size is then unlimited.</summary>
    private decimal Bytes()
    {
        if (Report.SampleRate is not { } rate || Report.Channels is not { } channels || (_diagnosis.Seconds is null && !IsPrompt))
        {
            return IsPrompt ? 0 : decimal.MaxValue;
        }

        decimal seconds = Trims || _diagnosis.Seconds is null ? Purpose.TrimTo : Math.Min(_diagnosis.Seconds.Value, Purpose.MaximumSeconds);
        return seconds * rate * channels * BytesPerSample;
    }

    private static string Number(decimal seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
