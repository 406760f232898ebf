#if NET
using System.Net;

namespace MiniMax.Client;

/// <summary>
/// The system's proxy, but never for this machine: plain http is taken for loopback alone, and through a proxy of the
/// environment (HTTP_PROXY) the key would go over the network after all. .NET Framework leaves loopback out by itself.
/// </summary>
internal sealed class SystemProxy : IWebProxy
{
    private readonly IWebProxy _system = HttpClient.DefaultProxy;

    public ICredentials? Credentials
    {
        get => _system.Credentials;
        set => _system.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _system.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || _system.IsBypassed(host);
}
#endif
