using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MiniMax.Client.Http;

/// <summary>
/// Masks the secrets of a connection, the API key and the proxy password, in every text from a server, a
/// proxy or the system. All masking is done here.
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

    // A part of a key is masked if it is half of the key, or too long to occur in a name by chance.
    private const int EnoughOfKey = 16;

    private static readonly char[] s_escapes = ['%', '\\', '&', '='];

    // Bytes as the system and other programs print them: eight or more, with a separator.
    private static readonly Regex s_hexBytes = new(@"(?:[0-9A-F]{2}[-:,;\s]\s?(?:0x|\\x)?){7,}[0-9A-F]{2}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // The addresses of proxies in the environment, also earlier ones: .NET uses the first one until the process ends.
    private static readonly ConcurrentDictionary<string, bool> s_proxies = new(StringComparer.Ordinal);

    private readonly string[] _secrets;
    private readonly Part[] _parts;
    private readonly string? _key;
    private readonly Lazy<Regex>? _escapedKey;
    private readonly Lazy<Regex>? _brokenKey;

    /// <summary>Collects the secrets: the arguments, and the passwords of the proxies in the environment.</summary>
    /// <param name="key">The API key, or null.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="typed">Keys and other secrets as the user typed them, valid or not; null for none.</param>
    /// <param name="address">The address of the service as the user typed it, which should not contain a password; null for none.</param>
    public SecretRedactor(ApiKey? key, ProxySettings proxy, IEnumerable<string>? typed = null, Uri? address = null)
    {
        _ = proxy ?? throw new ArgumentNullException(nameof(proxy));
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        if (key is { Value.Length: >= MinKeyLength })
        {
            AddEncoded(secrets, key.Value);
            secrets.UnionWith(Base64(key.Value));
            secrets.Add(HexText.Of(Encoding.ASCII.GetBytes(key.Value)));
            _key = key.Value;
            _escapedKey = new Lazy<Regex>(() => Escaped(key.Value));
            _brokenKey = new Lazy<Regex>(() => Broken(key.Value));
        }

        _parts = [.. secrets.Select(s => new Part(s))];
        secrets.UnionWith((typed ?? []).Select(t => t.Trim()));
        AddUserInfo(secrets, proxy.Address?.OriginalString);
        AddUserInfo(secrets, address?.OriginalString);
        if (proxy.Credential is { } credential)
        {
            AddCredential(secrets, credential.UserName, credential.Password);
            AddCredential(secrets, $@"{credential.Domain}\{credential.UserName}", credential.Password);
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

        // The longest first, because a secret may be a part of another one.
        _secrets = [.. secrets.Where(s => s.Length >= MinWordLength).OrderByDescending(s => s.Length)];
    }

    /// <summary>Masks the secrets in a value, such as the name of a file.</summary>
    /// <param name="text">Any text.</param>
    public string Redact(string text)
    {
        foreach (string secret in _secrets)
        {
            text = Replace(text, secret);
        }

        if (_escapedKey is not null && text.IndexOfAny(s_escapes) >= 0)
        {
            text = _escapedKey.Value.Replace(text, Mask);
        }

        foreach (Part part in _parts)
        {
            text = part.Mask(text);
        }

        if (_key is not null && IsBroken(text, _key))
        {
            text = _brokenKey!.Value.Replace(text, Mask);
        }

        return s_hexBytes.Replace(text, bytes => IsClean(Decode(bytes.Value)) ? bytes.Value : Mask);
    }

    /// <summary>Masks the secrets in a message or a command line, and every user name and password in an address.</summary>
    /// <param name="text">Any text.</param>
    // Stryker disable once conditional,string: without an address, the expression replaces nothing.
    public string RedactMessage(string text) =>
        Redact(text.IndexOf("://", StringComparison.Ordinal) < 0 ? text : s_userInfo.Replace(text, Mask + "@"));

    /// <summary>An address from the service; null if it is missing or contains an escaped secret.</summary>
    internal Uri? ToUri(string? text) =>
        text is not null && Uri.TryCreate(Redact(text), UriKind.Absolute, out Uri? uri) && IsClean(uri.AbsoluteUri) && IsClean(Uri.UnescapeDataString(uri.AbsoluteUri))
            ? uri
            : null;

    /// <summary>Returns the error without secrets, including its causes; the same object if it contains none.</summary>
    internal MiniMaxException Redact(MiniMaxException error) => ExceptionRewriter.Rewrite(error, RedactMessage);

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

    // Not with Uri: without a scheme, it parses user:password@host as an address with the scheme "user".
    private static void AddUserInfo(HashSet<string> secrets, string? address)
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
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":")));
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

    // In ASCII, the system prints a question mark for each byte of another character.
    private static void AddEncoded(HashSet<string> secrets, string secret) => secrets.UnionWith(
    [
        secret,
        Uri.EscapeDataString(secret),
        WebUtility.HtmlEncode(secret),
        Encoding.ASCII.GetString(Encoding.UTF8.GetBytes(secret)),
        Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(secret)),
    ]);

    // The part of the Base64 form that does not depend on the surrounding text: the key begins at one of three positions of a group.
    private static IEnumerable<string> Base64(string key)
    {
        // Stryker disable once equality: a fourth position has the form of the first one.
        for (int before = 0; before < 3; before++)
        {
            string text = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string(' ', before) + key));
            int start = before == 0 ? 0 : before + 1;
            string part = text.Substring(start, ((key.Length + before) * 8 / 6) - start);
            yield return part;
            yield return part.Replace('+', '-').Replace('/', '_');
        }
    }

    // Each character literally, or in an escape of an address (RFC 3986, section 2.1, even twice), of quoted-printable text
    // (RFC 2045, section 6.7), of JSON (RFC 8259, section 7), of C strings, or of HTML.
    private static Regex Escaped(string key) => new(
        string.Concat(key.Select(c => $@"(?:{Regex.Escape(c.ToString())}|(?:%(?:25){{0,3}}|=|\\{{1,4}}u00|\\{{1,4}}x){(int)c:x2}|&\#0{{0,5}}{(int)c};|&\#x0{{0,5}}{(int)c:x};)")),
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // With spaces, commas, control characters or invisible ones between its characters, as when a server folds or repeats a header.
    private static Regex Broken(string key) => new(string.Join(@"[\s\p{Cc}\p{Cf},]*", key.Select(c => Regex.Escape(c.ToString()))), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Most texts do not need the expression, whose creation takes longer than all other masks.
    private static bool IsBroken(string text, string key)
    {
        if (text.Length <= key.Length)
        {
            return false;
        }

        var joined = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c != ',' && !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                joined.Append(c);
            }
        }

        string whole = joined.ToString();
        return Replace(whole, key) != whole;
    }

    private static string Decode(string bytes) =>
        string.Concat(Regex.Matches(bytes, "[0-9A-Fa-f]{2}").Cast<Match>().Select(b => (char)int.Parse(b.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private bool IsClean(string text) => Redact(text) == text;

    /// <summary>Finds a key without its end or its beginning, as in a message that a server truncates.</summary>
    private readonly struct Part
    {
        private readonly string _secret;
        private readonly string _head;
        private readonly string _tail;

        public Part(string secret)
        {
            int length = Math.Min(secret.Length, Math.Max(MinKeyLength, Math.Min(secret.Length / 2, EnoughOfKey)));
            _secret = secret;
            _head = secret.Substring(0, length);
            _tail = secret.Substring(secret.Length - length);
        }

        public string Mask(string text)
        {
            for (int at = text.IndexOf(_head, StringComparison.OrdinalIgnoreCase); at >= 0;)
            {
                int length = _head.Length;
                while (length < _secret.Length && at + length < text.Length && IsSame(text[at + length], _secret[length]))
                {
                    length++;
                }

                text = text.Substring(0, at) + SecretRedactor.Mask + text.Substring(at + length);
                at = text.IndexOf(_head, at + SecretRedactor.Mask.Length, StringComparison.OrdinalIgnoreCase);
            }

            for (int at = text.IndexOf(_tail, StringComparison.OrdinalIgnoreCase); at >= 0;)
            {
                int start = at;
                for (int i = _secret.Length - _tail.Length; start > 0 && i > 0 && IsSame(text[start - 1], _secret[i - 1]); i--)
                {
                    start--;
                }

                text = text.Substring(0, start) + SecretRedactor.Mask + text.Substring(at + _tail.Length);
                at = text.IndexOf(_tail, start + SecretRedactor.Mask.Length, StringComparison.OrdinalIgnoreCase);
            }

            return text;
        }

        private static bool IsSame(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
    }
}
