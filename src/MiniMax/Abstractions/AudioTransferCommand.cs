using System.Globalization;

namespace MiniMax.Abstractions;

/// <summary>The base class of the cmdlets that send audio files: many at once, in the background.</summary>
public abstract class AudioTransferCommand : ServiceCommand, IDisposable
{
    // With the names, the progress has a total. They take a few MB at most.
    private const int MaxNamesAhead = 10_000;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    // A batch is read as it is sent until this time and its first result. Then names are read ahead, for the total.
    private static readonly TimeSpan s_untilNamesAreQueued = TimeSpan.FromSeconds(1);

    // The total does not wait for the first result of large files on a slow line.
    private static readonly TimeSpan s_untilNamesAreQueuedWithoutResult = TimeSpan.FromSeconds(10);

    private readonly AudioFileInput _input;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private CultureInfo _uiCulture = CultureInfo.InvariantCulture;
    private UploadProgress? _progress;
    private UploadQueue? _queue;
    private bool _isSynchronous;
    private bool _hasOutcome;
    private bool _isVerbose;
    private MiniMaxException? _fatal;
    private bool _endsEarly;
    private int _skipped;

    // Errors and warnings that end the pipeline, or prompt to, are held until all uploads end. Null while nothing ends it.
    private List<(bool IsError, string Text, Action<string> Write)>? _held;
    private volatile bool _isStopping;

    private protected AudioTransferCommand() => _input = new AudioFileInput(this, ProcessFile, Reject);

    /// <summary>Paths of files; wildcards are supported.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AudioFileInput.PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav); wildcards are supported.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] Path { get; set; } = [];

    /// <summary>Paths of files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AudioFileInput.LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav), without wildcards.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files from Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AudioFileInput.InputObjectSet, ValueFromPipeline = true, HelpMessage = "A file from Get-ChildItem.")]
    [AudioFileTransformation]
    [ValidateNotNull]
    public FileInfo[] InputObject { get; set; } = [];

    /// <summary>The maximum number of concurrent uploads, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>Canceled when the cmdlet is stopped. With -WhatIf, where nothing is sent, it is never canceled.</summary>
    private protected CancellationToken Cancellation => _queue?.Stopping ?? default;

    /// <summary>The activity that the progress shows.</summary>
    private protected abstract string Activity { get; }

