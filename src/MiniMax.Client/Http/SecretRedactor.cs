using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MiniMax.Client.Http;

/// <summary>
/// Masks the secrets of a connection: the API key in every text from a server, a proxy or the system, and the password of the
/// proxy in messages. All masking is done here.
/// </summary>
public sealed class SecretRedactor
{
    private const string Mask = "****";

    // A shorter key is an ordinary word, such as that of the emulator, and masking it would damage names with that word.
    private const int MinKeyLength = 9;

    // A short password is masked only as a whole word, and a shorter one not at all.
    private const int MinWordLength = 4;

    private static readonly string[] s_proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    private static readonly Regex s_userInfo = new(@"(?<=://)[^\s/?#'""<>]*@", RegexOptions.CultureInvariant);

    private static readonly Uri[] s_anyService = [new("https://service.invalid"), new("http://service.invalid")];

    // The addresses of proxies in the environment, also earlier ones: .NET uses the first one until the process ends.
    private static readonly ConcurrentDictionary<string, bool> s_proxies = new(StringComparer.Ordinal);

    private readonly string[] _keyForms;
    private readonly string[] _secrets;
    private readonly SecretFinder _keyFinder = new();
    private readonly SecretFinder _finder = new();

    /// <summary>Collects the secrets: the arguments, and the passwords of the proxies in the environment.</summary>
    /// <param name="key">The API key, or null.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="typed">Keys and other secrets as the user typed them, valid or not; null for none.</param>
    /// <param name="address">The address of the service as the user typed it, which should not contain a password; null for none.</param>
    /// <param name="systemProxy">The system proxy that .NET uses; null if the secrets are not those of a connection.</param>
    public SecretRedactor(ApiKey? key, ProxySettings proxy, IEnumerable<string>? typed = null, Uri? address = null, IWebProxy? systemProxy = null)
    {
        _ = proxy ?? throw new ArgumentNullException(nameof(proxy));
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        if (key is { Value.Length: >= MinKeyLength })
        {
            AddEncoded(secrets, key.Value);
            _keyFinder.AddKey(key.Value);
        }

        _keyForms = Sorted(secrets);
        secrets.UnionWith((typed ?? []).Select(t => t.Trim()));
        AddUserInfo(secrets, proxy.Address?.OriginalString);
        AddUserInfo(secrets, address?.OriginalString);
        AddSystemProxy(secrets, systemProxy);
        if (proxy.Credential is { } credential)
        {
            AddCredential(secrets, credential);
        }

        foreach (string variable in s_proxyVariables)
        {
            // Stryker disable once boolean: only the keys are used.
            s_proxies[Environment.GetEnvironmentVariable(variable) ?? ""] = true;
        }

        foreach (string known in s_proxies.Keys)
        {
            AddUserInfo(secrets, known);
        }

        _secrets = Sorted(secrets);
    }

    /// <summary>
    /// Masks the key in a value, such as the name of a file. Not the password of a proxy: the service never gets it, and it can be
    /// an ordinary word.
    /// </summary>
    /// <param name="text">A value from the service.</param>
    public string Redact(string text) => Redact(text, _keyForms, _keyFinder);

    /// <summary>Masks the secrets in a message or a command line, and every user name and password in an address.</summary>
    /// <param name="text">Any text.</param>
    // Stryker disable once conditional,string: without an address, the expression replaces nothing.
    public string RedactMessage(string text)
    {
        text = text.IndexOf("://", StringComparison.Ordinal) < 0 ? text : s_userInfo.Replace(text, Mask + "@");
        return Redact(Redact(text, _secrets, _keyFinder), [], _finder);
    }

    /// <summary>An address from the service; null if it is missing or contains an escaped secret.</summary>
    internal Uri? ToUri(string? text) =>
        text is not null && Uri.TryCreate(Redact(text), UriKind.Absolute, out Uri? uri) && IsClean(uri.AbsoluteUri) && IsClean(Uri.UnescapeDataString(uri.AbsoluteUri))
            ? uri
            : null;

    /// <summary>Returns the error without secrets, including its causes; the same object if it contains none.</summary>
    internal MiniMaxException Redact(MiniMaxException error) => ExceptionRewriter.Rewrite(error, RedactMessage);

