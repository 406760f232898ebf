using System.Net;

namespace MiniMax.Client;

/// <summary>The address of the service: an origin, and an optional path before <c>/v1</c>.</summary>
public sealed class ServiceAddress
{
    private const string ApiVersion = "v1";
    private const string OlderChinaHost = "api.minimaxi.com";

    private static readonly Dictionary<Region, Uri> s_hosts = new()
    {
        [MiniMax.Region.Global] = new Uri("https://api.minimax.io/"),
        [MiniMax.Region.China] = new Uri("https://api.minimax.cn/"),
    };

    // Other names of the same services.
    private static readonly Dictionary<string, Region> s_otherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        [OlderChinaHost] = MiniMax.Region.China,
        ["api-bj.minimaxi.com"] = MiniMax.Region.China,
        ["api-uw.minimax.io"] = MiniMax.Region.Global,
    };

    /// <summary>The characters that end the host if they are not escaped, so that a part of a password would be the path, the query or the fragment.</summary>
    internal static readonly char[] AfterHost = ['/', '\\', '?', '#'];

    private ServiceAddress(Uri baseUri) => BaseUri = baseUri;

    /// <summary>The address without <c>/v1</c>, with a slash at the end.</summary>
    public Uri BaseUri { get; }

    /// <summary>The host that receives the key, with its port if it is not the default of the scheme.</summary>
    // Stryker disable once conditional: the authority omits a default port.
    public string Host => BaseUri.IsDefaultPort ? BaseUri.Host : BaseUri.Authority;

    /// <summary>The region of this host; null for a custom host.</summary>
    public Region? Region =>
        s_otherNames.TryGetValue(BaseUri.Host, out Region region) ? region
        : s_hosts.Where(h => h.Value.Host == BaseUri.Host).Select(h => (Region?)h.Key).FirstOrDefault();

    /// <summary>
    /// The name of the service in a checkpoint: the host of the region, whichever of its names was used, so that a
    /// change of the name does not send files again.
    /// </summary>
    public string CheckpointName => NameInCheckpoint(BaseUri) ?? ToString();

    /// <summary>An older name of this host, which may be reachable when this one is not.</summary>
    internal string? OlderName => BaseUri.Host.Equals(s_hosts[MiniMax.Region.China].Host, StringComparison.OrdinalIgnoreCase) ? "https://" + OlderChinaHost : null;

    /// <summary>The name of the service in a checkpoint for an address from an earlier version.</summary>
    /// <param name="baseUri">The address in the checkpoint.</param>
    public static string NameInCheckpoint(string baseUri) =>
        (Uri.TryCreate(baseUri, UriKind.Absolute, out Uri? uri) ? NameInCheckpoint(uri) : null) ?? baseUri;

    private static string? NameInCheckpoint(Uri baseUri) =>
        baseUri.IsDefaultPort && baseUri.AbsolutePath == "/" && s_otherNames.TryGetValue(baseUri.Host, out Region region) ? s_hosts[region].AbsoluteUri.TrimEnd('/') : null;

    /// <summary>The address of a region.</summary>
    /// <param name="region">The region.</param>
    public static ServiceAddress Of(Region region) => new(s_hosts[region]);

    /// <summary>Parses an address as users paste it: with or without scheme, <c>/v1</c> and a slash at the end.</summary>
    /// <param name="text">For example <c>https://api.minimax.io/v1/</c>.</param>
    /// <exception cref="MiniMaxException">
    /// <c>InsecureAddress</c>: not https (http is allowed for this machine only), or a user name in the address;
    /// <c>InvalidParameters</c>: not an address.
    /// </exception>
    public static ServiceAddress Parse(string text)
    {
        string given = (text ?? throw new ArgumentNullException(nameof(text))).Trim();
        // Stryker disable once equality: an address that begins with :// is invalid in both forms.
        text = given.IndexOf("://", StringComparison.Ordinal) < 0 ? "https://" + given : given;
        ThrowIfCredentials(text);
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0
            ? From(uri)
            : throw new MiniMaxException(
                ErrorIds.InvalidParameters,
                ClientText.Format(ClientStrings.BaseAddressNotValid, given.Substring(given.LastIndexOf('@') + 1)),
                RemedyCode.CorrectBaseAddress);
    }

    /// <summary>Normalizes an address: without <c>/v1</c>, query and fragment.</summary>
    /// <param name="uri">An absolute address.</param>
    /// <exception cref="MiniMaxException"><c>InsecureAddress</c>, as in <see cref="Parse"/>.</exception>
    public static ServiceAddress From(Uri uri)
    {
        _ = uri ?? throw new ArgumentNullException(nameof(uri));
        // "gateway:8443" is a host with a port, although it has the form of a scheme with a path.
        if (!uri.IsAbsoluteUri || (uri.Host.Length == 0 && uri.OriginalString.IndexOf("://", StringComparison.Ordinal) < 0))
        {
            return Parse(uri.OriginalString);
        }

        if (uri.UserInfo.Length > 0)
        {
            throw WithCredentials(uri.Host);
        }

        ThrowIfCredentials(uri.OriginalString);
        ThrowIfInsecure(uri);
        string path = uri.AbsolutePath.Trim('/');
        path = path.Length > 0 ? "/" + path : "";
        if (path.EndsWith("/" + ApiVersion, StringComparison.OrdinalIgnoreCase))
        {
            path = path.Substring(0, path.Length - ApiVersion.Length - 1);
        }

        return new ServiceAddress(new Uri(uri.GetLeftPart(UriPartial.Authority) + path + "/"));
    }

    private static void ThrowIfCredentials(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int at = text.LastIndexOf('@');
        if (at > start && text.IndexOfAny(AfterHost, start, at - start) >= 0)
        {
            throw WithCredentials(text.Substring(at + 1));
        }
    }

    private static MiniMaxException WithCredentials(string host) =>
        new(ErrorIds.InsecureAddress, ClientText.Format(ClientStrings.BaseAddressWithCredentials, host), RemedyCode.RemoveCredentials);

    /// <summary>Whether an address stays on this machine. Not by <see cref="Uri.IsLoopback"/>, which includes ::127.0.0.1, an address that is routed.</summary>
    internal static bool IsLoopback(Uri uri) =>
        uri.IsLoopback && (!IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address) || IPAddress.IsLoopback(address));

    /// <summary>Rejects unencrypted addresses: only https, or http on this machine, is allowed.</summary>
    /// <exception cref="MiniMaxException"><c>InsecureAddress</c>.</exception>
    internal static void ThrowIfInsecure(Uri uri)
    {
        bool isHttp = uri.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);
        if (!uri.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase) && !(isHttp && IsLoopback(uri)))
        {
            throw new MiniMaxException(
                ErrorIds.InsecureAddress,
                isHttp
                    ? ClientText.Format(ClientStrings.AddressNotEncrypted, $"{uri.Scheme}://{uri.Authority}")
                    : ClientText.Format(ClientStrings.AddressNotHttps, $"{uri.Scheme}://{uri.Authority}", uri.Scheme),
                RemedyCode.UseHttps)
            { Host = uri.Authority };
        }
    }

    /// <summary>The address of an endpoint.</summary>
    /// <param name="path">The path after <c>/v1/</c>, with its query.</param>
    public Uri Endpoint(string path) => new(BaseUri, ApiVersion + "/" + path);

    /// <summary>The host of the other region; null for a custom host.</summary>
    public Region? OtherRegion => Region switch
    {
        MiniMax.Region.Global => MiniMax.Region.China,
        MiniMax.Region.China => MiniMax.Region.Global,
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() => BaseUri.AbsoluteUri.TrimEnd('/');
}
