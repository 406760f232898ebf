using System.Net;
using System.Net.NetworkInformation;
#if NET
using System.Net.Sockets;
#endif

namespace MiniMax.Client.Http;

/// <summary>Keeps a request to an address that a remote service named away from the services of this machine.</summary>
internal static class RemoteConnection
{
#if NET
    private static readonly HttpRequestOptionsKey<string> s_namedBy = new("MiniMax.NamedBy");
#endif

    /// <summary>Marks a request: it fails if the name of its host resolves to this machine. On .NET Framework, the name is not resolved.</summary>
    /// <param name="request">A request without the key.</param>
    /// <param name="host">The service that named the address.</param>
    public static void Require(HttpRequestMessage request, string host)
    {
#if NET
        request.Options.Set(s_namedBy, host);
#endif
    }

    /// <summary>The error for an address of this machine.</summary>
    public static MiniMaxException Rejected(string host, string authority) => new(
        ErrorIds.InsecureAddress,
        ClientText.Format(ClientStrings.PreviewOnThisMachine, host, authority),
        RemedyCode.ReportPreviewAddress)
    { Host = host };

    /// <summary>Whether the host of an address is this machine, without resolving a name.</summary>
    public static bool IsThisMachine(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? literal) && IsThisMachine(literal));

    private static bool IsThisMachine(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain)
            || plain.Equals(IPAddress.Any)
            || plain.Equals(IPAddress.IPv6Any)
            || NetworkInterface.GetAllNetworkInterfaces().Any(i => i.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(plain)));
    }

#if NET
    /// <summary>Connects as the handler does, after it has looked where a marked request would go. Through a proxy, the proxy connects.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        HttpRequestMessage request = context.InitialRequestMessage;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (request.Options.TryGetValue(s_namedBy, out string? host) && request.RequestUri!.IdnHost == target.Host)
            {
                IPAddress[] addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
                if (addresses.Any(IsThisMachine))
                {
                    throw Rejected(host, request.RequestUri.Authority);
                }

                await socket.ConnectAsync(addresses, target.Port, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#endif
}
