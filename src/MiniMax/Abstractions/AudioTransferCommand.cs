using System.Management.Automation;

namespace MiniMax.Abstractions;

/// <summary>What the cmdlets that send audio files have in common: many at once, in the background, with retries by cause.</summary>
public abstract class AudioTransferCommand : AudioFileCommand, IServiceParameters, IDisposable
{
    // Names are cheap, and with them the progress has a total; some MB at the most.
    private const int MaxNamesAhead = 10_000;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    // A short batch is read as it is sent, and a longer one until its first result; then it shows how much there is.
    private static readonly TimeSpan s_untilNamesAreTakenAhead = TimeSpan.FromSeconds(1);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private UploadProgress? _progress;
    private UploadQueue? _pump;
    private bool _isSynchronous;
    private bool _hasOutcome;
    private bool _isDoomed;
    private bool _endsEarly;
    private int _skipped;

    // What would end the pipeline, or ask whether to: it waits until all uploads are over. Null while nothing ends it.
    private List<(bool IsError, string Text, Action<string> Write)>? _held;
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
    [AddressTransformation]
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

    /// <summary>The proxy, in place of the system's.</summary>
    [Parameter]
    [AddressTransformation]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The service.</summary>
    private protected ServiceAddress Address { get; private set; } = null!;

    /// <summary>Cancelled as soon as the cmdlet is stopped; of nothing with -WhatIf, where nothing is sent.</summary>
    private protected CancellationToken Cancellation => _pump?.Stopping ?? default;

    /// <summary>What the progress says.</summary>
    private protected abstract string Activity { get; }

    /// <summary>What a file was not that was not sent, in a sentence.</summary>
    private protected abstract string Done { get; }

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
            ThrowTerminatingError(ErrorRecords.From(this, e, null));
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
            _progress.IsInputComplete = true;
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
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>How the files are sent.</summary>
    /// <param name="retry">How often each is tried.</param>
    private protected abstract UploadOptions Options(RetryPolicy retry);

    /// <summary>Finds what is to be written besides the results, before anything is sent. With -WhatIf, that is all.</summary>
    private protected virtual void Resolve()
    {
    }

    /// <summary>Opens the checkpoint, if there is one.</summary>
    private protected virtual Checkpoint? Open(MiniMaxClient client) => null;

    /// <summary>Closes what was opened, after everything under way has ended.</summary>
    private protected virtual void Close()
    {
    }

    /// <summary>Notes what else is to be known of a file when its turn comes. Runs on the pipeline's thread.</summary>
    private protected virtual TransferInput NewInput(FileInfo info) => new(info, CurrentFolder);

    /// <summary>Validates a file. Runs on any thread.</summary>
    /// <returns>The upload, which takes over the open file; the file stays the caller's if there is none.</returns>
    /// <exception cref="MiniMaxException">The file is rejected.</exception>
    private protected abstract FileUpload Validate(SourceFile file, TransferInput input);

    /// <summary>Reads a valid file whole, if that is needed before it is sent. Runs on any thread.</summary>
    /// <exception cref="MiniMaxException">The file is rejected.</exception>
    private protected virtual void Complete(FileUpload upload, TransferInput input)
    {
    }

    /// <summary>What is done to a file, for a confirmation prompt.</summary>
    private protected abstract string Describe(FileUpload upload);

    /// <summary>Writes what became of a file that was sent.</summary>
    private protected abstract void WriteResult(UploadOutcome outcome, TransferInput input);

    private protected override void ProcessFile(FileInfo info)
    {
        var input = NewInput(info);
        if (!TakesAhead)
        {
            ProcessNow(input);
            return;
        }

        WaitForRoom(MaxNamesAhead);
        _pump!.Add(() => Prepare(input), input);
    }

    private protected override void Reject(ErrorRecord error)
    {
        if (!TakesAhead)
        {
            _progress?.CountFailed();
            Report(error);
            return;
        }

        WaitForRoom(MaxNamesAhead);
        _pump!.Add(() => throw error.Exception, error);
    }

    private protected override void Report(ErrorRecord error) => Say(isError: true, error.ToString(), rest => WriteError(ErrorRecords.Append(error, rest)));

    private protected new void WriteWarning(string text) => Say(isError: false, text, rest => base.WriteWarning(text + rest));

    private void Start()
    {
        Address = ServiceClient.FindAddress(this).Value;
        Resolve();
        _isSynchronous = IsSynchronous();
        if (ServiceClient.IsWhatIf(this))
        {
            return;
        }

        var client = ServiceClient.Create(this, WriteVerbose);
        var checkpoint = Open(client);
        var options = Options(new RetryPolicy(MaximumRetryCount, TimeSpan.FromSeconds(RetryIntervalSec)));
        _pump = new UploadQueue(client, options with { StopsAtError = ActionFor(isError: true) == ActionPreference.Stop }, checkpoint);
        _progress = new UploadProgress(WriteProgress, Activity, TimeProvider.System);
    }

