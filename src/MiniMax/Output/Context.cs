namespace MiniMax;

/// <summary>The API key and the address that the cmdlets use without parameters, and the source of each.</summary>
public sealed class Context : IComparable
{
    /// <summary>The API key, masked: four asterisks and at most its last four characters. Null if no key was found.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The source of the key: <c>Connect-MiniMax</c>, or the environment variable.</summary>
    public string? ApiKeySource { get; set; }

    /// <summary>The region of the address; null for an address that belongs to no region.</summary>
    public Region? Region { get; set; }

    /// <summary>The address of the service, without <c>/v1</c>.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The source of the address: <c>Connect-MiniMax</c>, the environment variable, or the default.</summary>
    public string? BaseUriSource { get; set; }

    /// <summary>The address and the masked key.</summary>
    public override string ToString() => $"{BaseUri} ({ApiKey ?? "no key"})";

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
