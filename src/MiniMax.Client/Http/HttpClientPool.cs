using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;

namespace MiniMax.Client.Http;

/// <summary>
/// The HTTP clients of the process: one for each proxy, so that calls reuse connections.
/// No settings of the process are changed.
/// </summary>
public static class HttpClientPool
{
    /// <summary>The timeout of a connection, including the proxy.</summary>
    internal static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private static readonly ConcurrentDictionary<ProxySettings, Lazy<HttpClient>> s_clients = new();

    /// <summary>The system proxy: .NET reads it from the environment or the system once, for the first connection.</summary>
    internal static IWebProxy? SystemProxy =>
#if NET
        HttpClient.DefaultProxy;
#else
        WebRequest.DefaultWebProxy;
#endif

    /// <summary>Returns the client for a proxy.</summary>
    /// <param name="proxy">The proxy of its connections.</param>
    public static HttpClient Get(ProxySettings proxy) =>
        s_clients.GetOrAdd(proxy, static p => new Lazy<HttpClient>(() => new HttpClient(CreateHandler(p)) { Timeout = Timeout.InfiniteTimeSpan })).Value;

    /// <summary>Lets .NET Framework open a connection to the host for each concurrent upload; other runtimes have no limit.</summary>
    /// <param name="address">The host.</param>
    /// <param name="connections">The minimum number of connections.</param>
    public static void AllowConnections(ServiceAddress address, int connections)
    {
#if !NET
        ServicePoint point = ServicePointManager.FindServicePoint((address ?? throw new ArgumentNullException(nameof(address))).BaseUri);
        point.ConnectionLimit = Math.Max(point.ConnectionLimit, connections);
        point.Expect100Continue = false;
        point.UseNagleAlgorithm = false;
#endif
    }

#if NET
    private static SocketsHttpHandler CreateHandler(ProxySettings settings) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = RemoteConnection.ConnectAsync,
        PlaintextStreamFilter = static (context, _) =>
            ValueTask.FromResult(context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream : new EarlyResponseStream(context.PlaintextStream)),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new LoopbackBypassProxy(CreateProxy(settings) ?? SystemProxy!),
        // Regardless of OpenSSL's configuration, which may still allow TLS 1.0.
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        DefaultProxyCredentials = settings.Credential,
        // Intermediaries may reject a trace header.
        ActivityHeadersPropagator = null,
    };
#else
    private static HttpClientHandler CreateHandler(ProxySettings settings)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            DefaultProxyCredentials = settings.Credential,
        };
        if (CreateProxy(settings) is { } proxy)
        {
            handler.Proxy = new LoopbackBypassProxy(proxy);
        }

        try
        {
            handler.SslProtocols = SslProtocols.Tls12;
        }
        catch (PlatformNotSupportedException)
        {
            // Where it cannot be set for one handler, the system's default is TLS 1.2 or later.
        }

        return handler;
    }
#endif

    private static WebProxy? CreateProxy(ProxySettings settings) =>
        settings.Address is null ? null : new WebProxy(settings.Address) { Credentials = settings.Credential };
}
