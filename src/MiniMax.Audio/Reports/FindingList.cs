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

    /// <summary>The codes, with commas between them; nothing if there are none.</summary>
    public override string ToString() => string.Join(", ", this);
}
