using System.Net;

namespace MiniMax.Client;

/// <summary>The proxy of a connection: the system's own if no address is given.</summary>
/// <param name="Address">Address of the proxy, or null for the system's.</param>
/// <param name="Credential">Name and password for it, or null.</param>
public sealed record ProxySettings(Uri? Address, NetworkCredential? Credential)
{
    /// <summary>The system's proxy, with no credential.</summary>
    public static ProxySettings System { get; } = new(null, null);
}
