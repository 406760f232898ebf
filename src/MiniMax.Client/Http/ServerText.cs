using System.Text;

namespace MiniMax.Client.Http;

/// <summary>Prepares a text of a server for an error message: one line, short, without control characters and secrets.</summary>
internal static class ServerText
{
    private const int Longest = 300;

    public static string Clean(string? text, SecretRedactor? redactor = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        // First the secrets, because truncation could leave most of one.
        string source = redactor?.RedactMessage(text!) ?? text!;
        // Stryker disable once linq: the initial capacity does not change the text.
        var clean = new StringBuilder(Math.Min(source.Length, Longest));
        foreach (char c in source)
        {
            if (clean.Length == Longest)
            {
                clean.Append('…');
                break;
            }

            bool isGap = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!isGap)
            {
                clean.Append(c);
            }
            else if (clean.Length > 0 && clean[clean.Length - 1] != ' ')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString().Trim();
    }
}
