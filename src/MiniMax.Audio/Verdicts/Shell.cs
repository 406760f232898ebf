namespace MiniMax.Audio;

/// <summary>Writes file names so that a command can be pasted into PowerShell.</summary>
internal static class Shell
{
    /// <summary>A name in quotes. PowerShell takes curly quotes for straight ones, and <c>$</c> and <c>`</c> work within double ones.</summary>
    public static string Quote(string name)
    {
        if (name.IndexOfAny(['$', '`', '"', '\u201C', '\u201D', '\u201E']) < 0) return $"\"{name}\"";

        var quoted = new System.Text.StringBuilder(name.Length + 4).Append('\'');
        foreach (char c in name)
        {
            if (c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B') quoted.Append(c);
            quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }
}
