using System.Net.Http.Headers;

namespace MiniMax.Client;

/// <summary>
/// The secret of an account. It has no text form: <see cref="ToString"/> gives the mask, and only the request that
/// goes to the service's own host gets the value.
/// </summary>
public sealed class ApiKey
{
    private const int VisibleTail = 4;
    private const int ShortestWithTail = 16;

    private readonly string _value;

    /// <summary>Takes the key as it was given; surrounding white space, which comes with copy and paste, is dropped.</summary>
    /// <param name="value">The key, without <c>Bearer</c>.</param>
    /// <exception cref="ArgumentException">The key is empty or holds characters that no HTTP header can carry.</exception>
    public ApiKey(string value)
    {
        _value = (value ?? throw new ArgumentNullException(nameof(value))).Trim();
        if (_value.Length == 0)
        {
            throw new ArgumentException("The API key is empty.", nameof(value));
        }

        foreach (var c in _value)
        {
            if (c is <= ' ' or > '~')
            {
                throw new ArgumentException("The API key holds a space, a control character or a character outside ASCII; copy it again from the account page.", nameof(value));
            }
        }
    }

    /// <summary>Four asterisks, and the last four characters of a key that is long enough to keep the rest secret.</summary>
    public string Mask => _value.Length >= ShortestWithTail ? "****" + _value.Substring(_value.Length - VisibleTail) : "****";

    /// <summary>The mask, never the key.</summary>
    public override string ToString() => Mask;

    /// <summary>The key itself, for what must recognize it.</summary>
    internal string Value => _value;

    internal AuthenticationHeaderValue ToAuthorization() => new("Bearer", _value);
}
