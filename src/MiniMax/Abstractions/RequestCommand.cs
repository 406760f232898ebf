using System.Collections.Concurrent;

namespace MiniMax.Abstractions;

/// <summary>The base class of the cmdlets that send one request at a time.</summary>
public abstract class RequestCommand : ServiceCommand, IDisposable
{
    private const int ProgressId = 1;

    // The progress of shorter requests would flicker.
    private static readonly TimeSpan s_untilProgress = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly OutageDetector _host = new(1);
    private MiniMaxClient? _client;
    private bool _isProgressShown;

    // The progress of a request that has had no event for some time.
    private string _status = "";
    private TimeSpan _untilStatus;

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override void Start()
    {
        base.Start();
        _client = IsWhatIf ? null : CreateClient();
    }

    /// <summary>Sends a request in the background, and writes its verbose lines, warnings and progress on the pipeline thread.</summary>
    private protected T Invoke<T>(Func<Session, CancellationToken, Task<T>> send)
    {
        _status = Remedies.Format(Strings.WaitingForHost, Address.Host);
        _untilStatus = s_untilProgress;
        using var events = new BlockingCollection<Action>();
        var session = new Session(_client!, new RequestRetrier(Retry, new Log(this, events), TimeProvider.System));
        Task<T> request = Task.Run(async () =>
        {
            try
            {
                return await send(session, _stop.Token).ConfigureAwait(false);
            }
            finally
            {
                events.CompleteAdding();
            }
        });
        try
        {
            while (!events.IsCompleted)
            {
                if (events.TryTake(out Action? action, _untilStatus))
                {
                    action();
                }
                else if (!events.IsCompleted)
                {
                    ShowProgress(_status);
                }
            }

            HideProgress();
        }
        catch
        {
            // A warning can end the pipeline; the request must not outlive it.
            _stop.Cancel();
            WaitForEnd(request);
            throw;
        }

        try
        {
            return request.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Processes one input, and writes and returns its error; a fatal error ends the cmdlet.</summary>
    private protected MiniMaxException? ProcessItem(object target, string? name, Action action)
    {
        try
        {
            action();
            _host.Observe(null);
            return null;
        }
        catch (MiniMaxException e)
        {
            MiniMaxException error = _host.Observe(e)!;
            ErrorRecord record = ErrorRecordFactory.From(this, error, target, name);
            if (error.IsFatal)
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
            return error;
        }
    }

    private void ShowRetry(MiniMaxException failure, int retry, int maximum, TimeSpan pause)
    {
        ShowProgress(RetryStatus.Of(failure, retry, maximum, pause));
        _status = RetryStatus.Of(new PendingRetry(failure, retry, maximum));
        _untilStatus = pause > s_untilProgress ? pause : s_untilProgress;
    }

    private void ShowProgress(string status)
    {
        _isProgressShown = true;
        WriteProgress(new ProgressRecord(ProgressId, MyInvocation.MyCommand.Name, status));
    }

    private void HideProgress()
    {
        if (_isProgressShown)
        {
            _isProgressShown = false;
            WriteProgress(new ProgressRecord(ProgressId, "MiniMax", Strings.Done) { RecordType = ProgressRecordType.Completed });
        }
    }

    private static void WaitForEnd(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or MiniMaxException)
        {
            // The pipeline has ended for another reason.
        }
    }

    /// <summary>The client, with the retries of this cmdlet.</summary>
    private protected sealed record Session(MiniMaxClient Client, RequestRetrier Request);

    private sealed class Log(RequestCommand cmdlet, BlockingCollection<Action> events) : IRequestLog
    {
        public void Verbose(string text) => events.Add(() => cmdlet.WriteVerbose(text));

        public void Warning(string text, RemedyCode advice) => events.Add(() => cmdlet.WriteWarning(Remedies.Warning(text, advice, null, cmdlet.GetType())));

        public void Warning(string text, MiniMaxException failure) => events.Add(() => cmdlet.WriteWarning(Remedies.Warning(text, RemedyCode.Default, failure, cmdlet.GetType())));

        public void Retry(string what, MiniMaxException failure, int retry, int maximum, TimeSpan pause) =>
            events.Add(() => cmdlet.ShowRetry(failure, retry, maximum, pause));
    }
}
