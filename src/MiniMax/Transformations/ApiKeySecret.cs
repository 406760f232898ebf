using System.Net;
using System.Security;

namespace MiniMax;

/// <summary>
/// An API key as an argument. PowerShell converts a string, a SecureString and a PSCredential to it by the constructors, so
/// that they bind in a Pester mock and in a proxy function as they do in the cmdlet. Nothing public returns the key.
/// </summary>
public sealed class ApiKeySecret
{
    private readonly SecureString _key;

    /// <summary>Keeps a key that is a text.</summary>
    /// <param name="key">The key. The cmdlet checks it, so that no error of a conversion shows it.</param>
    public ApiKeySecret(string key)
        : this(new NetworkCredential("", key).SecurePassword)
    {
    }

    /// <summary>Keeps a key.</summary>
    /// <param name="key">The key.</param>
    public ApiKeySecret(SecureString key) => _key = key ?? new SecureString();

    /// <summary>Keeps the password of a credential as the key.</summary>
    /// <param name="credential">The credential; its user name does not matter.</param>
    public ApiKeySecret(PSCredential credential)
        : this(credential?.Password!)
    {
    }

    /// <summary>The key is not part of any text.</summary>
    public override string ToString() => "****";

    /// <summary>Whether a person typed it when asked.</summary>
    internal bool IsTyped { get; init; }

    internal string Reveal() => new NetworkCredential("", _key).Password;
}
