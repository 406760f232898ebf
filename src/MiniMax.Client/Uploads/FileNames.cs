using System.Text;

namespace MiniMax.Client.Uploads;

/// <summary>Compares the name of a file with a form that the service changed: truncated, in lower case, with other characters.</summary>
internal static class FileNames
{
    /// <summary>Whether two names have the same letters and digits, regardless of case, accents and escaping.</summary>
    public static bool AreEqual(string a, string b) => a == b || Fold(a) == Fold(b);

    /// <summary>Whether one name may be a truncated form of the other.</summary>
    public static bool AreRelated(string sent, string kept)
    {
        if (AreEqual(sent, kept))
        {
            return true;
        }

        string a = Fold(Stem(sent));
        string b = Fold(Stem(kept));
        // Stryker disable once equality: of two equal lengths, either is the shorter.
        (string? shorter, string? longer) = a.Length < b.Length ? (a, b) : (b, a);
        return longer.StartsWith(shorter, StringComparison.Ordinal) || (2 * shorter.Length >= longer.Length && IsWithin(shorter, longer));
    }

    /// <summary>The part of a name that survives changes of case, accents, punctuation and escaping.</summary>
    public static string Fold(string name) => new([.. Normalize(name).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string Stem(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 ? name.Substring(0, dot) : name;
    }

    private static string Normalize(string name)
    {
        try
        {
            return Uri.UnescapeDataString(name).Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return name;
        }
    }

    // Whether all characters of one text are in the other, in their order.
    private static bool IsWithin(string shorter, string longer)
    {
        int found = 0;
        foreach (char c in longer)
        {
            if (found < shorter.Length && shorter[found] == c)
            {
                found++;
            }
        }

        return found == shorter.Length;
    }
}
