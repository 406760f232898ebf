namespace MiniMax.External;

/// <summary>Finds programs in folders such as those of PATH.</summary>
internal static class ProgramFile
{
    /// <param name="name">The name of the program, without <c>.exe</c>.</param>
    /// <param name="folders">The folders, in the order of the search.</param>
    /// <returns>The full path of the program, or null if it is not found.</returns>
    public static string? Find(string name, IEnumerable<string?> folders)
    {
        string file = Path.DirectorySeparatorChar == '\\' ? name + ".exe" : name;
        foreach (string? given in folders)
        {
            // An entry of PATH can be in quotation marks on Windows, and can contain any text.
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
