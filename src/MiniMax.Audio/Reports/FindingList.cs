using System.Collections.ObjectModel;

namespace MiniMax;

/// <summary>
/// Findings that read as their codes where a list would read as the name of its type: in Export-Csv, in a string, in a
/// column. It is generic because PowerShell makes a list out of an array, as in
/// <c>[MiniMax.PromptAudioReport]@{ Findings = @($finding) }</c>, for generic types only.
/// </summary>
/// <typeparam name="T">The finding.</typeparam>
public sealed class FindingList<T> : Collection<T>
{
    /// <summary>Makes an empty list.</summary>
    public FindingList()
    {
    }

    /// <summary>Makes a list of what is given.</summary>
    /// <param name="findings">The findings in their order.</param>
    public FindingList(IEnumerable<T> findings)
        : base([.. findings])
    {
    }

    // In strict mode PowerShell rejects a property of the elements where there are none.

    /// <summary>The codes of the findings; empty if there are none.</summary>
    public IReadOnlyList<string> Code => Select(f => f.Code);

    /// <summary>The severities of the findings.</summary>
    public IReadOnlyList<FindingSeverity> Severity => Select(f => f.Severity);

    /// <summary>The messages of the findings.</summary>
    public IReadOnlyList<string> Message => Select(f => f.Message);

    /// <summary>The remedies of the findings.</summary>
    public IReadOnlyList<string> Remedy => Select(f => f.Remedy);

    /// <summary>The codes of the service that belong to the findings.</summary>
    public IReadOnlyList<int?> ApiCode => Select(f => f.ApiCode);

    /// <summary>The codes, with commas between them; nothing if there are none.</summary>
    public override string ToString() => string.Join(", ", this);

    private List<TValue> Select<TValue>(Func<PromptAudioFinding, TValue> value) => [.. this.OfType<PromptAudioFinding>().Select(value)];
}
