using System.Net;

namespace MiniMax.Client.Http;

/// <summary>The proxy of a connection: by default, the system proxy.</summary>
/// <param name="Address">The address of the proxy; null for the system proxy.</param>
/// <param name="Credential">The user name and password for the proxy; null for none.</param>
public sealed record ProxySettings(Uri? Address, NetworkCredential? Credential)
{
#if NET
    private const string Schemes = "http, https, socks4, socks4a, socks5";
#else
    private const string Schemes = "http, https";
#endif

    /// <summary>The system proxy, without a credential.</summary>
    public static ProxySettings System { get; } = new(null, null);

    /// <summary>Parses the address of a proxy: with or without a scheme, a user name, and a password.</summary>
    /// <param name="address">For example <c>proxy.example:8080</c> or <c>http://user:password@proxy.example:8080</c>; null for the system's proxy.</param>
    /// <param name="credential">The user name and the password, which replace those in the address; null for none.</param>
    /// <exception cref="MiniMaxException"><c>InvalidParameters</c>: it is not the address of a proxy.</exception>
    public static ProxySettings From(Uri? address, NetworkCredential? credential)
    {
        if (address is null)
        {
            return new ProxySettings(null, credential);
        }

        // "proxy:8080" is a host with a port, although it has the form of a scheme with a path.
        string text = address.OriginalString.Trim();
        text = text.IndexOf("://", StringComparison.Ordinal) < 0 ? "http://" + text : text;
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = text.LastIndexOf('@');
        if (end > start && text.IndexOfAny(ServiceAddress.AfterHost, start, end - start) >= 0)
        {
            throw new MiniMaxException(
                ErrorIds.InvalidParameters,
                ClientText.Format(ClientStrings.ProxyPasswordNotEscaped, text.Substring(end + 1)),
                RemedyCode.EscapePassword);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? proxy) || proxy.Host.Length == 0 || !Schemes.Split(',').Any(s => s.Trim() == proxy.Scheme))
        {
            throw new MiniMaxException(
                ErrorIds.InvalidParameters,
                ClientText.Format(ClientStrings.ProxyAddressNotValid, text.Substring(end + 1)),
                RemedyCode.CorrectProxy,
                Schemes);
        }

        if (proxy.UserInfo.Length == 0)
        {
            return new ProxySettings(proxy, credential);
        }

        string[] parts = proxy.UserInfo.Split([':'], 2);
        return new ProxySettings(
            new Uri(proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)),
            credential ?? new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "")));
    }
}