    // Where the user is asked about each file, sees each file announced, or has a warning end the pipeline, a file is validated
    // on the pipeline's thread, and sent afterwards.
    private bool IsSynchronous()
    {
        var confirm = MyInvocation.BoundParameters.TryGetValue("Confirm", out var passed)
            ? LanguagePrimitives.IsTrue(passed)
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference) && preference is not ConfirmImpact.None and <= ConfirmImpact.Medium;
        return confirm
            || ServiceClient.IsWhatIf(this)
            || IsVerbose()
            || ActionFor(isError: true) == ActionPreference.Inquire
            || ActionFor(isError: false) is ActionPreference.Inquire or ActionPreference.Stop;
    }

    private void ProcessNow(TransferInput input)
    {
        FileUpload? upload = null;
        try
        {
            upload = OpenAndValidate(input);
            WriteNotes(input);
            if (ShouldProcess(input.Info.FullName, Describe(upload)) && _pump is not null)
            {
                Read(upload, input, Complete);
                WaitForRoom(MaxOpenFiles);
                _pump.Add(upload, input);
                upload = null;
            }
        }
        catch (MiniMaxException e)
        {
            _progress?.CountFailed();
            WriteNotes(input);
            WriteError(e, input.Info);
        }
        finally
        {
            upload?.Dispose();
        }
    }

    private FileUpload Prepare(TransferInput input)
    {
        var upload = OpenAndValidate(input);
        try
        {
            Read(upload, input, Complete);
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    private bool IsVerbose() => MyInvocation.BoundParameters.TryGetValue("Verbose", out var passed)
        ? LanguagePrimitives.IsTrue(passed)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue("VerbosePreference"), out var preference) && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private FileUpload OpenAndValidate(TransferInput input)
    {
        var file = SourceFile.Open(input.Info.FullName);
        try
        {
            FileUpload? upload = null;
            Read(file, input, (f, i) => upload = Validate(f, i));
            return upload!;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // What a disk or a share does while a file is read is that file's error.
    private static void Read<T>(T source, TransferInput input, Action<T, TransferInput> read)
    {
        try
        {
            read(source, input);
        }
        catch (IOException e)
        {
            throw SourceFile.Unreadable(input.Info.FullName, e);
        }
    }

    // While there is room, a file is validated before the next one is read. Names are taken in ahead of a batch that takes long.
    private bool TakesAhead => !_isSynchronous && _hasOutcome && TimeProvider.System.GetElapsedTime(_start) > s_untilNamesAreTakenAhead && _pump!.Pending >= MaxOpenFiles;

    private int MaxOpenFiles => ThrottleLimit + UploadQueue.OpenAhead;

    private void WaitForRoom(int limit)
    {
        while (_pump!.Pending >= limit)
        {
            DrainOne();
        }
    }

    // What validation found is said when the file is sent, in the order of the files' turns.
    private void WriteNotes(TransferInput input)
    {
        foreach (var text in input.Verbose)
        {
            WriteVerbose(text);
        }

        foreach (var text in input.Warnings)
        {
            WriteWarning(text);
        }

        input.Verbose.Clear();
        input.Warnings.Clear();
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
            WriteWarning(Remedies.Warning(happened.WarningText, happened.WarningAdvice, happened.WarningFailure, GetType()));
        }

        if (happened.State is ErrorRecord record)
        {
            TakeRejected(record, happened.IsSkipped);
        }
        else if (happened.State is TransferInput input)
        {
            TakeInput(happened, input);
        }

        return true;
    }

    private void TakeRejected(ErrorRecord record, bool isSkipped)
    {
        if (isSkipped)
        {
            _skipped++;
            return;
        }

        _hasOutcome = true;
        _progress!.CountFailed();
        Report(record);
    }

    private void TakeInput(UploadEvent happened, TransferInput input)
    {
        if (happened.IsPrepared)
        {
            WriteNotes(input);
        }
        else if (happened.IsSkipped)
        {
            _skipped++;
            WriteVerbose($"{input.Info.Name}: not sent.");
        }
        else if (happened.Rejection is { } rejection)
        {
            _hasOutcome = true;
            _progress!.CountFailed();
            WriteNotes(input);
            WriteError(rejection, input.Info);
        }
        else if (happened.Outcome is { } outcome)
        {
            _hasOutcome = true;
            TakeOutcome(outcome, input);
        }
    }

    private void TakeOutcome(UploadOutcome outcome, TransferInput input)
    {
        _progress!.Count(outcome);
        if (outcome.Error is null)
        {
            WriteResult(outcome, input);
        }
        else if (outcome.Error.IsFatal && (_held is null || _isDoomed))
        {
            TakeFatal(outcome.Error, input.Info);
        }
        else
        {
            WriteError(outcome.Error, input.Info);
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
        var rest = Settle();
        ThrowTerminatingError(ErrorRecords.Append(ErrorRecords.From(this, error, input), rest));
    }

    // After an error or a warning has ended the pipeline, nothing more can be written. So where one may, by -ErrorAction or
    // -WarningAction, what is under way gets its end first, and what is stored is written out.
    private void Say(bool isError, string text, Action<string> write)
    {
        var action = ActionFor(isError);
        if (action is not (ActionPreference.Stop or ActionPreference.Inquire) || (_held is null && _pump is not { Pending: > 0 } && _skipped == 0))
        {
            write("");
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

        var rest = Settle();
        write(action == ActionPreference.Stop ? rest : "");
    }

    // Takes what is under way to its end, and says what else was not sent.
    private string Settle()
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
                write("");
            }
            else if (isError && ActionFor(isError: false) != ActionPreference.Stop)
            {
                base.WriteWarning(text);
            }
        }

        // Before the input ends, nobody knows how many there are.
        var rest = !_progress.IsInputComplete ? $" The remaining files were not {Done}."
            : _skipped == 0 ? ""
            : $" {_skipped} more {(_skipped == 1 ? "file was" : "files were")} not {Done}.";
        _skipped = 0;
        return rest;
    }

    private ActionPreference ActionFor(bool isError)
    {
        var value = MyInvocation.BoundParameters.TryGetValue(isError ? "ErrorAction" : "WarningAction", out var bound)
            ? bound
            : GetVariableValue(isError ? "ErrorActionPreference" : "WarningPreference");
        return LanguagePrimitives.TryConvertTo<ActionPreference>(value, out var action) ? action : ActionPreference.Continue;
    }
}
