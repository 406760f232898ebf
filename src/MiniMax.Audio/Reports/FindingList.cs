using System.Collections.ObjectModel;

namespace MiniMax;

/// <summary>
/// A list of findings whose text form is their codes, in Export-Csv, in a string and in a
/// column. It is generic because PowerShell converts an array, as in
/// <c>[MiniMax.PromptAudioReport]@{ Findings = @($finding) }</c>, to generic lists only.
/// </summary>
/// <typeparam name="T">The finding.</typeparam>
public sealed class FindingList<T> : Collection<T>
{
    /// <summary>Creates an empty list.</summary>
    public FindingList()
    {
    }

    /// <summary>Creates a list of findings.</summary>
    /// <param name="findings">The findings in their order.</param>
    public FindingList(IEnumerable<T> findings)
        : base([.. findings])
    {
    }

    // In strict mode, PowerShell rejects a property of the elements if the list is empty.

    /// <summary>The codes of the findings; empty if the list is empty.</summary>
    public IReadOnlyList<string> Code => Select(f => f.Code);

    /// <summary>The severities of the findings.</summary>
    public IReadOnlyList<FindingSeverity> Severity => Select(f => f.Severity);

    /// <summary>The messages of the findings.</summary>
    public IReadOnlyList<string> Message => Select(f => f.Message);

    /// <summary>The remedies of the findings.</summary>
    public IReadOnlyList<string> Remedy => Select(f => f.Remedy);

    /// <summary>The status codes that the service returns for the findings.</summary>
    public IReadOnlyList<int?> ApiCode => Select(f => f.ApiCode);

    /// <summary>The codes, separated by commas; empty if the list is empty.</summary>
    public override string ToString() => string.Join(", ", this);

    private List<TValue> Select<TValue>(Func<PromptAudioFinding, TValue> value) => [.. this.OfType<PromptAudioFinding>().Select(value)];
}
