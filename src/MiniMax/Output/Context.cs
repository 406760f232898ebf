namespace MiniMax;

/// <summary>What the cmdlets use when a parameter does not say otherwise, and where each value comes from.</summary>
public sealed class Context
{
    /// <summary>The key, masked: four asterisks and at most its last four characters. Null if there is none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where the key comes from.</summary>
    public string? ApiKeySource { get; set; }

    /// <summary>The region of the address; null for a host of the user's own.</summary>
    public Region? Region { get; set; }

    /// <summary>The address of the service, without <c>/v1</c>.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>Where the address comes from.</summary>
    public string? BaseUriSource { get; set; }
}
