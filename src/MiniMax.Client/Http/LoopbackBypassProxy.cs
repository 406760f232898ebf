using System.Net;

namespace MiniMax.Client.Http;

/// <summary>
/// A proxy for every host except this machine. Plain http is allowed only for loopback: through a proxy, the key would cross
/// the network unencrypted.
/// </summary>
internal sealed class LoopbackBypassProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => ServiceAddress.IsLoopback(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => ServiceAddress.IsLoopback(host) || proxy.IsBypassed(host);
}
