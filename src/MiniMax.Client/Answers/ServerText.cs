using System.Text;

namespace MiniMax.Client;

/// <summary>Makes a text of a server fit for an error message: one line, short, no control characters, no key.</summary>
internal static class ServerText
{
    private const int Longest = 300;

    public static string Clean(string? text, ApiKey? key)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        // The key first: cutting could leave most of it.
        var source = key is null ? text! : key.Redact(text!);
        var clean = new StringBuilder(Math.Min(source.Length, Longest));
        foreach (var c in source)
        {
            if (clean.Length == Longest)
            {
                clean.Append('…');
                break;
            }

            var isGap = char.IsWhiteSpace(c) || char.IsControl(c);
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
