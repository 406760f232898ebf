namespace MiniMax.External;

/// <summary>Finds programs in folders such as those of PATH.</summary>
internal static class ProgramFile
{
    /// <param name="name">Name of the program, without <c>.exe</c>.</param>
    /// <param name="folders">Folders in the order in which they are looked at.</param>
    /// <returns>Full path of the program, or null if it is in none of them.</returns>
    public static string? Find(string name, IEnumerable<string?> folders)
    {
        string file = Path.DirectorySeparatorChar == '\\' ? name + ".exe" : name;
        foreach (string? given in folders)
        {
            // An entry of PATH may stand in quotation marks on Windows, and be anything at all.
            string? folder = given?.Trim().Trim('"');
            if (string.IsNullOrWhiteSpace(folder) || folder!.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            {
                continue;
            }

            string program = Path.Combine(folder, file);
            if (File.Exists(program))
            {
                return Path.GetFullPath(program);
            }
        }

        return null;
    }
}
