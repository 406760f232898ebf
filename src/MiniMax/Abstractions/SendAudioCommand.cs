namespace MiniMax.Abstractions;

/// <summary>Validates audio files, uploads them for a purpose, and returns their IDs; several concurrently, in the background.</summary>
public abstract class SendAudioCommand : AudioTransferCommand
{
    private Checkpoint? _checkpoint;
    private string? _checkpointPath;

    /// <summary>Uploads files without validation.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <summary>Downloads each stored file and compares its SHA-256 with that of the local file.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>A file that records each upload, so that a second run uploads only the remaining files.</summary>
    [Parameter(HelpMessage = "A file that records the uploads, so that a second run sends only the remaining files.")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string? CheckpointPath { get; set; }

    /// <summary>The name under which the service stores the file; by default, the name of the local file.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FileName { get; set => field = EmptyToNull(value); }

    /// <summary>The purpose of the files.</summary>
    private protected abstract AudioPurpose Purpose { get; }

    private bool IsPrompt => Purpose == AudioPurpose.PromptAudio;

    private protected override string Activity => IsPrompt ? Strings.UploadingPromptAudio : Strings.UploadingCloneAudio;

    private protected override UploadOptions Options(RetryPolicy retry) => new(ThrottleLimit, retry, Verify);

    private protected override void Resolve() =>
        _checkpointPath = CheckpointPath is null ? null : PathResolver.ResolveOutput(this, CheckpointPath, "-CheckpointPath", ErrorIds.CheckpointUnusable);

    private protected override bool IsOwnFile(FileInfo info) => _checkpointPath is { } path && Checkpoint.HasFile(path, info.FullName);

    private protected override Checkpoint? Open(MiniMaxClient client)
    {
        if (_checkpointPath is null)
        {
            return null;
        }

        // A link to a checkpoint is used. The client rejects every other link, and each link beside the checkpoint.
        RegularFile.ThrowIfSpecial(_checkpointPath, InvokeProvider);
        RegularFile.ThrowIfSpecialBeside(_checkpointPath, InvokeProvider);
        return _checkpoint = Checkpoint.Open(_checkpointPath, client, Purpose.Name);
    }

    private protected override void Close() => _checkpoint?.Dispose();

    private protected override TransferInput NewInput(FileInfo info) => new(info, CurrentFolder) { FileName = FileName };

    private protected override string Describe(FileUpload upload) => Remedies.Format(IsPrompt ? Strings.UploadPromptAudio : Strings.UploadCloneAudio, _Format.Size(upload.File.Length), Address.Host);

    private protected override FileUpload Validate(SourceFile file, TransferInput input)
    {
        PromptAudioReport report = input.Report = Inspect(file, input, measuresSound: !SkipTest);
        if (report.Tags is { } tags)
        {
            // ConvertTo-MiniMaxPromptAudio converts only prompts.
            input.Verbose.Add(Remedies.Format(IsPrompt ? Strings.TagsAreUploadedConvert : Strings.TagsAreUploaded, input.Info.Name, tags));
        }

        if (!SkipTest)
        {
            input.Warnings.AddRange(report.Findings.Select(f => SentenceText.Name(input.Info.Name, SentenceText.Join(f.Message, f.Remedy))));
        }

        return new FileUpload(file, input.FileName ?? input.Info.Name, AudioFormats.MediaTypeOf(report.Format), Purpose.Name);
    }

    private protected override void ValidateAgain(SourceFile file, TransferInput input) => input.Report = Inspect(file, input, measuresSound: false);

    private protected override (string Unknown, string One, string Several) NotSent => (Strings.RemainingNotUploaded, Strings.OneMoreNotUploaded, Strings.MoreNotUploaded);

    private protected override void WriteResult(UploadOutcome outcome, TransferInput input)
    {
        PromptAudioReport report = input.Report!;
        RemoteFile file = outcome.File!;
        WriteObject(new UploadedFile
        {
            FileId = file.FileId,
            FileName = file.FileName,
            Bytes = file.Bytes,
            CreatedAt = file.CreatedAt,
            Purpose = file.Purpose,
            Path = outcome.Upload.File.Path,
            Format = report.Format,
            Duration = report.Duration,
            Sha256 = outcome.Upload.Sha256,
            IsVerified = outcome.IsVerified,
            Attempts = outcome.Attempts,
            Origin = outcome.Origin,
            TraceId = file.TraceId,
            BaseUri = Address.BaseUri,
        });
    }

    private PromptAudioReport Inspect(SourceFile file, TransferInput input, bool measuresSound)
    {
        // The service determines the type from the name that it receives.
        string path = input.FileName is null ? input.Info.FullName : System.IO.Path.Combine(input.Info.DirectoryName ?? "", input.FileName);
        PromptAudioReport report = AudioRemedies.Word(AudioInspector.Diagnose(file.Stream, path, Purpose, measuresSound), input.Folder, input.Info.FullName);
        if (!SkipTest && ErrorRecordFactory.FindRejection(report) is { } rejection)
        {
            throw input.FileName is not null && rejection.ErrorId == FindingCode.ExtensionMismatch
                ? new MiniMaxException(rejection.ErrorId, Remedies.Format(Strings.FileNameDoesNotMatch, input.FileName, rejection.Message), rejection.Remedy)
                : rejection;
        }

        return report;
    }
}
