namespace MiniMax.Commands;

/// <summary>Trims or converts recordings to valid prompt audio: MP3, M4A or WAV of less than 8 s.</summary>
[Cmdlet(VerbsData.ConvertTo, "MiniMaxPromptAudio", DefaultParameterSetName = "Path", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "ConvertTo-MiniMaxPromptAudio")]
[OutputType(typeof(ConvertedAudio))]
public sealed class ConvertToMiniMaxPromptAudioCommand : AudioFileCommand, IDisposable
{
    private const string Suffix = "-prompt";

    // A recording of this duration is too long; a result may be almost as long.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(AudioPurpose.PromptAudio.MaximumSeconds);
    private const double MaxDurationSeconds = 7.999;

    private readonly CancellationTokenSource _stop = new();

    // The results by path, each with its recording.
    private readonly Dictionary<string, string> _written = new(StringComparer.OrdinalIgnoreCase);

    // A result is at most 20 MB; the buffer is reused for the next one.
    private readonly MemoryStream _content = new();
    private string? _destination;

    /// <summary>The folder for the results; by default, the folder of each recording.</summary>
    [Parameter(HelpMessage = "The folder for the results; the cmdlet creates it if it does not exist.")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string? Destination { get; set; }

    /// <summary>The start time in the recording, 0 to 360,000 s; by default, that of the part with the most speech.</summary>
    [Parameter(HelpMessage = "The start time in seconds, such as 12.5. By default, the cmdlet chooses the best part.")]
    [AudioTimeTransformation]
    [ValidateNumberRange(0, 360000, IsSeconds = true)]
    public AudioTime Start { get; set; }

    /// <summary>The maximum duration of the result, 0.001 to 7.999 s; by default, 7.5 s.</summary>
    [Parameter(HelpMessage = "The maximum number of seconds to keep, such as 7.5.")]
    [AudioTimeTransformation]
    [ValidateNumberRange(0.001, MaxDurationSeconds, IsSeconds = true)]
    public AudioTime Duration { get; set; } = AudioRemedies.PromptSeconds;

    /// <summary>Overwrites existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private bool HasStart => MyInvocation.BoundParameters.ContainsKey(nameof(Start));

    private bool HasDuration => MyInvocation.BoundParameters.ContainsKey(nameof(Duration));

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnError(() => _destination = Destination is null ? null : ResolveFolder(Destination), Destination);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Dispose();
        _content.Dispose();
    }

