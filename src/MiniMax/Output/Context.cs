namespace MiniMax;

/// <summary>What the cmdlets use when a parameter does not say otherwise, and where each value comes from.</summary>
public sealed class Context : IComparable
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

    /// <summary>The address and the masked key.</summary>
    public override string ToString() => $"{BaseUri} ({ApiKey ?? "no key"})";

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another result of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Context other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(Remedies.Format(Strings.ObjectIsOfOtherType, nameof(Context)), nameof(obj)),
    };
}
