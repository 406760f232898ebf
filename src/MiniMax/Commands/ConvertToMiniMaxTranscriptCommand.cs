namespace MiniMax.Commands;

/// <summary>Transcribes recordings with the service, several concurrently in the background.</summary>
[Cmdlet(VerbsData.ConvertTo, "MiniMaxTranscript", DefaultParameterSetName = "Path", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "ConvertTo-MiniMaxTranscript")]
[OutputType(typeof(Transcript))]
public sealed class ConvertToMiniMaxTranscriptCommand : AudioTransferCommand
{
    private static readonly Dictionary<string, string> s_mediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".aiff"] = "audio/aiff",
        [".flac"] = "audio/flac",
        [".aac"] = "audio/aac",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
    };

    /// <summary>The spoken language; by default, the service detects it.</summary>
    [Parameter(HelpMessage = "The spoken language, such as en or zh. By default, the service detects it.")]
    [ValidateForm("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", nameof(Strings.ValueIsNotLanguage))]
    [ArgumentCompleter(typeof(TranscriptLanguageCompleter))]
    public string? Language { get; set; }

    private protected override string Activity => Strings.Transcribing;

    private protected override UploadOptions Options(RetryPolicy retry) => new(ThrottleLimit, retry, Transcription: new TranscriptionOptions(Language));

    private protected override string Describe(FileUpload upload) => Remedies.Format(Strings.TranscribeAudio, _Format.Size(upload.File.Length), Address.Host);

    private protected override FileUpload Validate(SourceFile file, TransferInput input)
    {
        PromptAudioReport report = Inspect(file, input);
        string mediaType = s_mediaTypes.TryGetValue(input.Info.Extension, out string? other) ? other : AudioFormats.MediaTypeOf(report.Format);
        return new FileUpload(file, input.Info.Name, mediaType, AudioPurpose.Transcription.Name);
    }

    private protected override void ValidateAgain(SourceFile file, TransferInput input) => Inspect(file, input);

    private static PromptAudioReport Inspect(SourceFile file, TransferInput input)
    {
        AudioDiagnosis diagnosis = AudioInspector.Diagnose(file.Stream, input.Info.FullName, AudioPurpose.Transcription);
        return Rejection(diagnosis, input.Info.FullName, input.Folder) is { } rejection ? throw rejection : diagnosis.Report;
    }

    private protected override (string Unknown, string One, string Several) NotSent => (Strings.RemainingNotTranscribed, Strings.OneMoreNotTranscribed, Strings.MoreNotTranscribed);

    private protected override void WriteResult(UploadOutcome outcome, TransferInput input)
    {
        Transcript transcript = outcome.Transcript!;
        WriteObject(transcript);
        if (string.IsNullOrWhiteSpace(transcript.Text))
        {
            WriteWarning(Remedies.Format(Strings.NoSpeechInRecording, input.Info.Name));
        }
        else if (transcript.Speakers > 1)
        {
            WriteWarning(Remedies.Format(Strings.SeveralSpeakers, input.Info.Name, transcript.Speakers));
        }
    }

    // A text, an archive or a truncated file cannot be converted to a recording.
    private static bool IsConvertible(RemedyKind kind) => kind is RemedyKind.None or RemedyKind.Convert or RemedyKind.RewriteSamples or RemedyKind.Export;

    private static MiniMaxException? Rejection(AudioDiagnosis diagnosis, string path, string? folder)
    {
        PromptAudioReport report = AudioRemedies.Word(diagnosis, folder);
        PromptAudioFinding? finding = report.Findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error);
        return finding?.Code switch
        {
            null => null,
            FindingCode.AudioTypeNotSupported => new MiniMaxException(
                finding.Code,
                diagnosis.ForeignName is { } name ? Remedies.Format(Strings.TypeIsNotTranscribed, name, Strings.TranscribedTypes) : finding.Message,
                IsConvertible(diagnosis.Remedies[report.Findings.IndexOf(finding)]) && !AudioRemedies.IsExcluded(diagnosis, path)
                    ? Remedies.Format(Strings.ConvertToTypes, Strings.TranscribedTypes)
                    : finding.Remedy),
            _ => new MiniMaxException(finding.Code, finding.Message, finding.Remedy),
        };
    }
}