    /// <summary>Says how many files were not sent.</summary>
    /// <param name="count">The number; null if it is unknown.</param>
    private protected abstract string NotSent(int? count);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        InvokeWithCleanup(() =>
        {
            _input.Add(Path, LiteralPath, InputObject);
            DrainReady();
        });
    }

    /// <inheritdoc />
    protected override void EndProcessing() => InvokeWithCleanup(() =>
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
        _queue?.Stop();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _queue?.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>The options of the uploads.</summary>
    /// <param name="retry">The retry policy of each file.</param>
    private protected abstract UploadOptions Options(RetryPolicy retry);

    /// <summary>Resolves the paths of other files to write, before anything is sent. With -WhatIf, nothing else is done.</summary>
    private protected virtual void Resolve()
    {
    }

    /// <summary>Opens the checkpoint, if there is one.</summary>
    private protected virtual Checkpoint? Open(MiniMaxClient client) => null;

    /// <summary>Closes what <see cref="Open"/> opened, after all uploads have ended.</summary>
    private protected virtual void Close()
    {
    }

    /// <summary>Records the settings of a file that apply when it is sent. Runs on the pipeline thread.</summary>
    private protected virtual TransferInput NewInput(FileInfo info) => new(info, CurrentFolder);

    /// <summary>Validates a file. Runs on any thread.</summary>
    /// <returns>The upload, which then owns the open file. After an exception, the caller still owns it.</returns>
    /// <exception cref="MiniMaxException">The file is rejected.</exception>
    private protected abstract FileUpload Validate(SourceFile file, TransferInput input);

    /// <summary>Reads a valid file completely, if that is necessary before it is sent. Runs on any thread.</summary>
    /// <exception cref="MiniMaxException">The file is rejected.</exception>
    private protected virtual void Complete(FileUpload upload, TransferInput input)
    {
    }

    /// <summary>The action on a file, for a confirmation prompt.</summary>
    private protected abstract string Describe(FileUpload upload);

    /// <summary>Writes the result of a file that was sent.</summary>
    private protected abstract void WriteResult(UploadOutcome outcome, TransferInput input);

    private void ProcessFile(FileInfo info)
    {
        TransferInput input = NewInput(info);
        if (!QueuesNames)
        {
            ProcessNow(input);
            return;
        }

        WaitForNameRoom();
        _queue!.Add(() => Prepare(input), input);
    }

    private void Reject(ErrorRecord error)
    {
        if (!QueuesNames)
        {
            _progress?.CountFailed();
            Report(error);
            return;
        }

        WaitForNameRoom();
        _queue!.Add(() => throw error.Exception, error);
    }

    private void Report(ErrorRecord error) => WriteOrHold(isError: true, error.ToString(), rest => WriteError(ErrorRecordFactory.Append(error, rest)));

    private protected new void WriteWarning(string text) => WriteOrHold(isError: false, text, rest => base.WriteWarning(text + rest));

    private protected override void Start()
    {
        base.Start();
        _uiCulture = CultureInfo.CurrentUICulture;
        Resolve();
        _isSynchronous = IsSynchronous();
        _isVerbose = IsVerbose();
        if (IsWhatIf)
        {
            return;
        }

        MiniMaxClient client = CreateClient();
        Checkpoint? checkpoint = Open(client);
        UploadOptions options = Options(Retry);
        _queue = new UploadQueue(client, options with { StopsAtError = ActionFor(isError: true) == ActionPreference.Stop }, checkpoint);
        _progress = new UploadProgress(WriteProgress, Activity, TimeProvider.System);
    }

    // If each file has a confirmation prompt, or a warning can end the pipeline, a file is validated on the pipeline thread
    // before it is sent.
    private bool IsSynchronous()
    {
        bool confirm = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? passed)
            ? LanguagePrimitives.IsTrue(passed)
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference is not ConfirmImpact.None and <= ConfirmImpact.Medium;
        return confirm
            || IsWhatIf
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
            if (ShouldProcess(input.Info.FullName, Describe(upload)) && _queue is not null)
            {
                Read(upload, input, Complete);
                while (_queue.Pending >= MaxOpenFiles && !QueuesNames)
                {
                    WaitForEvent();
                }

                _queue.Add(upload, input);
                upload = null;
            }
        }
        catch (MiniMaxException e)
        {
            _progress?.CountFailed();
            WriteNotes(input);
            Report(ErrorRecordFactory.From(this, e, input.Info));
        }
        finally
        {
            upload?.Dispose();
        }
    }

    // Background threads of Windows PowerShell have the language of the system, not of the session.
    private FileUpload Prepare(TransferInput input)
    {
        CultureInfo culture = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = _uiCulture;
        FileUpload? upload = null;
        try
        {
            upload = OpenAndValidate(input);
            Read(upload, input, Complete);
            input.Action = Describe(upload);
            return upload;
        }
        catch
        {
            upload?.Dispose();
            throw;
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    private bool IsVerbose() => MyInvocation.BoundParameters.TryGetValue("Verbose", out object? passed)
        ? LanguagePrimitives.IsTrue(passed)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue("VerbosePreference"), out ActionPreference preference) && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

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

    // A disk or share that fails while a file is read is the error of that file.
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

    // While there is room, a file is validated before the next one is read. In a long batch, the names of the remaining files are read ahead.
    private bool QueuesNames =>
        !_isSynchronous
        && TimeProvider.System.GetElapsedTime(_start) > (_hasOutcome ? s_untilNamesAreQueued : s_untilNamesAreQueuedWithoutResult)
        && _queue!.Pending >= MaxOpenFiles;

    private int MaxOpenFiles => ThrottleLimit + UploadQueue.OpenAhead;

    private void WaitForNameRoom()
    {
        while (_queue!.Pending >= MaxNamesAhead)
        {
            WaitForEvent();
        }
    }

    // The messages of the validation are written when the upload of the file begins, in the order of the files.
    private void WriteNotes(TransferInput input)
    {
        foreach (string text in input.Verbose)
        {
            WriteVerbose(text);
        }

        foreach (string text in input.Warnings)
        {
            WriteWarning(text);
        }

        input.Verbose.Clear();
        input.Warnings.Clear();
    }

    // The uploads end before an exception that ends the pipeline, which is not changed.
    private void InvokeWithCleanup(Action action)
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
            _queue?.Stop();
            throw;
        }
    }

    private void DrainReady()
    {
        while (_queue is not null && TryProcessEvent(TimeSpan.Zero))
        {
        }

        if (_queue is not null)
        {
            _progress!.Update(_queue);
        }
    }

    private void WaitForEvent()
    {
        TryProcessEvent(s_betweenLooks);
        _progress!.Update(_queue!);
    }

    private void DrainAll()
    {
        while (_queue is { Pending: > 0 })
        {
            WaitForEvent();
        }
    }

    private bool TryProcessEvent(TimeSpan wait)
    {
        if (_queue!.Take(wait) is not { } transferEvent)
        {
            return false;
        }

        if (transferEvent.VerboseText is not null)
        {
            WriteVerbose(transferEvent.VerboseText);
        }

        if (transferEvent.WarningText is not null)
        {
            WriteWarning(Remedies.Warning(transferEvent.WarningText, transferEvent.WarningAdvice, transferEvent.WarningFailure, GetType()));
        }

        if (transferEvent.State is ErrorRecord record)
        {
            WriteRejection(record, transferEvent.IsSkipped);
        }
        else if (transferEvent.State is TransferInput input)
        {
            ProcessEvent(transferEvent, input);
        }

        return true;
    }

    private void WriteRejection(ErrorRecord record, bool isSkipped)
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

    private void ProcessEvent(UploadEvent transferEvent, TransferInput input)
    {
        if (transferEvent.IsPrepared)
        {
            WriteNotes(input);
            if (_isVerbose)
            {
                // Writes the verbose line of a file that was read ahead. It does not prompt: then, no file is read ahead.
                ShouldProcess(input.Info.FullName, input.Action);
            }
        }
        else if (transferEvent.IsSkipped)
        {
            _skipped++;
            WriteVerbose(Remedies.Format(Strings.FileWasNotSent, input.Info.Name));
        }
        else if (transferEvent.Rejection is { } rejection)
        {
            _hasOutcome = true;
            _progress!.CountFailed();
            WriteNotes(input);
            Report(ErrorRecordFactory.From(this, rejection, input.Info));
        }
        else if (transferEvent.Outcome is { } outcome)
        {
            _hasOutcome = true;
            WriteOutcome(outcome, input);
        }
    }

    private void WriteOutcome(UploadOutcome outcome, TransferInput input)
    {
        _progress!.Count(outcome);
        if (outcome.Error is null)
        {
            WriteResult(outcome, input);
        }
        else if (_fatal is not null && OutageDetector.IsUnreachable(_fatal) && OutageDetector.IsUnreachable(outcome.Error) && !outcome.Error.IsOutcomeUnknown)
        {
            // The error that ended the batch is that of this file, too.
            _skipped++;
        }
        else if (outcome.Error.IsFatal && (_held is null || _fatal is not null))
        {
            EndBatch(outcome.Error, input.Info);
        }
        else
        {
            Report(ErrorRecordFactory.From(this, outcome.Error, input.Info));
        }
    }

    // The uploads in progress complete; then one error ends the cmdlet.
    private void EndBatch(MiniMaxException error, FileInfo input)
    {
        if (_fatal is not null)
        {
            _skipped++;
            return;
        }

        _fatal = error;
        string rest = CompleteUploads();
        ThrowTerminatingError(ErrorRecordFactory.Append(ErrorRecordFactory.From(this, error, input), rest));
    }

    // After an error or a warning has ended the pipeline, nothing more can be written. If one can, by -ErrorAction or
    // -WarningAction, the uploads in progress complete first, and every stored file is written.
    private void WriteOrHold(bool isError, string text, Action<string> write)
    {
        ActionPreference action = ActionFor(isError);
        if (action is not (ActionPreference.Stop or ActionPreference.Inquire) || (_held is null && _queue is not { Pending: > 0 } && _skipped == 0))
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
            _queue!.EndRetries();
            _endsEarly = true;
        }

        string rest = CompleteUploads();
        write(action == ActionPreference.Stop ? rest : "");
    }

    // Completes the uploads in progress, and returns the sentence on the files that were not sent.
    private string CompleteUploads()
    {
        List<(bool IsError, string Text, Action<string> Write)> held = _held ??= [];
        while (_queue is { Pending: > 0 })
        {
            if (_endsEarly && _queue.PauseLeft > TimeSpan.Zero)
            {
                // While the service throttles requests, the waiting files are not sent.
                _queue.EndRequests();
            }

            WaitForEvent();
        }

        _held = null;
        _progress!.Complete();
        foreach ((bool isError, string text, Action<string> write) in held)
        {
            // One of them ends the pipeline; the others must not end it before.
            if (ActionFor(isError) != ActionPreference.Stop)
            {
                write("");
            }
            else if (isError && ActionFor(isError: false) != ActionPreference.Stop)
            {
                base.WriteWarning(text);
            }
        }

        // Before the input ends, their number is unknown.
        string rest = !_progress.IsInputComplete ? " " + NotSent(null)
            : _skipped == 0 ? ""
            : " " + NotSent(_skipped);
        _skipped = 0;
        return rest;
    }

    private ActionPreference ActionFor(bool isError)
    {
        object value = MyInvocation.BoundParameters.TryGetValue(isError ? "ErrorAction" : "WarningAction", out object? bound)
            ? bound
            : GetVariableValue(isError ? "ErrorActionPreference" : "WarningPreference");
        return LanguagePrimitives.TryConvertTo<ActionPreference>(value, out ActionPreference action) ? action : ActionPreference.Continue;
    }
}
