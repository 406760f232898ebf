using System.Management.Automation;
using MiniMax.Audio;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Checks audio files, uploads them for a purpose and gives their ids: many at once, in the background.</summary>
public abstract class SendAudioCommand : AudioFileCommand, IServiceParameters, IDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<FileUpload, (PromptAudioReport Report, FileInfo File)> _inputs = [];
    private UploadProgress? _progress;
    private ServiceAddress? _address;
    private Checkpoint? _checkpoint;
    private TransferPump? _pump;
    private bool _isDoomed;
    private bool _endsEarly;
    private int _skipped;
    private int _files;

    // What would end the pipeline, or ask whether to: it waits until all uploads are over. Null while nothing ends it.
    private List<(bool IsError, string Text, Action Write)>? _held;
    private volatile bool _isStopping;

    /// <summary>The key of the account: a SecureString, a PSCredential or a string.</summary>
    [Parameter(HelpMessage = "The API key of the account: a SecureString, or a string.")]
    [ApiKeyTransformation]
    [ValidateNotNull]
    public ApiKeySecret? ApiKey { get; set; }

    /// <summary>The region that the key belongs to.</summary>
    [Parameter(HelpMessage = "The region that the key belongs to: Global or China.")]
    public Region Region { get; set; }

    /// <summary>The address of the service, where it is not one of the two regions'.</summary>
    [Parameter(HelpMessage = "The address of the service, such as https://api.minimax.io; in place of -Region.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(BaseUriCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>How many files go up at once.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>How often a file is sent again after a failure that may pass.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    [NumberTransformation(IsWhole = true)]
    public int MaximumRetryCount { get; set; } = 5;

    /// <summary>The longest wait before the first retry, in seconds; it doubles with each one.</summary>
    [Parameter]
    [ValidateNumberRange(0, 3600)]
    [NumberTransformation]
    public double RetryIntervalSec { get; set; } = 1;

    /// <summary>The longest time for one attempt, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [NumberTransformation(IsWhole = true)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Sends files that the check would refuse.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <summary>Fetches each stored file and compares its SHA-256 with that of the local file.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>A file that records what was uploaded, so that a second run sends only the rest.</summary>
    [Parameter(HelpMessage = "A file that records what was uploaded, so that a second run sends only the rest.")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string? CheckpointPath { get; set; }

    /// <summary>The name at the service, in place of the file's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FileName { get; set => field = EmptyToNull(value); }

    /// <summary>The proxy, in place of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>What the files are for.</summary>
    private protected abstract AudioPurpose Purpose { get; }

    /// <summary>What they are then, in a sentence.</summary>
    private protected abstract string What { get; }

    // Only prompts can be converted.
    private string NoticeOfTags => Purpose == AudioPurpose.PromptAudio ? " ConvertTo-MiniMaxPromptAudio makes a copy without them." : "";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            Start();
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, null));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        Guarded(() =>
        {
            base.ProcessRecord();
            DrainReady();
        });
    }

    /// <inheritdoc />
    protected override void EndProcessing() => Guarded(() =>
    {
        if (_progress is not null)
        {
            _progress.Total = _files;
        }

        DrainAll();
        _progress?.Complete();
    });

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        _isStopping = true;
        _pump?.Stop();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _pump?.Dispose();
        _checkpoint?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override void ProcessFile(LocalFile file, FileInfo info)
    {
        var isTaken = false;
        try
        {
            var report = Inspect(file, info, measuresSound: !SkipTest);
            Warn(report, info);
            if (report is not null && ShouldProcess(info.FullName, $"Upload {Size.Format(file.Length)} as {What} to {_address!.Host}") && _pump is not null)
            {
                // Only a file that will do is read whole. It is checked again behind its hash: what the hash covers is what was checked.
                var sha256 = Hash(file, info);
                report = sha256 is null ? null : Inspect(file, info, measuresSound: false);
                if (report is null)
                {
                    return;
                }

                var upload = new FileUpload(file, FileName ?? info.Name, AudioFormats.MediaTypeOf(report.Format), Purpose.Name) { Sha256 = sha256 };
                while (!_pump.HasRoom)
                {
                    DrainOne();
                }

                isTaken = true;
                _files++;
                _inputs[upload] = (report, info);
                _pump.Add(upload);
            }
        }
        finally
        {
            if (!isTaken)
            {
                file.Dispose();
            }
        }
    }

    private protected override void Report(ErrorRecord error) => Say(isError: true, error.ToString(), () => WriteError(error));

    private new void WriteWarning(string text) => Say(isError: false, text, () => base.WriteWarning(text));

    private void Start()
    {
        _address = ServiceClient.FindAddress(this).Value;
        var checkpoint = CheckpointPath is null ? null : PathResolver.ResolveOutput(this, CheckpointPath, "-CheckpointPath", ErrorIds.CheckpointUnusable);
        if (ServiceClient.IsWhatIf(this))
        {
            return;
        }

        var client = ServiceClient.Create(this);
        if (checkpoint is not null)
        {
            _checkpoint = Checkpoint.Open(checkpoint, client, Purpose.Name);
        }

        _pump = new TransferPump(client, new TransferOptions(ThrottleLimit, new RetryPolicy(MaximumRetryCount, TimeSpan.FromSeconds(RetryIntervalSec)), Verify), _checkpoint);
        _progress = new UploadProgress(this, $"Uploading {What}");
    }

    private PromptAudioReport? Inspect(LocalFile file, FileInfo info, bool measuresSound)
    {
        // The name that the service sees is the one that its type is judged by.
        var path = FileName is null ? info.FullName : System.IO.Path.Combine(info.DirectoryName ?? "", FileName);
        PromptAudioReport report;
        try
        {
            report = AudioRemedies.Word(AudioInspector.Diagnose(file.Stream, path, Purpose, measuresSound), CurrentFolder, info.FullName);
        }
        catch (IOException e)
        {
            WriteError(LocalFile.Unreadable(info.FullName, e), info);
            return null;
        }

        if (!SkipTest && Refusal.From(report) is { } refusal)
        {
            if (FileName is not null && refusal.ErrorId == FindingCode.ExtensionMismatch)
            {
                refusal = new MiniMaxException(refusal.ErrorId, $"-FileName '{FileName}' does not match the content of the file: {refusal.Message}", refusal.Remedy);
            }

            WriteError(refusal, info);
            return null;
        }

        return report;
    }

    private void Warn(PromptAudioReport? report, FileInfo info)
    {
        if (report?.Tags is { } tags)
        {
            WriteVerbose($"{info.Name}: its tags are uploaded with it: {tags}.{NoticeOfTags}");
        }

        if (report is null || SkipTest)
        {
            return;
        }

        foreach (var finding in report.Findings)
        {
            WriteWarning($"{info.Name}: {finding.Message} {DisplayText.EscapeCommand(finding.Remedy)}");
        }
    }

    // The hash of the check: what is sent must have it, also where length and time tell of no change.
    private string? Hash(LocalFile file, FileInfo info)
    {
        try
        {
            return file.ComputeSha256(_pump!.Stopping);
        }
        catch (MiniMaxException e)
        {
            WriteError(e, info);
            return null;
        }
    }

    // A stopped pipeline and what runs it must pass through untouched; whatever ends the cmdlet ends the uploads first.
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (_isStopping)
        {
            throw new PipelineStoppedException();
        }
        catch
        {
            _pump?.Stop();
            throw;
        }
    }

    private void DrainReady()
    {
        while (_pump is not null && TakeOne(TimeSpan.Zero))
        {
        }

        if (_pump is not null)
        {
            _progress!.Update(_pump);
        }
    }

    private void DrainOne()
    {
        TakeOne(s_betweenLooks);
        _progress!.Update(_pump!);
    }

    private void DrainAll()
    {
        while (_pump is { Pending: > 0 })
        {
            DrainOne();
        }
    }

    private bool TakeOne(TimeSpan wait)
    {
        if (_pump!.Take(wait) is not { } happened)
        {
            return false;
        }

        if (happened.VerboseText is not null)
        {
            WriteVerbose(happened.VerboseText);
        }

        if (happened.WarningText is not null)
        {
            WriteWarning(happened.WarningText);
        }

        if (happened.IsSkipped)
        {
            _skipped++;
        }

        if (happened.Outcome is { } outcome)
        {
            TakeOutcome(outcome);
        }

        return true;
    }

    private void TakeOutcome(UploadOutcome outcome)
    {
        _progress!.Count(outcome);
        var (report, input) = _inputs[outcome.Upload];
        _inputs.Remove(outcome.Upload);
        if (outcome.File is { } file)
        {
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
                BaseUri = _address!.BaseUri,
            });
        }
        else if (outcome.Error!.IsFatal && (_held is null || _isDoomed))
        {
            TakeFatal(outcome.Error, input);
        }
        else
        {
            WriteError(outcome.Error, input);
        }
    }

    // What is under way gets its end; then one error ends the cmdlet for all.
    private void TakeFatal(MiniMaxException error, FileInfo input)
    {
        if (_isDoomed)
        {
            _skipped++;
            return;
        }

        _isDoomed = true;
        Settle();
        ThrowTerminatingError(ErrorRecords.From(error, input));
    }

    // After an error or a warning has ended the pipeline, nothing more can be written. So where one may, by -ErrorAction or
    // -WarningAction, what is under way gets its end first, and what is stored is written out.
    private void Say(bool isError, string text, Action write)
    {
        var action = ActionFor(isError);
        if (action is not (ActionPreference.Stop or ActionPreference.Inquire) || (_held is null && _pump is not { Pending: > 0 }))
        {
            write();
            return;
        }

        if (_held is not null)
        {
            _held.Add((isError, text, write));
            return;
        }

        if (action == ActionPreference.Stop)
        {
            _pump!.EndRetries();
            _endsEarly = true;
        }

        Settle();
        write();
    }

    private void Settle()
    {
        var held = _held ??= [];
        while (_pump is { Pending: > 0 })
        {
            if (_endsEarly && _pump.PauseLeft > TimeSpan.Zero)
            {
                // The service accepts nothing for now; what waits for it stays unsent.
                _pump.EndRequests();
            }

            DrainOne();
        }

        _held = null;
        _progress!.Complete();
        foreach (var (isError, text, write) in held)
        {
            // One ends the pipeline; the others must not do it before.
            if (ActionFor(isError) != ActionPreference.Stop)
            {
                write();
            }
            else if (isError && ActionFor(isError: false) != ActionPreference.Stop)
            {
                base.WriteWarning(text);
            }
        }

        if (_skipped > 0 && ActionFor(isError: false) != ActionPreference.Stop)
        {
            base.WriteWarning($"{_skipped} more {(_skipped == 1 ? "file was" : "files were")} taken from the pipeline and not stored.");
            _skipped = 0;
        }
    }

    private ActionPreference ActionFor(bool isError)
    {
        var value = MyInvocation.BoundParameters.TryGetValue(isError ? "ErrorAction" : "WarningAction", out var bound)
            ? bound
            : GetVariableValue(isError ? "ErrorActionPreference" : "WarningPreference");
        return LanguagePrimitives.TryConvertTo<ActionPreference>(value, out var action) ? action : ActionPreference.Continue;
    }
}
