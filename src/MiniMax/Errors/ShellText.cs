using System.Management.Automation.Language;

namespace MiniMax.Errors;

/// <summary>Quotes paths, so that a command can be pasted into PowerShell where the cmdlet ran.</summary>
internal static class ShellText
{
    /// <summary>The path of an item as the file system provider writes it.</summary>
    public static string ToPSPath(string fullPath) => @"Microsoft.PowerShell.Core\FileSystem::" + fullPath;

    /// <summary>
    /// The path relative to the current folder, in quotes; the full path if the file is outside that folder, or that folder is
    /// outside the file system.
    /// </summary>
    public static string QuotePath(string path, string? currentFolder)
    {
        string relative = Relative(path, currentFolder);

        // A program would read a leading dash as an option, and text before a colon as a protocol.
        bool isMistakable = relative[0] == '-' || (relative.Contains(":") && !System.IO.Path.IsPathRooted(relative));
        return Quote(isMistakable ? "." + System.IO.Path.DirectorySeparatorChar + relative : relative);
    }

    /// <summary>A name in quotes. PowerShell treats curly quotes as straight ones, and expands <c>$</c> and <c>`</c> within double quotes.</summary>
    public static string Quote(string name) =>
        name.IndexOfAny(['$', '`', '"', '\u201C', '\u201D', '\u201E']) < 0 ? $"\"{name}\"" : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";

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
