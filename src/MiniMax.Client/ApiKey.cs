using System.Net.Http.Headers;
using System.Text;

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

    /// <summary>Replaces the key by its mask in a text from elsewhere, such as an answer that repeats it.</summary>
    /// <param name="text">Any text.</param>
    public string Redact(string text) =>
        text.IndexOf(_value, StringComparison.OrdinalIgnoreCase) < 0 ? text : ReplaceAll(text);

    internal AuthenticationHeaderValue ToAuthorization() => new("Bearer", _value);

    // string.Replace with a comparison is not in netstandard2.0. The mask may hold the key, such as one of asterisks, so
    // what was written is not searched again.
    private string ReplaceAll(string text)
    {
        var masked = new StringBuilder(text.Length);
        var from = 0;
        for (int at; (at = text.IndexOf(_value, from, StringComparison.OrdinalIgnoreCase)) >= 0; from = at + _value.Length)
        {
            masked.Append(text, from, at - from).Append("****");
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }
}