    private static string Redact(string text, string[] secrets, SecretFinder finder)
    {
        foreach (string secret in secrets)
        {
            text = Replace(text, secret);
        }

        return ReplaceAll(text, finder.Find(text));
    }

    // The longest first, because a secret may be a part of another one.
    private static string[] Sorted(HashSet<string> secrets) => [.. secrets.Where(s => s.Length >= MinWordLength).OrderByDescending(s => s.Length)];

    // string.Replace with a comparison is not in netstandard2.0. The mask can contain the secret, such as one of asterisks, so
    // the output is not searched again.
    private static string Replace(string text, string secret)
    {
        bool isWord = secret.Length < MinKeyLength;
        StringComparison comparison = isWord ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        int at = text.IndexOf(secret, comparison);
        // Stryker disable once block: without the secret, the loop only copies the text.
        if (at < 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        int from = 0;
        for (; at >= 0; at = text.IndexOf(secret, from, comparison))
        {
            int end = at + secret.Length;
            bool isWhole = !isWord || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])));
            masked.Append(text, from, (isWhole ? at : end) - from).Append(isWhole ? Mask : "");
            from = end;
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    // .NET reads the environment once, so it can have a password that is no longer there, and a program can set another one.
    private void AddSystemProxy(HashSet<string> secrets, IWebProxy? proxy)
    {
        if (proxy?.Credentials is not { } credentials)
        {
            return;
        }

        foreach (Uri service in s_anyService)
        {
            if (proxy.GetProxy(service) is { } address && credentials.GetCredential(address, "Basic") is { } credential)
            {
                AddCredential(secrets, credential);
            }
        }
    }

    // Not with Uri: without a scheme, it parses user:password@host as an address with the scheme "user".
    private void AddUserInfo(HashSet<string> secrets, string? address)
    {
        // Stryker disable once string: a text without "@" has no password.
        address ??= "";
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = address.LastIndexOf('@');
        int colon = address.IndexOf(':', start);
        if (colon >= 0 && colon < end)
        {
            // As typed: an unescaped character such as # hides the end of the password from the expression for addresses.
            string userInfo = address.Substring(start, end - start);
            if (userInfo.IndexOfAny(ServiceAddress.AfterHost) >= 0)
            {
                secrets.Add(userInfo);
                secrets.Add(userInfo.Substring(userInfo.IndexOf(':') + 1));
            }

            AddCredential(secrets, Uri.UnescapeDataString(address.Substring(start, colon - start)), Uri.UnescapeDataString(address.Substring(colon + 1, end - colon - 1)));
        }
        else if (end - start >= MinKeyLength)
        {
            // A long user name without a password is a token.
            string token = Uri.UnescapeDataString(address.Substring(start, end - start));
            AddEncoded(secrets, token);
            _finder.AddKey(token);
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":")));
        }
    }

    private void AddCredential(HashSet<string> secrets, NetworkCredential credential)
    {
        AddCredential(secrets, credential.UserName, credential.Password);
        AddCredential(secrets, $@"{credential.Domain}\{credential.UserName}", credential.Password);
    }

    private void AddCredential(HashSet<string> secrets, string user, string password)
    {
        if (password.Length > 0)
        {
            AddEncoded(secrets, password);
            _finder.AddCredential(user, password);
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }
    }

    // In ASCII, the system prints a question mark for each byte of another character.
    private static void AddEncoded(HashSet<string> secrets, string secret) => secrets.UnionWith(
    [
        secret,
        Uri.EscapeDataString(secret),
        WebUtility.HtmlEncode(secret),
        Encoding.ASCII.GetString(Encoding.UTF8.GetBytes(secret)),
        Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(secret)),
    ]);

    private static string ReplaceAll(string text, List<(int Start, int End)> places)
    {
        if (places.Count == 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        int from = 0;
        foreach ((int start, int end) in places)
        {
            if (from == 0 || start > from)
            {
                masked.Append(text, from, start - from).Append(Mask);
            }

            from = Math.Max(from, end);
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    private bool IsClean(string text) => Redact(text) == text;
}
