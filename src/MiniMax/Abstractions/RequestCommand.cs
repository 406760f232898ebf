using System.Collections.Concurrent;
using System.Management.Automation;
using MiniMax.Client;

namespace MiniMax.Abstractions;

/// <summary>The base class of the cmdlets that send one request at a time.</summary>
public abstract class RequestCommand : ServiceCommand, IDisposable
{
    private const int RetryProgressId = 1;

    private readonly CancellationTokenSource _stop = new();
    private readonly HostWatch _host = new(1);
    private MiniMaxClient? _client;
    private bool _isRetryShown;

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

    /// <summary>Asks the service in the background, and says on the pipeline's thread what happens meanwhile.</summary>
    /// <param name="ask">Gets what it needs to ask.</param>
    /// <exception cref="MiniMaxException">Why there is no result.</exception>
    private protected T Ask<T>(Func<Session, CancellationToken, Task<T>> ask)
    {
        using var said = new BlockingCollection<Action>();
        var log = new Log(this, said);
        var session = new Session(_client!, new RetriedRequest(Retry, log, Clock.System), log);
        var asking = Task.Run(async () =>
        {
            try
            {
                return await ask(session, _stop.Token).ConfigureAwait(false);
            }
            finally
            {
                said.CompleteAdding();
            }
        });
        try
        {
            foreach (var say in said.GetConsumingEnumerable())
            {
                say();
            }

            HideRetry();
        }
        catch
        {
            // What is said may end the pipeline; nothing of it is left running.
            _stop.Cancel();
            Settle(asking);
            throw;
        }

        try
        {
            return asking.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does something for one input. Its error is that input's alone, unless it dooms all others as well.</summary>
    /// <param name="target">The input, for the error.</param>
    /// <param name="name">What to call it in the error, or null.</param>
    /// <param name="action">What to do.</param>
    /// <returns>Why it failed; null if it did not.</returns>
    private protected MiniMaxException? ForOne(object target, string? name, Action action)
    {
        try
        {
            action();
            _host.Observe(null);
            return null;
        }
        catch (MiniMaxException e)
        {
            var error = _host.Observe(e)!;
            var record = ErrorRecords.From(this, error, target, name);
            if (error.IsFatal)
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
            return error;
        }
    }

    // What is on the screen must not look dead while nothing answers.
    private void ShowRetry(string what, string status)
    {
        _isRetryShown = true;
        WriteProgress(new ProgressRecord(RetryProgressId, what, status));
    }

    private void HideRetry()
    {
        if (_isRetryShown)
        {
            _isRetryShown = false;
            WriteProgress(new ProgressRecord(RetryProgressId, "MiniMax", Strings.Done) { RecordType = ProgressRecordType.Completed });
        }
    }

    private static void Settle(Task task)
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

    /// <summary>What asking takes.</summary>
    private protected sealed record Session(MiniMaxClient Client, RetriedRequest Request, IRequestLog Log);

    private sealed class Log(RequestCommand cmdlet, BlockingCollection<Action> said) : IRequestLog
    {
        public void Verbose(string text) => said.Add(() => cmdlet.WriteVerbose(text));

        public void Warning(string text, RemedyCode advice) => said.Add(() => cmdlet.WriteWarning(Remedies.Warning(text, advice, null, cmdlet.GetType())));

        public void Warning(string text, MiniMaxException failure) => said.Add(() => cmdlet.WriteWarning(Remedies.Warning(text, RemedyCode.Default, failure, cmdlet.GetType())));

        public void Retry(string what, MiniMaxException failure, int retry, int maximum, TimeSpan pause) =>
            said.Add(() => cmdlet.ShowRetry(what, RetryStatus.Of(failure, retry, maximum, pause)));
    }
}
