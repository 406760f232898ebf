using System.Management.Automation;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>What the cmdlets that send audio files have in common: many at once, in the background, with retries by cause.</summary>
public abstract class AudioTransferCommand : AudioFileCommand, IServiceParameters, IDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<FileUpload, FileInfo> _inputs = [];
    private UploadProgress? _progress;
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

    /// <summary>The proxy, in place of the system's.</summary>
    [Parameter]
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

    /// <summary>Whether files are sent, which they are not with -WhatIf.</summary>
    private protected bool IsSending => _pump is not null;

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
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>How the files are sent.</summary>
    /// <param name="retry">How often each is tried.</param>
    private protected abstract TransferOptions Options(RetryPolicy retry);

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

    /// <summary>Writes what became of a file that was sent.</summary>
    private protected abstract void WriteResult(UploadOutcome outcome, FileInfo input);

    /// <summary>Sends a file; it waits while too many are under way. Once it returns, the file is closed by what sends it.</summary>
    private protected void Send(FileUpload upload, FileInfo info)
    {
        while (!_pump!.HasRoom)
        {
            DrainOne();
        }

        _files++;
        _inputs[upload] = info;
        _pump.Add(upload);
    }

    private protected override void Report(ErrorRecord error) => Say(isError: true, error.ToString(), () => WriteError(error));

    private protected new void WriteWarning(string text) => Say(isError: false, text, () => base.WriteWarning(text));

    private void Start()
    {
        Address = ServiceClient.FindAddress(this).Value;
        Resolve();
        if (ServiceClient.IsWhatIf(this))
        {
            return;
        }

        var client = ServiceClient.Create(this);
        var checkpoint = Open(client);
        _pump = new TransferPump(client, Options(new RetryPolicy(MaximumRetryCount, TimeSpan.FromSeconds(RetryIntervalSec))), checkpoint);
        _progress = new UploadProgress(this, Activity);
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
        var input = _inputs[outcome.Upload];
        _inputs.Remove(outcome.Upload);
        if (outcome.Error is null)
        {
            WriteResult(outcome, input);
        }
        else if (outcome.Error.IsFatal && (_held is null || _isDoomed))
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
            base.WriteWarning($"{_skipped} more {(_skipped == 1 ? "file was" : "files were")} taken from the pipeline and not {Done}.");
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
