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

    /// <summary>Creates a secret from a string.</summary>
    /// <param name="key">The key. The cmdlet validates it, because the error of a conversion would show it.</param>
    public ApiKeySecret(string key)
        : this(new NetworkCredential("", key).SecurePassword)
    {
    }

    /// <summary>Creates a secret from a SecureString.</summary>
    /// <param name="key">The key.</param>
    public ApiKeySecret(SecureString key) => _key = key ?? new SecureString();

    /// <summary>Creates a secret from the password of a credential.</summary>
    /// <param name="credential">The credential; its user name is ignored.</param>
    public ApiKeySecret(PSCredential credential)
        : this(credential?.Password!)
    {
    }

    /// <summary>A mask: no text contains the key.</summary>
    public override string ToString() => "****";

    /// <summary>Whether it was typed at a prompt.</summary>
    internal bool IsTyped { get; init; }

    /// <summary>The texts of a value that is not a key, such as an array; null for a key.</summary>
    internal IReadOnlyList<string>? Rejected { get; init; }

    internal string Reveal() => new NetworkCredential("", _key).Password;
}
