using System.Text;

namespace MiniMax.Errors;

/// <summary>Writes paths so that a command can be pasted into PowerShell where the cmdlet ran.</summary>
internal static class ShellText
{
    /// <summary>The path of an item as the file system provider writes it.</summary>
    /// <param name="fullPath">Full path of a file or folder.</param>
    public static string ToPSPath(string fullPath) => @"Microsoft.PowerShell.Core\FileSystem::" + fullPath;

    /// <summary>A path from the current folder, in quotes; the full path where the file is elsewhere.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="currentFolder">The folder that commands run in; null if it is not one of the file system.</param>
    public static string QuotePath(string path, string? currentFolder)
    {
        string relative = Relative(path, currentFolder);

        // A dash would be an option, and what is in front of a colon a protocol.
        bool isMistakable = relative[0] == '-' || (relative.Contains(":") && !System.IO.Path.IsPathRooted(relative));
        return Quote(isMistakable ? "." + System.IO.Path.DirectorySeparatorChar + relative : relative);
    }

    /// <summary>A name in quotes. PowerShell takes curly quotes for straight ones, and <c>$</c> and <c>`</c> work within double ones.</summary>
    public static string Quote(string name)
    {
        if (name.IndexOfAny(['$', '`', '"', '\u201C', '\u201D', '\u201E']) < 0)
        {
            return $"\"{name}\"";
        }

        StringBuilder quoted = new System.Text.StringBuilder(name.Length + 4).Append('\'');
        foreach (char c in name)
        {
            if (c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B')
            {
                quoted.Append(c);
            }

            quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }

    private static string Relative(string path, string? currentFolder)
    {
        if (string.IsNullOrEmpty(currentFolder))
        {
            return path;
        }

        char separator = System.IO.Path.DirectorySeparatorChar;
        string folder = currentFolder!.TrimEnd(separator) + separator;
        StringComparison comparison = separator == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return path.StartsWith(folder, comparison) && path.Length > folder.Length ? path.Substring(folder.Length) : path;
    }
}
