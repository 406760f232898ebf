using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Emulator.Traffic;

/// <summary>The key of a request. It is looked at while the head is read and never kept; what is kept is the beginning of its hash.</summary>
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

    public bool IsAccepted(string? accepted) =>
        accepted is null ? _key?.StartsWith("wrong", StringComparison.OrdinalIgnoreCase) == false : _key == accepted;

    /// <summary>Takes the key out of a text, wherever a client may have put it.</summary>
    public string Scrub(string text) => _key is null ? text : text.Replace(_key, "[key]", StringComparison.Ordinal);

    public string ScrubHeader(string name, string value) =>
        name.Contains("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) || name.Contains("Key", StringComparison.OrdinalIgnoreCase)
            ? "[hidden]"
            : Scrub(value);
}
