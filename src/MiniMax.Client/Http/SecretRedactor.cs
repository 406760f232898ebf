using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MiniMax.Client;

/// <summary>
/// Masks the secrets of a connection, the API key and the proxy's password, in every text that comes from a server, a
/// proxy or the system. It is the one place for that.
/// </summary>
public sealed class SecretRedactor
{
    private const string Mask = "****";

    // A shorter key is an ordinary word, such as the emulator's, and names with that word in them would be damaged.
    private const int MinKeyLength = 9;

    // A short password is masked only where it is a word by itself, and a shorter one not at all.
    private const int MinWordLength = 4;

    private static readonly string[] s_proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    private static readonly Regex s_userInfo = new(@"(?<=://)[^\s/?#'""<>]*@", RegexOptions.CultureInvariant);

    private readonly string[] _secrets;

    /// <summary>Takes the secrets: those that are given, and the passwords of the proxies in the environment.</summary>
    /// <param name="key">The API key, or null.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="typed">A key as the user typed it, which need not be valid; null if none was.</param>
    /// <param name="address">The address of the service as the user typed it, where no password belongs; null if none was.</param>
    public SecretRedactor(ApiKey? key, ProxySettings proxy, string? typed = null, Uri? address = null)
    {
        _ = proxy ?? throw new ArgumentNullException(nameof(proxy));
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        if (key is { Value.Length: >= MinKeyLength })
        {
            AddEncoded(secrets, key.Value);
        }

        if (typed is not null)
        {
            secrets.Add(typed.Trim());
        }

        AddUserInfo(secrets, proxy.Address?.OriginalString);
        AddUserInfo(secrets, address?.OriginalString);
        if (proxy.Credential is { } credential)
        {
            AddCredential(secrets, credential.UserName, credential.Password);
        }

        foreach (var variable in s_proxyVariables)
        {
            AddUserInfo(secrets, Environment.GetEnvironmentVariable(variable));
        }

        // The longest first: a part of it may be another one.
        _secrets = [.. secrets.Where(s => s.Length >= MinWordLength).OrderByDescending(s => s.Length)];
    }

    /// <summary>Masks the secrets in a value, such as the name of a file.</summary>
    /// <param name="text">Any text.</param>
    public string Redact(string text)
    {
        foreach (var secret in _secrets)
        {
            text = Replace(text, secret);
        }

        return text;
    }

    /// <summary>Masks the secrets in a message or a command line, and in every address in it the user name and password, whoever's they are.</summary>
    /// <param name="text">Any text.</param>
    public string RedactMessage(string text) =>
        Redact(text.IndexOf("://", StringComparison.Ordinal) < 0 ? text : s_userInfo.Replace(text, Mask + "@"));

    /// <summary>An address that the service gave; null if there is none, or if a secret is left in it that is written in escapes.</summary>
    internal Uri? ToUri(string? text) =>
        text is not null && Uri.TryCreate(Redact(text), UriKind.Absolute, out var uri) && IsClean(uri.AbsoluteUri) && IsClean(Uri.UnescapeDataString(uri.AbsoluteUri))
            ? uri
            : null;

    /// <summary>The same error without the secrets, with its causes; the very error if it has none.</summary>
    internal MiniMaxException Redact(MiniMaxException error) => ExceptionRewriter.Rewrite(error, RedactMessage);

    // string.Replace with a comparison is not in netstandard2.0. The mask may hold the secret, such as one of asterisks, so
    // what was written is not searched again.
    private static string Replace(string text, string secret)
    {
        var isWord = secret.Length < MinKeyLength;
        var comparison = isWord ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var at = text.IndexOf(secret, comparison);
        if (at < 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        var from = 0;
        for (; at >= 0; at = text.IndexOf(secret, from, comparison))
        {
            var end = at + secret.Length;
            var isWhole = !isWord || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])));
            if (isWhole)
            {
                masked.Append(text, from, at - from).Append(Mask);
            }
            else
            {
                masked.Append(text, from, end - from);
            }

            from = end;
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    // By hand: the scheme may be left out, and then user:password@host is an address of the scheme "user".
    private static void AddUserInfo(HashSet<string> secrets, string? address)
    {
        address ??= "";
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var end = address.LastIndexOf('@');
        var colon = address.IndexOf(':', start);
        if (colon >= 0 && colon < end)
        {
            AddCredential(secrets, Uri.UnescapeDataString(address.Substring(start, colon - start)), Uri.UnescapeDataString(address.Substring(colon + 1, end - colon - 1)));
        }
    }

    private static void AddCredential(HashSet<string> secrets, string user, string password)
    {
        if (password.Length > 0)
        {
            AddEncoded(secrets, password);
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }
    }

    private static void AddEncoded(HashSet<string> secrets, string secret)
    {
        secrets.Add(secret);
        secrets.Add(Uri.EscapeDataString(secret));
        secrets.Add(WebUtility.HtmlEncode(secret));
    }

    private bool IsClean(string text) => Redact(text) == text;
}
