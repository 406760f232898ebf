namespace MiniMax.Commands;

/// <summary>Clones a voice from an uploaded recording.</summary>
[Cmdlet(VerbsCommon.New, "MiniMaxVoice", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "New-MiniMaxVoice")]
[OutputType(typeof(Voice))]
public sealed class NewMiniMaxVoiceCommand : RequestCommand
{
    private string? _outFile;

    /// <summary>The ID of the new voice.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of the new voice: 8 to 256 English letters, digits, - and _, beginning with a letter.")]
    [ValidateNotNullOrEmpty]
    public string VoiceId { get; set; } = "";

    /// <summary>The ID of the recording to clone from, as Send-MiniMaxCloneAudio returns it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of the recording, from Send-MiniMaxCloneAudio.")]
    [FileIdTransformation]
    [ArgumentCompleter(typeof(FileIdCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long FileId { get; set; }

    /// <summary>The ID of the prompt audio, as Send-MiniMaxPromptAudio returns it.</summary>
    [Parameter]
    [FileIdTransformation]
    [ArgumentCompleter(typeof(FileIdCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long PromptFileId { get; set; }

    /// <summary>The transcript of the prompt audio, word for word.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PromptText { get; set => field = EmptyToNull(value); }

    /// <summary>The text of a preview, which is billed by its characters.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>The model for the preview.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>The file for the preview; an existing file is overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string? OutFile { get; set; }

    /// <summary>The language or dialect whose recognition the service improves.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string? LanguageBoost { get; set; }

    /// <summary>The transcript of the recording; the service rejects the clone if it recognizes another text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ValidationText { get; set; }

    /// <summary>The minimum similarity of the recording and its transcript, from 0 to 1.</summary>
    [Parameter]
    [ValidateNumberRange(0, 1)]
    [NumberTransformation]
    public double ValidationAccuracy { get; set; }

    /// <summary>Reduces noise in the recording before the clone.</summary>
    [Parameter]
    public SwitchParameter NoiseReduction { get; set; }

    /// <summary>Normalizes the loudness of the recording before the clone.</summary>
    [Parameter]
    public SwitchParameter VolumeNormalization { get; set; }

    /// <summary>Adds a watermark to the preview, which marks it as generated.</summary>
    [Parameter]
    public SwitchParameter AigcWatermark { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnError(() => _outFile = OutFile is null ? null : PathResolver.ResolveOutput(this, OutFile, "-OutFile", ErrorIds.FileNotWritten), OutFile);
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => ProcessItem(VoiceId, Remedies.Format(Strings.NameOfVoice, VoiceId), () =>
    {
        VoiceCloneRequest clone = Request();
        VoiceRules.ThrowIfInvalid(clone);
        if (!ShouldProcess(Remedies.Format(Strings.FileAtHost, FileId, Address.Host), Action))
        {
            return;
        }

        // The destination of the preview is checked before anything is billed.
        using AtomicFile? preview = _outFile is null ? null : new AtomicFile(_outFile, mayReplace: true, "-OutFile", InvokeProvider);
        preview?.Prepare();
        FileStream? content = preview?.Open();
        Voice voice = Invoke((s, stop) => new VoiceCloner(s.Client, s.Request).CloneAsync(clone, stop));
        if (preview is null || voice.PreviewUri is null)
        {
            WriteObject(voice);
            return;
        }

        // The voice exists even if its preview fails, so it is written, and the other voices are cloned.
        MiniMaxException? lost = null;
        try
        {
            SavePreview(voice.PreviewUri, preview, content!);
            voice.PreviewPath = preview.FullName;
        }
        catch (MiniMaxException e)
        {
            lost = e;
        }

        WriteObject(voice);
        if (lost is not null)
        {
            WriteError(ErrorRecordFactory.From(this, lost, VoiceId, Remedies.Format(Strings.PreviewNotSaved, VoiceId)));
        }
    });

    private string Action => Text is null ? Remedies.Format(Strings.CloneVoice, VoiceId) : Remedies.Format(Strings.CloneVoiceWithPreview, VoiceId, Text.Length);

    private VoiceCloneRequest Request()
    {
        if (IsBound(nameof(PromptFileId)) != (PromptText is not null))
        {
            throw Incomplete(PromptText is null ? Strings.PromptFileRequiresText : Strings.PromptTextRequiresFile, Strings.SpecifyBothOfPrompt);
        }

        if (OutFile is not null && Text is null)
        {
            throw Incomplete(Strings.OutFileRequiresText, Strings.SpecifyTextOfPreview);
        }

        return new VoiceCloneRequest
        {
            FileId = FileId,
            VoiceId = VoiceId,
            Prompt = PromptText is null ? null : new VoiceClonePrompt(PromptFileId, PromptText),
            Text = Text,
            Model = Model,
            LanguageBoost = LanguageBoost,
            ValidationText = ValidationText,
            ValidationAccuracy = IsBound(nameof(ValidationAccuracy)) ? ValidationAccuracy : null,
            NoiseReduction = IfBound(nameof(NoiseReduction), NoiseReduction),
            VolumeNormalization = IfBound(nameof(VolumeNormalization), VolumeNormalization),
            AigcWatermark = IfBound(nameof(AigcWatermark), AigcWatermark),
        };
    }

    private void SavePreview(Uri address, AtomicFile file, FileStream content)
    {
        Invoke((s, stop) => s.Request.SendAsync(Strings.NameOfPreview, c => s.Client.SavePreviewAsync(address, content, c), stop));
        DownloadValidator.ThrowIfNotPreview(content, address.Authority);
        AudioDiagnosis diagnosis = AudioInspector.Diagnose(content, file.FullName, AudioPurpose.Speech);
        file.Complete();
        WarnOfExtension(AudioRemedies.Word(diagnosis, CurrentFolder));
    }

    // The service chooses the type of a preview, which is not known before the response.
    private void WarnOfExtension(PromptAudioReport report)
    {
        PromptAudioFinding? finding = report.Findings.FirstOrDefault(f => f.Code == FindingCode.ExtensionMismatch);
        if (finding is not null && System.IO.Path.HasExtension(report.Path))
        {
            WriteWarning(SentenceText.Name(report.Name, SentenceText.Join(finding.Message, finding.Remedy)));
        }
    }

    private bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    private bool? IfBound(string name, bool value) => IsBound(name) ? value : null;

    private static MiniMaxException Incomplete(string message, string remedy) => new(ErrorIds.InvalidParameters, message, remedy);
}
