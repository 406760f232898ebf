namespace MiniMax.Abstractions;

/// <summary>
/// The base class of the cmdlets with an upload queue. It writes the events of the queue on the pipeline thread. Before an error
/// or a warning ends the pipeline, the uploads in progress complete, and every stored file is written.
/// </summary>
public abstract class UploadCommand : ServiceCommand, IDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    private MiniMaxException? _fatal;
    private bool _endsEarly;
    private int _skipped;

    // Errors and warnings that end the pipeline, or prompt to, are held until all uploads end. Null while nothing ends it.
    private List<(bool IsError, string Text, Action<string> Write)>? _held;
    private volatile bool _isStopping;

    /// <summary>The queue; null with -WhatIf, where nothing is sent.</summary>
    private protected UploadQueue? Queue { get; set; }

    /// <summary>The progress of the queue; null with -WhatIf.</summary>
    private protected UploadProgress? Progress { get; set; }

    /// <summary>Whether a file has completed or failed.</summary>
    private protected bool HasOutcome { get; private set; }

    /// <summary>Canceled when the cmdlet is stopped. With -WhatIf, where nothing is sent, it is never canceled.</summary>
    private protected CancellationToken Cancellation => Queue?.Stopping ?? default;

    /// <inheritdoc />
    protected override void EndProcessing() => InvokeWithCleanup(() =>
    {
        if (Progress is not null)
        {
            Progress.IsInputComplete = true;
        }

        while (Queue is { Pending: > 0 })
        {
            WaitForEvent();
        }

        Progress?.Complete();
    });

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        _isStopping = true;
        Queue?.Stop();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Queue?.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>The sentences on files that were not sent: on an unknown number, on one file, and on several.</summary>
    private protected abstract (string Unknown, string One, string Several) NotSent { get; }

    private protected abstract void WriteResult(UploadOutcome outcome, TransferInput input);

    /// <summary>Closes the checkpoint after all uploads have ended.</summary>
    private protected virtual void Close()
    {
    }

    /// <summary>Writes the error of a file or an input.</summary>
    private protected void Report(ErrorRecord error) => WriteOrHold(isError: true, error.ToString(), rest => WriteError(ErrorRecordFactory.Append(error, rest)));

    private protected new void WriteWarning(string text) => WriteOrHold(isError: false, text, rest => base.WriteWarning(text + rest));

    /// <summary>Writes the messages of the validation. They are written when the upload of the file begins, in the order of the files.</summary>
    private protected void WriteNotes(TransferInput input)
    {
        input.Verbose.ForEach(WriteVerbose);
        input.Warnings.ForEach(WriteWarning);
        input.Verbose.Clear();
        input.Warnings.Clear();
    }

    /// <summary>Runs an action. The uploads end before an exception that ends the pipeline, which is not changed.</summary>
    private protected void InvokeWithCleanup(Action action)
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
            Queue?.Stop();
            throw;
        }
    }

    /// <summary>Processes the events that have arrived.</summary>
    private protected void DrainReady()
    {
        while (Queue is not null && TryProcessEvent(TimeSpan.Zero))
        {
        }

        if (Queue is not null)
        {
            Progress!.Update(Queue);
        }
    }

    /// <summary>Waits for the next event and processes it; returns after 200 ms without an event.</summary>
    private protected void WaitForEvent()
    {
        TryProcessEvent(s_betweenLooks);
        Progress!.Update(Queue!);
    }

    /// <summary>What an error or a warning does, by -ErrorAction or -WarningAction, or by the preference variable.</summary>
    private protected ActionPreference ActionFor(bool isError)
    {
        object value = MyInvocation.BoundParameters.TryGetValue(isError ? "ErrorAction" : "WarningAction", out object? bound)
            ? bound
            : GetVariableValue(isError ? "ErrorActionPreference" : "WarningPreference");
        return LanguagePrimitives.TryConvertTo<ActionPreference>(value, out ActionPreference action) ? action : ActionPreference.Continue;
    }

    private bool TryProcessEvent(TimeSpan wait)
    {
        if (Queue!.Take(wait) is not { } uploadEvent)
        {
            return false;
        }

        if (uploadEvent.VerboseText is not null)
        {
            WriteVerbose(uploadEvent.VerboseText);
        }

        if (uploadEvent.WarningText is not null)
        {
            WriteWarning(Remedies.Warning(uploadEvent.WarningText, uploadEvent.WarningAdvice, uploadEvent.WarningFailure, GetType()));
        }

        if (uploadEvent.State is ErrorRecord record)
        {
            WriteRejection(record, uploadEvent.IsSkipped);
        }
        else if (uploadEvent.State is TransferInput input)
        {
            ProcessEvent(uploadEvent, input);
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

        HasOutcome = true;
        Progress!.CountFailed();
        Report(record);
    }

    private void ProcessEvent(UploadEvent uploadEvent, TransferInput input)
    {
        if (uploadEvent.IsPrepared)
        {
            WriteNotes(input);
            if (IsVerbose())
            {
                // Writes the verbose line of a file that was read ahead. It does not prompt: then, no file is read ahead.
                ShouldProcess(input.Info.FullName, input.Action);
            }
        }
        else if (uploadEvent.IsSkipped)
        {
            _skipped++;
            WriteVerbose(Remedies.Format(Strings.FileWasNotSent, input.Info.Name));
        }
        else if (uploadEvent.Rejection is { } rejection)
        {
            HasOutcome = true;
            Progress!.CountFailed();
            WriteNotes(input);
            Report(ErrorRecordFactory.From(this, rejection, input.Info));
        }
        else if (uploadEvent.Outcome is { } outcome)
        {
            HasOutcome = true;
            WriteOutcome(outcome, input);
        }
    }

    private void WriteOutcome(UploadOutcome outcome, TransferInput input)
    {
        Progress!.Count(outcome);
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
        if (action is not (ActionPreference.Stop or ActionPreference.Inquire) || (_held is null && Queue is not { Pending: > 0 } && _skipped == 0))
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
            Queue!.EndRetries();
            _endsEarly = true;
        }

        string rest = CompleteUploads();
        write(action == ActionPreference.Stop ? rest : "");
    }

    // Completes the uploads in progress, and returns the sentence on the files that were not sent.
    private string CompleteUploads()
    {
        List<(bool IsError, string Text, Action<string> Write)> held = _held ??= [];
        while (Queue is { Pending: > 0 })
        {
            if (_endsEarly && Queue.PauseLeft > TimeSpan.Zero)
            {
                // While the service throttles requests, the waiting files are not sent.
                Queue.EndRequests();
            }

            WaitForEvent();
        }

        _held = null;
        Progress!.Complete();
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
        string rest = !Progress.IsInputComplete ? " " + NotSent.Unknown
            : _skipped == 0 ? ""
            : " " + (_skipped == 1 ? NotSent.One : Remedies.Format(NotSent.Several, _skipped));
        _skipped = 0;
        return rest;
    }

    private bool IsVerbose() => MyInvocation.BoundParameters.TryGetValue("Verbose", out object? passed)
        ? LanguagePrimitives.IsTrue(passed)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue("VerbosePreference"), out ActionPreference preference) && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