    private protected override object? Process(SourceFile file, FileInfo info)
    {
        try
        {
            return Convert(file, info);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    // A user who passes cut.mp3 expects a file of this name, not a folder.
    private string ResolveFolder(string destination)
    {
        string folder = PathResolver.ResolveOutput(this, destination, "-Destination", ErrorIds.FileNotWritten);
        string? mistake = Directory.Exists(folder) ? null
            : File.Exists(folder) ? Strings.DestinationIsFile
            : AudioRemedies.HasAudioExtension(destination) ? Strings.DestinationNamesFile
            : null;
        return mistake is null ? folder : throw new MiniMaxException(ErrorIds.InvalidParameters, Remedies.Format(mistake, destination), Strings.SpecifyFolder);
    }

    private ConvertedAudio? Convert(SourceFile file, FileInfo info)
    {
        // Get-ChildItem may list a result that was just written.
        if (_written.ContainsKey(info.FullName))
        {
            WriteVerbose(Remedies.Format(Strings.ResultIsSkipped, info.Name));
            return null;
        }

        AudioDiagnosis diagnosis = AudioInspector.Diagnose(file.Stream, info.FullName, AudioPurpose.PromptAudio);
        PromptAudioReport report = AudioRemedies.Word(diagnosis, CurrentFolder);
        if (file.Length == 0)
        {
            throw ErrorRecordFactory.FindRejection(report)!;
        }

        using var own = TrimmableAudio.TryOpen(file.Stream);
        bool isCopy = IsFine(report, own is not null);
        AudioFormat format = isCopy ? report.Format : own?.Format ?? AudioFormat.Wav;
        using var target = new AtomicFile(TargetPath(info, format), Force, "-Destination", InvokeProvider);
        if (!ShouldProcess(info.FullName, Remedies.Format(Strings.WritePromptAudio, target.FullName)))
        {
            return null;
        }

        if (_written.TryGetValue(target.FullName, out string? other))
        {
            throw new MiniMaxException(
                ErrorIds.FileExists,
                Remedies.Format(Strings.AlreadyWrittenForOther, target.FullName, other),
                Strings.ConvertToOtherFolder);
        }

        if (own is not null)
        {
            RequireStart(own);
        }

        target.Prepare(file.Path);
        // The recording is inspected again after it is hashed, so that the hash is that of the inspected content.
        string sha256 = file.ComputeSha256(_stop.Token);
        if (!IsSame(report, AudioInspector.Diagnose(file.Stream, info.FullName, AudioPurpose.PromptAudio).Report))
        {
            throw file.Changed(file.Length);
        }

        ConvertedAudio result = isCopy ? Copy(file, report, own) : Cut(file, diagnosis, own, target);
        if (isCopy || own is not null)
        {
            file.ThrowIfChanged(sha256, _stop.Token);
        }
        else
        {
            // ffmpeg has read the path, which may be another file now, or a pipe.
            RegularFile.Require(file.Path, InvokeProvider);
            file.ThrowIfReplaced(sha256, _stop.Token);
        }

        Complete(result, target);
        WarnOfMissingAudio(diagnosis, isCopy);
        result.SourcePath = info.FullName;
        _written[target.FullName] = info.FullName;
        return result;
    }

    private static bool IsSame(PromptAudioReport one, PromptAudioReport other) =>
        (one.Format, one.Codec, one.Duration) == (other.Format, other.Codec, other.Duration) && one.Findings.Select(f => f.Code).SequenceEqual(other.Findings.Select(f => f.Code));

    // Nobody needs to install ffmpeg for a file that ffmpeg cannot decode. An installed one may decode a damaged file.
    private static void RequireDecodable(AudioDiagnosis diagnosis)
    {
        if (diagnosis.CanDecode || (diagnosis.Remedies.All(r => r == RemedyKind.FetchAgain || r == RemedyKind.Rename) && Ffmpeg.Find() is not null))
        {
            return;
        }

        PromptAudioReport report = diagnosis.Report;
        throw new MiniMaxException(ErrorIds.ConversionFailed, Remedies.Format(Strings.FfmpegCannotDecode, Content(report)), report.Findings[0].Remedy);
    }

    // A valid recording is copied unless a part is requested, even if its extension is wrong. One with a warning is improved if possible.
    private bool IsFine(PromptAudioReport report, bool isCuttable)
    {
        bool isWhole = !HasStart && (!HasDuration || report.Duration <= TimeSpan.FromSeconds(Duration.TotalSeconds));
        var others = report.Findings.Where(f => f.Code != FindingCode.ExtensionMismatch).ToList();
        return isWhole && others.All(f => f.Severity == FindingSeverity.Warning) && (others.Count == 0 || (!isCuttable && Ffmpeg.Find() is null));
    }

    private string TargetPath(FileInfo info, AudioFormat format)
    {
        string own = info.DirectoryName!;
        string folder = _destination ?? own;
        bool isOwn = string.Equals(folder.TrimEnd('/', '\\'), own.TrimEnd('/', '\\'), StringComparison.OrdinalIgnoreCase);
        string stem = System.IO.Path.GetFileNameWithoutExtension(info.Name) + (isOwn ? Suffix : "");
        return System.IO.Path.Combine(folder, stem + AudioFormats.ExtensionOf(format));
    }

    private ConvertedAudio Copy(SourceFile file, PromptAudioReport report, TrimmableAudio? audio)
    {
        _content.SetLength(0);
        TagRemover.Copy(file.Stream, report.Format, _content);
        return new ConvertedAudio
        {
            Start = TimeSpan.Zero,
            SourceDuration = report.Duration,
            Loudness = audio is null ? null : Sparkline.Draw(audio.MeasureLoudness(_stop.Token).Summarize(Sparkline.Cells), 0, 1),
        };
    }

    private ConvertedAudio Cut(SourceFile file, AudioDiagnosis diagnosis, TrimmableAudio? own, AtomicFile target)
    {
        if (own is not null)
        {
            return Cut(own);
        }

        RequireDecodable(diagnosis);
        PromptAudioReport report = diagnosis.Report;
        using FileStream decoded = target.OpenTemporary();
        try
        {
            Decode(file, report, decoded);
        }
        catch (IOException e)
        {
            throw target.NotWritten(e);
        }

        using TrimmableAudio audio = TrimmableAudio.TryOpen(decoded)
            ?? throw new MiniMaxException(ErrorIds.ConversionFailed, Remedies.Format(Strings.FfmpegFoundNoAudio, Content(report)), Strings.CheckPlayback);
        if (audio.Duration > Ffmpeg.MaxDuration)
        {
            throw Ffmpeg.TooLong(Content(report));
        }

        RequireStart(audio);
        return Cut(audio);
    }

    private ConvertedAudio Cut(TrimmableAudio audio)
    {
        // Without -Start and -Duration, a short recording is not trimmed.
        decimal seconds = (decimal)(HasDuration || audio.Duration >= s_limit ? Duration.TotalSeconds : MaxDurationSeconds);
        LoudnessProfile loudness = audio.MeasureLoudness(_stop.Token);
        AudioCut cut = audio.ChooseCut(loudness, HasStart ? (decimal)Start.TotalSeconds : null, seconds, isExact: HasDuration);
        _content.SetLength(0);
        audio.Write(cut, _content, _stop.Token);
        double whole = Math.Max(1, audio.Duration.Ticks);
        return new ConvertedAudio
        {
            Start = cut.Start,
            SourceDuration = audio.Duration,
            IsCut = !cut.IsWhole,
            Loudness = Sparkline.Draw(loudness.Summarize(Sparkline.Cells), cut.Start.Ticks / whole, (cut.Start + cut.Duration).Ticks / whole),
        };
    }

    // The missing part of a truncated recording cannot be converted. For a copy, the findings of the result say so.
    private void WarnOfMissingAudio(AudioDiagnosis diagnosis, bool isCopy)
    {
        PromptAudioReport report = diagnosis.Report;
        var damages = report.Findings.Where((_, i) => diagnosis.Remedies[i] == RemedyKind.FetchAgain).Select(f => f.Message).ToList();
        if (damages.Count > 0 && !isCopy)
        {
            WriteWarning(SentenceText.Name(report.Name, SentenceText.Join([.. damages, Strings.AudioIsMissing])));
        }
    }

    private void Decode(SourceFile file, PromptAudioReport report, Stream target)
    {
        Ffmpeg ffmpeg = Ffmpeg.Find() ?? throw new MiniMaxException(
            ErrorIds.FfmpegMissing,
            Remedies.Format(Strings.FfmpegNotFound, Content(report)),
            "");
        string complaints = ffmpeg.Decode(file.Path, target, Content(report), _stop.Token);
        if (complaints.Length > 0)
        {
            WriteWarning(Remedies.Format(Strings.FfmpegDecodedWithErrors, System.IO.Path.GetFileName(file.Path), complaints));
        }
    }

    // Why the recording must be decoded: the finding on its type or content, not on duration, size or name.
    private static string Content(PromptAudioReport report) =>
        report.Findings.FirstOrDefault(f => f.Code is FindingCode.AudioTypeNotSupported or FindingCode.AudioDamaged)?.Message
        ?? (report.Format == AudioFormat.Unknown ? Strings.ContentIsNotPlain : Remedies.Format(Strings.ContentHasCodec, report.Format.ToString().ToUpperInvariant(), report.Codec ?? ""));

    private void RequireStart(TrimmableAudio audio)
    {
        if (HasStart && !audio.Contains((decimal)Start.TotalSeconds))
        {
            throw new MiniMaxException(
                ErrorIds.StartAfterEnd,
                Remedies.Format(Strings.StartIsAfterEnd, Start.TotalSeconds, audio.Duration.TotalSeconds),
                "");
        }
    }

    // A result that Test-MiniMaxPromptAudio would reject is never written.
    private void Complete(ConvertedAudio result, AtomicFile target)
    {
        PromptAudioReport report = AudioRemedies.Word(AudioInspector.Diagnose(_content, target.FullName, AudioPurpose.PromptAudio, measuresSound: true), CurrentFolder);
        if (ErrorRecordFactory.FindRejection(report) is { } rejection)
        {
            throw new MiniMaxException(ErrorIds.ConversionFailed, Remedies.Format(Strings.ResultWouldFail, rejection.Message), Strings.ChooseOtherPart);
        }

        foreach (PromptAudioFinding finding in report.Findings)
        {
            WriteWarning(SentenceText.Name(report.Name, SentenceText.Join(finding.Message, finding.Remedy)));
        }

        target.Write(_content);
        result.Path = report.Path;
        result.Name = report.Name;
        result.Format = report.Format;
        result.Duration = report.Duration;
        result.Length = report.Length;
    }
}
