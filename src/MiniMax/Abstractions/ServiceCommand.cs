namespace MiniMax.Abstractions;

/// <summary>The base class of all cmdlets that send requests: the parameters of the connection, and the client.</summary>
public abstract class ServiceCommand : MiniMaxCommand
{
    /// <summary>The API key of the account: a SecureString, a PSCredential or a string.</summary>
    [Parameter(HelpMessage = "The API key of the account: a SecureString, or a string.")]
    [ApiKeyTransformation]
    [ValidateNotNull]
    public ApiKeySecret? ApiKey { get; set; }

    /// <summary>The region to which the key belongs.</summary>
    [Parameter(HelpMessage = "The region that the key belongs to: Global or China.")]
    public Region Region { get; set; }

    /// <summary>The address of the service, instead of that of the region.</summary>
    [Parameter(HelpMessage = "The address of the service, such as https://api.minimax.io, instead of -Region.")]
    [AddressTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(BaseUriCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>How many times a request is retried after a transient failure.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    [NumberTransformation(IsWhole = true)]
    public int MaximumRetryCount { get; set; } = 5;

    /// <summary>The maximum delay before the first retry, in seconds; it doubles with each retry.</summary>
    [Parameter]
    [ValidateNumberRange(0, 3600, IsSeconds = true)]
    [NumberTransformation]
    public double RetryIntervalSec { get; set; } = 1;

    /// <summary>The maximum duration of one attempt, in seconds.</summary>
    [Parameter]
    [ValidateNumberRange(1, 86400, IsSeconds = true)]
    [NumberTransformation(IsWhole = true)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>The proxy, instead of the system proxy.</summary>
    [Parameter]
    [AddressTransformation]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The address of the service, from <see cref="Start"/> on.</summary>
    private protected ServiceAddress Address { get; private set; } = null!;

    /// <summary>The retry policy of the parameters.</summary>
    private protected RetryPolicy Retry => new(MaximumRetryCount, TimeSpan.FromSeconds(RetryIntervalSec));

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnError(Start);
    }

    /// <summary>Prepares the cmdlet before its first input; an error ends the cmdlet.</summary>
    /// <exception cref="MiniMaxException">The settings are not valid.</exception>
    private protected virtual void Start()
    {
        Address = FindAddress().Value;

        // Also with -WhatIf, which creates no client.
        _ = ProxySettings.From(Proxy, null);
        if (ApiKey?.Rejected is not null)
        {
            _ = SessionSettings.GetKey(this, ApiKey);
        }
    }

    /// <summary>Finds the address; this needs no key.</summary>
    /// <exception cref="MiniMaxException"><c>InsecureAddress</c> or <c>InvalidParameters</c>.</exception>
    private protected Setting<ServiceAddress> FindAddress() =>
        SessionSettings.GetAddress(this, BaseUri, MyInvocation.BoundParameters.ContainsKey(nameof(Region)) ? Region : null);

    /// <summary>Creates the client, without a request.</summary>
    /// <exception cref="MiniMaxException"><c>ApiKeyMissing</c>, <c>InvalidApiKey</c>, <c>InsecureAddress</c> or <c>InvalidParameters</c>.</exception>
    private protected MiniMaxClient CreateClient()
    {
        Setting<ServiceAddress> address = FindAddress();
        Setting<ApiKey> key = SessionSettings.GetKey(this, ApiKey);
        WriteVerbose(Remedies.Format(Strings.ConnectionInUse, key.Value.Mask, key.Source, address.Value, address.Source));
        var proxy = ProxySettings.From(Proxy, ProxyCredential?.GetNetworkCredential());
        return new MiniMaxClient(HttpClientPool.Get(proxy), address.Value, key.Value, TimeSpan.FromSeconds(TimeoutSec), proxy);
    }
}
