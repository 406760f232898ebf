using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Client;

/// <summary>
/// The secret of an account. <see cref="ToString"/> returns the mask, and only a request
/// to the service's own host gets the value.
/// </summary>
public sealed class ApiKey
{
    private const int VisibleTail = 4;
    private const int MinLengthWithTail = 16;
    private const int FingerprintIterations = 20_000;
    private const int FingerprintDigits = 16;

    /// <summary>Creates a key; surrounding white space, for example from copy and paste, is removed.</summary>
    /// <param name="value">The key, without <c>Bearer</c>.</param>
    /// <exception cref="ArgumentException">The key is empty or contains characters that are not allowed in an HTTP header.</exception>
    public ApiKey(string value)
    {
        Value = (value ?? throw new ArgumentNullException(nameof(value))).Trim();
        if (Value.Length == 0)
        {
            throw new ArgumentException(ClientStrings.ApiKeyIsEmpty, nameof(value));
        }

        if (Value.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException(ClientStrings.ApiKeyCharacters, nameof(value));
        }
    }

    /// <summary>Four asterisks, and the last four characters of a key that is long enough to keep the rest secret.</summary>
    public string Mask => Value.Length >= MinLengthWithTail ? "****" + Value.Substring(Value.Length - VisibleTail) : "****";

    /// <summary>
    /// Distinguishes keys without revealing them: 64 bits of PBKDF2 (RFC 8018) with HMAC-SHA256. It is slow, so that not
    /// even a short key can be guessed from it, and it differs for each host.
    /// </summary>
    internal string Fingerprint(ServiceAddress address)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Value));
        byte[] block = hmac.ComputeHash(Encoding.UTF8.GetBytes("MiniMax checkpoint " + address.CheckpointName + "\0\0\0\u0001"));
        byte[] sum = (byte[])block.Clone();
        for (int i = 1; i < FingerprintIterations; i++)
        {
            block = hmac.ComputeHash(block);
            for (int j = 0; j < sum.Length; j++)
            {
                sum[j] ^= block[j];
            }
        }

        return HexText.Of(sum).Substring(0, FingerprintDigits);
    }

    /// <summary>The mask, never the key.</summary>
    public override string ToString() => Mask;

    internal string Value { get; }

    internal AuthenticationHeaderValue ToAuthorization() => new("Bearer", Value);
}
