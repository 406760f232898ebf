namespace MiniMax.Transformations;

/// <summary>The name of a fault of the emulator, in any case. The error of ValidateSet would list all of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateFaultAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>The number of letters that a typing error changes at most.</summary>
    private const int MaxChanges = 3;

    private const int MaxSuggestions = 2;

    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        string name = element?.ToString() ?? "";
        IReadOnlyList<string> known = EmulatorControl.FaultNames;
        if (known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        string[] close =
        [
            .. known.Select(k => (Name: k, Changes: CountChanges(name.ToUpperInvariant(), k.ToUpperInvariant())))
                .Where(k => k.Changes <= MaxChanges)
                .OrderBy(k => k.Changes)
                .Take(MaxSuggestions)
                .Select(k => k.Name),
        ];
        throw new ValidationMetadataException(close.Length == 0
            ? Remedies.Format(Strings.ValueIsNotFault, name, known.Count)
            : Remedies.Format(Strings.ValueIsNotFaultButClose, name, close.Length == 1 ? close[0] : Remedies.Format(Strings.FaultOr, close[0], close[1]), known.Count));
    }

    /// <summary>The number of letters to insert, delete or replace (Levenshtein).</summary>
    private static int CountChanges(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
