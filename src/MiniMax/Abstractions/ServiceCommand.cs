using System.Collections.Concurrent;
using System.Management.Automation;

namespace MiniMax.Abstractions;

/// <summary>What the cmdlets that ask the service one question at a time have in common: where to, with which key, how patiently.</summary>
public abstract class ServiceCommand : MiniMaxCommand, IServiceParameters, IDisposable
{
    private const int RetryProgressId = 1;

    private readonly CancellationTokenSource _stop = new();
    private readonly OutageDetector _host = new(1);
    private MiniMaxClient? _client;
    private bool _isRetryShown;

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

    /// <summary>How often a request is sent again after a failure that may pass.</summary>
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

    /// <summary>The host that is asked, for messages.</summary>
    private protected string ServiceHost { get; private set; } = "";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            ServiceHost = ServiceClient.FindAddress(this).Value.Host;
            if (!ServiceClient.IsWhatIf(this))
            {
                _client = ServiceClient.Create(this, WriteVerbose);
            }
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(this, e, null));
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the service in the background, and says on the pipeline's thread what happens meanwhile.</summary>
    /// <param name="ask">Gets what it needs to ask.</param>
    /// <exception cref="MiniMaxException">Why there is no result.</exception>
    private protected T Ask<T>(Func<Session, CancellationToken, Task<T>> ask)
    {
        using var said = new BlockingCollection<Action>();
        var log = new Log(this, said);
        var session = new Session(_client!, new RequestRetrier(new RetryPolicy(MaximumRetryCount, TimeSpan.FromSeconds(RetryIntervalSec)), log, TimeProvider.System), log);
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
            WriteProgress(new ProgressRecord(RetryProgressId, "MiniMax", "done") { RecordType = ProgressRecordType.Completed });
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
    private protected sealed record Session(MiniMaxClient Client, RequestRetrier Request, IRequestLog Log);

    private sealed class Log(ServiceCommand cmdlet, BlockingCollection<Action> said) : IRequestLog
    {
        public void Verbose(string text) => said.Add(() => cmdlet.WriteVerbose(text));

        public void Warning(string text, RemedyCode advice) => said.Add(() => cmdlet.WriteWarning(Remedies.Warning(text, advice, null, cmdlet.GetType())));

        public void Warning(string text, MiniMaxException failure) => said.Add(() => cmdlet.WriteWarning(Remedies.Warning(text, RemedyCode.Default, failure, cmdlet.GetType())));

        public void Retry(string what, MiniMaxException failure, int retry, int maximum, TimeSpan pause) =>
            said.Add(() => cmdlet.ShowRetry(what, RetryStatus.Of(failure, retry, maximum, pause)));
    }
}
