using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Emulator.Traffic;

/// <summary>The key of a request. Lives as long as the request; the log keeps the beginning of its hash.</summary>
internal readonly struct ApiKey
{
    private const string Scheme = "Bearer ";
    private readonly string? _key;

    public ApiKey(IHeaderDictionary headers)
    {
        string header = headers.Authorization.ToString();
        HasAuthorization = header.Length > 0;
        string key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        _key = key.Length > 0 ? key : null;
        Hash = _key is null ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_key)))[..12].ToLowerInvariant();
    }

    public bool HasAuthorization { get; }

    public string? Hash { get; }

    /// <param name="expected">The key of the account; null accepts every key that does not begin with "wrong".</param>
    public bool IsAccepted(string? expected) =>
        expected is null ? _key?.StartsWith("wrong", StringComparison.OrdinalIgnoreCase) == false : _key == expected;

    /// <summary>Replaces the key, wherever a client has put it.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text) => _key is null ? text : text?.Replace(_key, "[key]", StringComparison.Ordinal);

    public string RedactHeader(string name, string value) => IsSecret(name) ? "[hidden]" : Redact(value);

    private static bool IsSecret(string header) =>
        header.Contains("Authorization", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        || header.Contains("Key", StringComparison.OrdinalIgnoreCase);
}
